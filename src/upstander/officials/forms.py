"""What a visitor without JavaScript sends to have a script or a letter made; nothing is kept."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from upstander.officials.models import Campaign
from upstander.officials.models.campaigns import KINDS
from upstander.places import queries as places
from upstander.places.queries import Office


class PlainField(forms.CharField):
    """Text without control characters; line breaks are `\\n`."""

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        kept = (char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
        return "".join(kept).strip()


class SeatForm(forms.Form):
    """Whom to contact, and from where."""

    office = PlainField()
    place = PlainField(required=False, max_length=120)

    def clean_office(self) -> Office:
        try:
            return places.office(self.cleaned_data["office"])
        except places.UnknownOffice as unknown:
            raise ValidationError(_("Choose one of your officials.")) from unknown


class LetterForm(SeatForm):
    """The visitor's own part of a letter."""

    why = PlainField(required=False)
    own_words = PlainField(required=False)

    def own_part(self) -> str:
        """Returns both answers as paragraphs."""
        return "\n\n".join(filter(None, (self.cleaned_data[key] for key in ("why", "own_words"))))


class CampaignForm(forms.ModelForm[Campaign]):
    """A campaign at the desk."""

    kinds = forms.MultipleChoiceField(
        label=_("who is addressed"),
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
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
            "script",
            "letter",
            "kinds",
            "claims",
        )
