"""The desk's tables of guides, claims, sources and corrections."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from upstander.hub.admin import (
    KeptAdmin,
    RoomAdmin,
    TranslatableAdmin,
    TranslationInline,
    organizer,
)
from upstander.learn import operations
from upstander.learn.forms import CorrectionForm, SourceForm
from upstander.learn.models import Citation, Claim, Correction, Development, Guide, Source


class CitationInline(admin.TabularInline[Citation, Claim]):
    model = Citation
    extra = 0
    autocomplete_fields = ("source",)


class DevelopmentInline(admin.StackedInline[Development, Claim]):
    model = Development
    extra = 0
    autocomplete_fields = ("source",)


@admin.register(Guide)
class GuideAdmin(RoomAdmin[Guide]):
    list_display = ("title", "dated", "status")


@admin.register(Claim)
class ClaimAdmin(RoomAdmin[Claim]):
    list_display = ("sentence", "guide", "standing", "status")
    list_filter = ("status", "standing", "guide")
    readonly_fields = ("preview", "standing")
    search_fields = ("sentence", "slug")
    inlines = (CitationInline, DevelopmentInline, TranslationInline)


@admin.register(Source)
class SourceAdmin(KeptAdmin[Source]):
    form = SourceForm
    list_display = ("title", "publisher", "published", "link_state", "checked_on")
    list_filter = ("link_state",)
    search_fields = ("title", "publisher")


@admin.register(Development)
class DevelopmentAdmin(TranslatableAdmin[Development]):
    list_display = ("on", "what", "claim")
    autocomplete_fields = ("claim", "source")


@admin.register(Correction)
class CorrectionAdmin(TranslatableAdmin[Correction]):
    """Corrections are added and translated, never changed or removed."""

    form = CorrectionForm
    list_display = ("since", "claim", "right", "standing_after")
    autocomplete_fields = ("claim", "source")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return tuple(CorrectionForm.Meta.fields) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        if not change:
            operations.correct(obj, by=organizer(request))
