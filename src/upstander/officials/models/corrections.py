"""What a hub's organizers know of an office beyond the lists, each with its source and date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from upstander.common.phones import written
from upstander.officials.models.lists import AddedOfficial
from upstander.places import queries as places
from upstander.places.queries import Correction, Fault, Office

MONTH = timedelta(days=31)

FAULTS: dict[Fault, tuple[str, Promise]] = {
    "source": ("source_url", _("Say where this is from: a web address, or the source in words.")),
    "checked": ("as_of", _("The day on which you checked it cannot be later than today.")),
    "later": ("since", _("This is later than today. Write only what is so by now.")),
    "name": ("name", _("Write the person’s name.")),
    "number": ("right", _("Give the right number, or the wrong one, or both.")),
    "ends": ("ends", _("Write the last day. It cannot come before the first one.")),
    "elected": ("elected", _("Write the day of the election. It cannot be later than today.")),
    "begins": ("since", _("The term cannot begin before the election.")),
}
"""In which field each stands, and what to do."""


class OfficeCorrection(models.Model):
    """One thing about an office that is not, or not yet, in the lists; see `Correction`.

    Of a number, `since` may be empty: it is right as of the day of `as_of`.
    """

    class Kind(models.TextChoices):
        HELD = "held", _("who holds it now")
        LEFT = "left", _("somebody left")
        VACANT = "vacant", _("nobody holds it")
        NUMBER = "number", _("a telephone number")
        TERM_ENDS = "term-ends", _("when the term ends")
        ELECTED = "elected", _("who was elected, and takes office later")

    office_id = models.CharField(_("office"), max_length=80)
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices, default=Kind.NUMBER)
    name = models.CharField(_("name of the person"), max_length=160, blank=True)
    party = models.CharField(_("party"), max_length=80, blank=True)
    person_id = models.CharField(
        _("id of the person"),
        max_length=80,
        blank=True,
        help_text=_("As the lists have it, such as B001328 or ocd-person/…, if you know it."),
    )
    elected = models.DateField(_("day of the election"), null=True, blank=True)
    since = models.DateField(
        _("since"), null=True, blank=True, help_text=_("The first day on which this is so.")
    )
    ends = models.DateField(_("last day of the term, or of the vacancy"), null=True, blank=True)
    wrong = models.CharField(_("wrong number"), max_length=40, blank=True)
    right = models.CharField(_("right number"), max_length=40, blank=True)
    source_title = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("web address of the source"), max_length=500, blank=True)
    as_of = models.DateField(_("as of"), help_text=_("The day on which you checked it."))
    history = HistoricalRecords()

    class Meta:
        ordering = ["office_id", "kind", "since"]
        verbose_name = _("correction of an office")
        verbose_name_plural = _("corrections of offices")
        constraints = [
            models.UniqueConstraint(
                fields=["office_id", "wrong"],
                condition=Q(kind="number"),
                name="one_correction_per_office_and_number",
                violation_error_message=_("This number is corrected already. Change that one."),
            ),
            models.UniqueConstraint(
                fields=["office_id", "kind", "since"],
                condition=~Q(kind="number"),
                name="one_correction_per_office_kind_and_day",
                violation_error_message=_(
                    "There is one for this office and day already. Change that one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.said}"

    @property
    def said(self) -> str:
        """What is known better, in a line."""
        value = self.wrong if self.kind == self.Kind.NUMBER else self.name
        return f"{self.get_kind_display()}{f', {value}' if value else ''}"

    @property
    def record(self) -> Correction:
        """The same as the engine takes it."""
        return Correction(
            office_id=self.office_id,
            kind=next(one for one in places.CORRECTION_KINDS if one == self.kind),
            since=self.since or self.as_of,
            source=self.source_title or self.source_url,
            url=self.source_url or None,
            checked=self.as_of,
            name=self.name or None,
            party=self.party or None,
            person_id=self.person_id or None,
            ends=self.ends,
            elected=self.elected,
            wrong=self.wrong,
            right=self.right,
            at_desk=True,
        )

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        for name in ("wrong", "right"):
            try:
                setattr(self, name, _number(getattr(self, name)))
            except ValidationError as error:
                problems[name] = error
        if self.since is None and self.kind != self.Kind.NUMBER:
            problems["since"] = _("Write the first day on which this is so.")
        if not problems and self.as_of:
            problems |= self._problems()
        if problems:
            raise ValidationError(problems)

    def _problems(self) -> dict[str, Any]:
        record = self.record
        wrong = places.fault(record, on=localdate())
        if wrong is not None:
            field, words = FAULTS[wrong]
            return {field: words}
        if self.office_id.startswith("local-"):
            return self._of_added()
        try:
            listed = places.listed(self.office_id)
        except places.UnknownOffice:
            return {"office_id": _("We know no such office.")}
        if record.kind == "elected":
            return dict(self._of_winner(listed))
        return {}

    def _of_added(self) -> dict[str, Any]:
        """An office that this hub has added itself is changed there."""
        slug = self.office_id.removeprefix("local-")
        if not AddedOfficial.objects.filter(slug=slug).exists():
            return {"office_id": _("We know no such office.")}
        if self.kind != self.Kind.NUMBER:
            return {"office_id": _("This site added that office. Change it in its own list.")}
        return {}

    def _of_winner(self, listed: Office) -> Iterator[tuple[str, Any]]:
        """What speaks against the result of an election."""
        holder = places.sits_on(listed, self.record)
        if holder is not None and holder.last_day is not None:
            yield (
                "office_id",
                ValidationError(
                    _("This office was not up: the term of %(name)s goes on through %(day)s."),
                    params={"name": holder.name, "day": date_format(holder.last_day)},
                ),
            )
        for other in self._elsewhere():
            yield (
                "name",
                ValidationError(
                    _("%(name)s is entered as elected to another office already: %(office)s."),
                    params={"name": other.name, "office": other.office_id},
                ),
            )

    def _elsewhere(self) -> Iterator[OfficeCorrection]:
        """The same person as the winner of another office on the same day."""
        others = OfficeCorrection.objects.filter(kind=self.Kind.ELECTED, elected=self.elected)
        for other in others.exclude(pk=self.pk).exclude(office_id=self.office_id):
            if places.same_winner(self.record, other.record):
                yield other


def _number(typed: str) -> str:
    """A telephone number as the lists write it; nothing for nothing."""
    try:
        return written(typed) if typed else ""
    except ValueError as error:
        raise ValidationError(_("Write it as 202-555-0100, or 202-555-0100 x 12.")) from error
