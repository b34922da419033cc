"""The desk's tables of what hubs add to the lists of officials."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from upstander.hub.admin import KeptAdmin, RoomAdmin, TranslatableAdmin
from upstander.officials.models import AddedOfficial, OfficeCorrection, TownHall
from upstander.officials.queries import corrections


@admin.register(AddedOfficial)
class AddedOfficialAdmin(RoomAdmin[AddedOfficial]):
    list_display = ("title", "area", "name", "status")
    search_fields = ("title", "area", "name")


@admin.register(TownHall)
class TownHallAdmin(TranslatableAdmin[TownHall]):
    list_display = ("title", "office_id", "starts", "status")


@admin.register(OfficeCorrection)
class OfficeCorrectionAdmin(KeptAdmin[OfficeCorrection]):
    list_display = ("office_id", "kind", "name", "wrong", "right", "since", "as_of", "needed")
    list_filter = ("kind",)
    search_fields = ("office_id", "name")

    @admin.display(description=_("still needed"), boolean=True)
    def needed(self, obj: OfficeCorrection) -> bool:
        """Returns whether the lists do not say the same by now."""
        return corrections.is_needed(obj)
