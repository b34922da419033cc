"""The desk's table of campaigns."""

from django.contrib import admin

from upstander.hub.admin import RoomAdmin
from upstander.officials.forms import CampaignForm
from upstander.officials.models import Campaign


@admin.register(Campaign)
class CampaignAdmin(RoomAdmin[Campaign]):
    form = CampaignForm
    list_display = ("title", "guide", "status")
    search_fields = ("title", "slug")
    autocomplete_fields = ("claims",)
