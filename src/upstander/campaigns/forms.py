"""What a visitor without JavaScript sends to have a script or a letter made; nothing is kept."""

import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Any, cast, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from upstander.campaigns.models import KINDS, Campaign
from upstander.campaigns.queries import addressing, targets
from upstander.campaigns.queries.constituents import Represents
from upstander.campaigns.queries.sitting import Waiting
from upstander.hub.context import language
from upstander.officials.queries import added
from upstander.places import queries as places
from upstander.places.queries import Office


class PlainField(forms.CharField):
    """Text without control characters; line breaks are `\\n`."""

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        kept = (char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
        return "".join(kept).strip()


class OwnWordsField(PlainField):
    """Text of several lines, which may stay empty."""

    widget = forms.Textarea(attrs={"rows": 5})


MOST_IN_A_SITTING = 60


class SittingForm(forms.Form):
    """From where a visitor contacts officials, and who of them is still to come."""

    place = PlainField(required=False, max_length=120)
    rest = PlainField(required=False)

    def clean_rest(self) -> list[Waiting]:
        """Returns the offices of these ids; what is no id is left out."""
        found = []
        for token in islice(dict.fromkeys(self.cleaned_data["rest"].split()), MOST_IN_A_SITTING):
            office_id, mark, said = token.partition(":")
            office = targets.known(office_id)
            if office:
                found.append(Waiting(office, _represents(said if mark else "yes")))
        return found


def _represents(said: str) -> Represents:
    """What a form says of that; what it does not say is not sure."""
    return cast(Represents, said) if said in get_args(Represents) else "unsure"


REPRESENTS = [
    ("yes", _("This one represents me")),
    ("no", _("No, somebody else does")),
    ("unsure", _("I do not know")),
]


class SeatForm(SittingForm):
    """Whom to contact, whether they represent the visitor, and from where."""

    office = PlainField()
    represents = PlainField(
        label=_("Does this official represent you?"),
        help_text=_(
            "We are not sure. Your letter says “you represent me” only if you say so here."
        ),
        widget=forms.RadioSelect(choices=REPRESENTS),
        required=False,
        initial="unsure",
    )

    def clean_office(self) -> Office:
        try:
            return added.find(self.cleaned_data["office"])
        except places.UnknownOffice as unknown:
            raise ValidationError(_("Choose one of your officials.")) from unknown

    def clean_represents(self) -> Represents:
        """Returns what was said, or that it is not sure."""
        return _represents(self.cleaned_data["represents"])


class LetterForm(SeatForm):
    """What a letter asks a visitor: the request, and three things in their own words."""

    request = OwnWordsField(
        required=False,
        max_length=Campaign._meta.get_field("request").max_length,
        label=_("What do you ask for?"),
        help_text=_("One thing, and specific. Keep it as it is, or say it your way."),
    )
    why = OwnWordsField(
        required=False,
        label=_("Why does it matter to you?"),
        help_text=_(
            "One or two sentences. A letter in your own words does more than a form letter."
        ),
    )
    community = OwnWordsField(
        required=False,
        label=_("How does it touch your community?"),
        help_text=_("What you see where you live: at school, at work, on your street."),
    )
    story = OwnWordsField(
        required=False,
        label=_("What is your story?"),
        help_text=_(
            "Something that happened to you, or to someone who lets you tell it. You can leave it "
            "empty."
        ),
    )

    def asked(self) -> list[forms.BoundField]:
        """Returns the four questions in their order."""
        return [self[name] for name in ("request", "why", "community", "story")]

    def own_part(self) -> str:
        """Returns the visitor's own words as paragraphs."""
        parts = (self.cleaned_data[name] for name in ("why", "community", "story"))
        return "\n\n".join(filter(None, parts))

    def wish(self, asked: str) -> str:
        """Returns the request on one line; the campaign's, `asked`, where it was left empty."""
        return " ".join(self.cleaned_data["request"].split()) or asked


def _states() -> list[tuple[str, str]]:
    return [
        (state.code, places.state_name(state, language()))
        for state in places.states_by_name(language())
    ]


def _committees() -> list[tuple[str, str]]:
    return [(one, targets.committee_name(one)) for one in targets.committees()]


class CampaignForm(forms.ModelForm[Campaign]):
    """A campaign at the desk. Offices that it names stay checked until they are unchecked."""

    kinds = forms.MultipleChoiceField(
        label=_("Who is asked?"),
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    states = forms.MultipleChoiceField(
        label=_("Only in these states"),
        choices=_states,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    committees = forms.MultipleChoiceField(
        label=_("Only members of these committees of Congress"),
        choices=_committees,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    named = forms.MultipleChoiceField(
        label=_("Also these offices, whoever the visitor is"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Campaign
        fields = (
            "guide",
            "slug",
            "language",
            "status",
            "title",
            "request",
            *Campaign.worded,
            "kinds",
            "states",
            "committees",
            "named",
            "claims",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = self.data.getlist("named") if isinstance(self.data, QueryDict) else ()
        self.offer_named([*self.instance.named, *posted])

    def offer_named(self, office_ids: Iterable[str]) -> None:
        """Lets the offices of these ids be chosen by name; ids of no office are left out."""
        found = filter(None, map(targets.known, dict.fromkeys(office_ids)))
        cast(forms.MultipleChoiceField, self.fields["named"]).choices = [
            (office.id, addressing.called(office, language=language(), on=localdate()))
            for office in found
        ]
