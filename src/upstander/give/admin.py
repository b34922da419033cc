"""The desk's table of asks."""

from django.contrib import admin

from upstander.give.forms import AskForm
from upstander.give.models import Ask
from upstander.hub.admin import RoomAdmin


@admin.register(Ask)
class AskAdmin(RoomAdmin[Ask]):
    form = AskForm
    list_display = ("title", "kind", "minutes", "until", "confirmed_on", "status")
    list_filter = ("status", "kind", "presence", "visibility")
    search_fields = ("title", "slug")
    autocomplete_fields = ("organization",)
