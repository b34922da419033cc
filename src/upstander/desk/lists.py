"""What a hub adds to the lists of officials: officials, town halls, corrections."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from upstander.desk.official_forms import AddedOfficialForm, CorrectionForm, TownHallForm
from upstander.desk.operations import write_at
from upstander.hub.admin import organizer
from upstander.hub.context import language
from upstander.hub.models import Publishable
from upstander.hub.operations import delete
from upstander.officials import operations
from upstander.officials.models import AddedOfficial, OfficeCorrection, TownHall
from upstander.officials.queries.office_facts import seat_of


@dataclass(frozen=True)
class Kind:
    """One list that a hub keeps: its rows, their form, and what stores one."""

    model: type[Model]
    form: type[ModelForm[Any]]
    write: Callable[..., Model]
    heading: Promise
    lead: Promise
    add: Promise
    called: Callable[[Any], str] = str


def _called(correction: OfficeCorrection) -> str:
    return f"{seat_of(correction.office_id, language())}: {correction.said}"


KINDS = {
    "officials": Kind(
        model=AddedOfficial,
        form=AddedOfficialForm,
        write=operations.write_added,
        heading=gettext_lazy("Officials that this hub has added"),
        lead=gettext_lazy(
            "The lists have Congress, the states and many mayors. Add who else decides: a sheriff, "
            "a school board, a county council."
        ),
        add=gettext_lazy("Add an official"),
    ),
    "town-halls": Kind(
        model=TownHall,
        form=TownHallForm,
        write=operations.write_town_hall,
        heading=gettext_lazy("Town halls"),
        lead=gettext_lazy(
            "Public meetings with officials. A cancelled one stays, marked, so that nobody goes "
            "there for nothing."
        ),
        add=gettext_lazy("Add a town hall"),
    ),
    "corrections": Kind(
        model=OfficeCorrection,
        form=CorrectionForm,
        write=operations.correct,
        heading=gettext_lazy("Corrections of the lists"),
        lead=gettext_lazy(
            "Who holds an office now, who left it, who was elected to it, or a telephone number. "
            "Visitors see it with its date and source. It is no longer shown once the lists say "
            "the same."
        ),
        add=gettext_lazy("Add a correction"),
        called=_called,
    ),
}


@require_GET
def rows(request: HttpRequest, kind: str) -> HttpResponse:
    """All rows of one list."""
    kept = _kind(kind)
    rows = [(one, kept.called(one)) for one in kept.model._default_manager.all()]
    context = {"code": kind, "kind": kept, "rows": rows}
    return render(request, "desk/list.html", context)


def row(request: HttpRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """One row of a list, to write or to change."""
    kept = _kind(kind)
    stored = get_object_or_404(kept.model, pk=pk) if pk else None
    initial = {} if stored else {"as_of": localdate()}
    form = kept.form(request.POST or None, instance=stored, initial=initial)
    if form.is_valid():
        _write(request, kept, form)
        messages.success(request, _("Saved. Visitors see it after the next publish."))
        return redirect("desk:list", kind)
    context = {"code": kind, "kind": kept, "form": form, "stored": stored}
    if stored:
        context["called"] = kept.called(stored)
    return render(request, "desk/list_row.html", context, status=422 if form.is_bound else 200)


def _write(request: HttpRequest, kind: Kind, form: ModelForm[Any]) -> None:
    made, by = form.save(commit=False), organizer(request)
    if not (isinstance(made, Publishable) and made.pk):
        kind.write(made, by=by)
        return
    slug, made.slug = made.slug, form.initial["slug"]
    write_at(made, slug=slug, write=kind.write, by=by)


@require_POST
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Takes a row off a list; its history stays."""
    stored = get_object_or_404(_kind(kind).model, pk=pk)
    by: User = organizer(request)
    delete(stored, by=by, why="removed at the desk")
    messages.success(request, _("Taken away."))
    return redirect("desk:list", kind)


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]
