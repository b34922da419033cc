"""Forms of the desk about campaigns and officials."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from upstander.campaigns.forms import CampaignForm
from upstander.campaigns.models import Campaign, Stance
from upstander.campaigns.queries import addressing, targets
from upstander.common.phones import tel
from upstander.hub.context import language
from upstander.learn.models import Claim, Guide
from upstander.officials.models import AddedOfficial, OfficeCorrection, TownHall
from upstander.places import queries as places

FOUND = 8
"""Offices that a search offers."""
ZONES = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"),
    *("America/Los_Angeles", "America/Anchorage", "America/Adak", "Pacific/Honolulu"),
    *("America/Detroit", "America/Indiana/Indianapolis", "America/Boise"),
    *("America/Puerto_Rico", "America/St_Thomas", "Pacific/Guam"),
    *("Pacific/Saipan", "Pacific/Pago_Pago"),
)
"""The time zones of the states and territories."""
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def offices_called(text: str, *, slips: bool = True) -> list[tuple[str, str]]:
    """Returns the offices whose id, name or holder a text is, each with what it is called.

    With `slips`, those too that are written nearly so.
    """
    exact = targets.known(text)
    named = places.offices_named(text, limit=FOUND, slips=slips) if text else ()
    found = [exact] if exact else named
    today = localdate()
    return [
        (office.id, addressing.called(office, language=language(), on=today)) for office in found
    ]


class OfficeForm(forms.ModelForm[Any]):
    """A form about one office, found by its id or by a name; several found ones are offered."""

    office_id = forms.CharField(
        label=_("Which office?"),
        help_text=_("A name, such as Grassley, or an office, such as Governor, Iowa."),
    )

    def clean_office_id(self) -> str:
        """Returns the id of the one office that was meant."""
        asked = self.cleaned_data["office_id"]
        sure = offices_called(asked, slips=False)
        if len(sure) == 1:
            return sure[0][0]
        offered = sure or offices_called(asked)
        if offered:
            self.fields["office_id"].widget = forms.Select(choices=offered)
            raise ValidationError(
                _("More than one fits. Choose one from the list.")
                if sure
                else _("Nothing is called that. Is it one of these?")
            )
        raise ValidationError(_("We found no such office. Try the family name, or the state."))


class NewCampaignForm(forms.ModelForm[Campaign]):
    """What a campaign begins with."""

    class Meta:
        model = Campaign
        fields = ("guide", "title", "request", "language", "slug")
        labels = {
            "guide": _("Which guide is it about?"),
            "title": _("What will visitors read in the list?"),
            "request": _("What is the one request?"),
            "language": _("In which language do you write?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guides = list(Guide.objects.values_list("pk", flat=True)[:2])
        if len(guides) == 1:
            [self.initial["guide"]] = guides


class DeskCampaignForm(CampaignForm):
    """A whole campaign, with a search for offices to name and a choice of whose words to show."""

    find = forms.CharField(
        label=_("Find an office to add"),
        help_text=_("A name, such as Grassley, or an office, such as Governor, Iowa."),
        required=False,
    )
    whom = forms.CharField(
        label=_("Show it for somebody else"),
        help_text=_("The name of anyone it addresses."),
        required=False,
    )
    to = forms.CharField(label=_("As it reads for"), required=False, widget=forms.Select)

    class Meta(CampaignForm.Meta):
        widgets = {"claims": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [office_id for office_id, _called in offices_called(self.asked("find"))]
        posted = self.data.getlist("named") if isinstance(self.data, QueryDict) else []
        self.offer_named([*self.instance.named, *posted, *found])
        claims = Claim.objects.exclude(standing=Claim.Standing.WITHDRAWN)
        cast(Any, self.fields["claims"]).queryset = claims.order_by("guide", "order", "slug")

    def asked(self, name: str) -> str:
        """Returns what stands in one of the fields that are not stored."""
        return str(self.data.get(name, "")).strip()

    def offer_targets(self, choices: list[tuple[str, str]], *, shown: str) -> None:
        """Lets the preview be chosen among these, and shows whose it is now."""
        cast(forms.Select, self.fields["to"].widget).choices = choices
        self.initial["to"] = shown
        if isinstance(self.data, QueryDict) and self.is_bound:
            self.data = self.data.copy()
            self.data["to"] = shown


class StanceForm(OfficeForm):
    """Where the holder of an office stands."""

    class Meta:
        model = Stance
        fields = ("office_id", "side", "source_url", "as_of")
        widgets = {"as_of": DAY}


def _state_choices() -> list[tuple[str, str]]:
    return [
        (state.code, places.state_name(state, language()))
        for state in places.states_by_name(language())
    ]


class AddedOfficialForm(forms.ModelForm[AddedOfficial]):
    """An official that no list has. The division's id is made from its kind and name."""

    KINDS = {
        "county": _("A county or parish"),
        "place": _("A city, town or village"),
        "school_district": _("A school district"),
        "sldu": _("A district of the state senate"),
        "sldl": _("A district of the state house"),
        "cd": _("A district of Congress"),
        "": _("The whole state"),
    }
    kind = forms.ChoiceField(
        label=_("Who elects it?"), choices=list(KINDS.items()), required=False, initial="county"
    )
    division_name = forms.CharField(
        label=_("What is that called?"),
        help_text=_("Such as Polk, Des Moines or, for a district, 17. Nothing for a whole state."),
        required=False,
    )
    region = forms.ChoiceField(label=_("In which state?"), choices=_state_choices)
    zips = forms.CharField(
        label=_("Which ZIP codes does it cover?"),
        help_text=_(
            "All of them, with commas or spaces between. A county, city or school district "
            "is found by these; a visitor there reads “These may represent you” or “This may be "
            "your official”."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    class Meta:
        model = AddedOfficial
        fields = (
            *("title", "area", "region", "kind", "division_name", "division_id", "zips"),
            *("name", "party", "term_end", "phone", "email", "website", "contact_form"),
            *("street", "city", "postal_code", "hours"),
            *("source_title", "source_url", "as_of", "language", "slug", "status"),
        )
        widgets = {"term_end": DAY, "as_of": DAY}
        help_texts = {
            "division_id": _(
                "Leave a new one empty: it is made from the answers above. It looks like "
                "ocd-division/country:us/state:ia/county:polk."
            ),
            "name": _("Leave it empty if you do not know."),
            "hours": _("As the office says them, such as Mo-Fr 9-5."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["zips"] = ", ".join(self.instance.zips)
        if self.instance.pk:
            for name in ("kind", "division_name"):
                del self.fields[name]
        else:
            self.fields["division_id"].required = False

    def clean_zips(self) -> list[str]:
        """Returns the ZIP codes, each once."""
        codes = list(dict.fromkeys(re.findall(r"[^\s,;]+", self.cleaned_data["zips"])))
        unknown = [code for code in codes if not places.is_zip(code)]
        if unknown:
            raise ValidationError(
                _("We know no ZIP code %(codes)s. Check the five digits."),
                params={"codes": ", ".join(unknown[:5])},
            )
        return codes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("region") and not cleaned.get("division_id"):
            kind, called = cleaned.get("kind", ""), cleaned.get("division_name", "")
            if kind and not called:
                self.add_error("division_name", _("Say what it is called."))
            cleaned["division_id"] = division_id(cleaned["region"], kind, called)
        by_zip = any(f"/{kind}:" in cleaned.get("division_id", "") for kind in _BY_ZIP)
        if by_zip and "zips" in cleaned and not cleaned["zips"]:
            self.add_error("zips", _("Without ZIP codes, no visitor would find it. List them."))
        return cleaned


_BY_ZIP = ("county", "place", "school_district")


def division_id(state: str, kind: str, called: str) -> str:
    """Returns the Open Civic Data id of a division of a state, by what it is called."""
    base = places.state(state).division_id
    plain = unicodedata.normalize("NFC", called.lower()).replace("'", "~").replace("’", "~")
    name = re.sub(r"[^\w.~-]+", "_", plain).strip("_")
    return f"{base}/{kind}:{name}" if kind and name else base


class TownHallForm(OfficeForm):
    """A public meeting, at the clocks of its own place."""

    starts = forms.CharField(label=_("When does it begin, by the clocks there?"), widget=MOMENT)
    ends = forms.CharField(label=_("When does it end?"), widget=MOMENT, required=False)
    timezone = forms.ChoiceField(
        label=_("In which time zone?"),
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        initial="America/New_York",
    )

    class Meta:
        model = TownHall
        fields = (
            *("office_id", "title", "starts", "ends", "timezone", "place", "street"),
            *("url", "note", "language", "status", "as_of"),
        )
        widgets = {"as_of": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends"):
            stored = getattr(self.instance, name)
            if stored:
                there = stored.astimezone(ZoneInfo(self.instance.timezone))
                self.initial[name] = there.strftime("%Y-%m-%dT%H:%M")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("starts", "ends"):
            cleaned[name] = self._moment(name, cleaned.get(name), cleaned.get("timezone"))
        return cleaned

    def _moment(self, name: str, typed: str | None, zone: str | None) -> datetime | None:
        if not (typed and zone):
            return None
        try:
            return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(zone))
        except ValueError:
            self.add_error(name, _("Write the day and the time as 2026-12-01T18:30."))
            return None


class CorrectionForm(OfficeForm):
    """What the lists do not say, or not yet."""

    class Meta:
        model = OfficeCorrection
        fields = (
            *("office_id", "kind", "name", "party", "person_id", "elected", "since", "ends"),
            *("wrong", "right", "source_title", "source_url", "as_of"),
        )
        widgets = {"as_of": DAY, "since": DAY, "ends": DAY, "elected": DAY}
        labels = {"kind": _("What do you know?")}
        help_texts = {
            "name": _("Of who holds it, who left, or who was elected."),
            "elected": _("Only for who was elected."),
            "since": _(
                "The first day on which this is so; for who was elected, the day of taking office. "
                "A number needs none."
            ),
            "ends": _("Leave it empty if you do not know it."),
            "wrong": _("As our lists have it. Leave it empty if they have none."),
            "right": _("Leave it empty if nobody knows."),
            "source_title": _("In words, such as the name of a newspaper with its date."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        office = targets.known(cleaned.get("office_id", ""))
        wrong = cleaned.get("wrong", "")
        listed = office.holder.phones if office and office.holder else ()
        known = {tel(number) for number in listed}
        if office and wrong and "wrong" in self.changed_data and tel(wrong) not in known:
            self.add_error("wrong", self._not_listed(listed))
        return cleaned

    def _not_listed(self, listed: Iterable[str]) -> ValidationError:
        if not listed:
            return ValidationError(_("Our lists have no number of this office. Leave it empty."))
        return ValidationError(
            _("Our lists have other numbers of this office: %(numbers)s."),
            params={"numbers": ", ".join(listed)},
        )
