"""The desk's tables of campaigns."""

from django.contrib import admin

from upstander.campaigns.forms import CampaignForm
from upstander.campaigns.models import Campaign, Stance
from upstander.hub.admin import KeptAdmin, RoomAdmin


@admin.register(Campaign)
class CampaignAdmin(RoomAdmin[Campaign]):
    form = CampaignForm
    list_display = ("title", "guide", "status")
    search_fields = ("title", "slug")
    autocomplete_fields = ("claims",)


@admin.register(Stance)
class StanceAdmin(KeptAdmin[Stance]):
    list_display = ("campaign", "office_id", "side", "as_of")
