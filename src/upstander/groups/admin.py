"""The desk's tables of groups."""

from django.contrib import admin

from upstander.groups.forms import OrganizationForm
from upstander.groups.models import Channel, Location, Organization, SearchWords
from upstander.hub.admin import RoomAdmin, TranslatableAdmin, TranslationInline


class LocationInline(admin.StackedInline[Location, Organization]):
    model = Location
    extra = 0


class ChannelInline(admin.TabularInline[Channel, Organization]):
    model = Channel
    extra = 0


@admin.register(Organization)
class OrganizationAdmin(RoomAdmin[Organization]):
    form = OrganizationForm
    list_display = ("name", "scope", "assured_date", "status")
    list_filter = ("status", "scope")
    search_fields = ("name", "alternate_name", "slug")
    inlines = (LocationInline, ChannelInline, TranslationInline)


@admin.register(SearchWords)
class SearchWordsAdmin(TranslatableAdmin[SearchWords]):
    list_display = ("words",)
