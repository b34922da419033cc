"""Forms of the desk for what learn keeps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.learn.models import Correction, Source


class CorrectionForm(forms.ModelForm[Correction]):
    """What was said, what is right, why and since when; there is no second chance to change it."""

    class Meta:
        model = Correction
        fields = (
            "claim",
            "language",
            "said",
            "right",
            "why",
            "since",
            "source",
            "standing_after",
        )
        help_texts = {
            "said": _("Word for word, as it stood here."),
            "since": _("The day from which this could be known."),
            "standing_after": _("A letter that cites a withdrawn claim cannot be published."),
        }


class SourceForm(forms.ModelForm[Source]):
    """A source; how its link fares is written by the link checker alone."""

    class Meta:
        model = Source
        fields = ("title", "url", "publisher", "published", "locator", "archived_url")
