"""The desk's tables of what hubs add to the lists of officials."""

from django.contrib import admin

from upstander.hub.admin import KeptAdmin, RoomAdmin, TranslatableAdmin
from upstander.officials.models import AddedOfficial, NumberCorrection, TownHall


@admin.register(AddedOfficial)
class AddedOfficialAdmin(RoomAdmin[AddedOfficial]):
    list_display = ("title", "area", "name", "status")
    search_fields = ("title", "area", "name")


@admin.register(TownHall)
class TownHallAdmin(TranslatableAdmin[TownHall]):
    list_display = ("title", "office_id", "starts", "status")


@admin.register(NumberCorrection)
class NumberCorrectionAdmin(KeptAdmin[NumberCorrection]):
    list_display = ("office_id", "wrong", "right", "as_of")
