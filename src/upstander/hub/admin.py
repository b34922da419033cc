"""The desk's tables of the hub, and what the tables of every room share."""

from typing import Any, ClassVar, TypeVar, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.admin import GenericStackedInline
from django.db.models import Field, Model, QuerySet
from django.forms import ChoiceField, ModelForm
from django.forms import Field as FormField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from upstander.hub import operations
from upstander.hub.models import Hub, Publishable, Redirect, Translatable, Translation

M = TypeVar("M", bound=Model)
T = TypeVar("T", bound=Translatable)
P = TypeVar("P", bound=Publishable)

admin.site.site_header = _("The desk")
admin.site.site_title = _("The desk")
admin.site.index_title = _("Everything in this hub")


def organizer(request: HttpRequest) -> User:
    """Returns who is signed in; Django's admin admits nobody else."""
    return cast(User, request.user)


class TranslationInline(GenericStackedInline):
    """The words of an object in other languages, kept through `hub.operations.translate`."""

    model = Translation
    extra = 0
    fields = ("field", "language", "text")

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        """Returns the form's field; which field is translated is chosen from a list."""
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        columns = map(self.parent_model._meta.get_field, self.parent_model.translated_fields)
        return ChoiceField(
            label=capfirst(db_field.verbose_name),
            choices=[(column.name, column.verbose_name) for column in columns],
        )


class WrittenAdmin(admin.ModelAdmin[M]):
    """An object whose every write goes through an operation."""

    def save_model(self, request: HttpRequest, obj: M, form: ModelForm[M], change: bool) -> None:
        operations.save(obj, by=organizer(request), why="changed at the desk")

    def delete_model(self, request: HttpRequest, obj: M) -> None:
        operations.delete(obj, by=organizer(request), why="deleted at the desk")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[M]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            self.save_row(request, form.instance, row)
        for row in formset.deleted_objects:
            operations.delete(row, by=organizer(request), why="deleted at the desk")

    def save_row(self, request: HttpRequest, obj: M, row: Model) -> None:
        """Stores one row of a table below `obj`."""
        operations.save(row, by=organizer(request), why="changed at the desk")


class KeptAdmin(WrittenAdmin[M], SimpleHistoryAdmin[M]):
    """An object with its history to look at."""


class TranslatableAdmin(KeptAdmin[T]):
    """An object with translations."""

    inlines: ClassVar[Any] = [TranslationInline]

    def save_row(self, request: HttpRequest, obj: T, row: Model) -> None:
        if not isinstance(row, Translation):
            super().save_row(request, obj, row)
            return
        operations.translate(
            obj, field=row.field, language=row.language, text=row.text, by=organizer(request)
        )


class RoomAdmin(TranslatableAdmin[P]):
    """A publishable object: preview, publish, make a draft again, rename."""

    list_filter: ClassVar[Any] = ("status",)
    actions = ("publish", "unpublish")
    readonly_fields: ClassVar[Any] = ("preview",)

    @admin.display(description=_("Preview"))
    def preview(self, obj: P) -> SafeString | str:
        if not obj.pk:
            return "–"
        address = reverse("desk:preview", args=[obj.address])
        return format_html('<a href="{}">{}</a>', address, _("See it as a visitor will"))

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, chosen: QuerySet[P]) -> None:
        for obj in chosen:
            operations.publish(obj, by=organizer(request))

    @admin.action(description=_("Make a draft again"))
    def unpublish(self, request: HttpRequest, chosen: QuerySet[P]) -> None:
        for obj in chosen:
            operations.unpublish(obj, by=organizer(request))

    def save_model(self, request: HttpRequest, obj: P, form: ModelForm[P], change: bool) -> None:
        if change and "slug" in form.changed_data:
            slug, obj.slug = obj.slug, form.initial["slug"]
            operations.rename(obj, slug=slug, by=organizer(request))
            return
        super().save_model(request, obj, form, change)


@admin.register(Hub)
class HubAdmin(TranslatableAdmin[Hub]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return not Hub.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Hub | None = None) -> bool:
        return False


@admin.register(Redirect)
class RedirectAdmin(WrittenAdmin[Redirect]):
    list_display = ("old", "new")
