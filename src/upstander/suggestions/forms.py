"""What a visitor is asked for each kind of suggestion: never who they are."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from upstander.common import phones
from upstander.common.plain import plain
from upstander.suggestions import queries
from upstander.suggestions.models import Suggestion, web_address

_EMAIL = re.compile(  # with an @ in front it is an account of the fediverse, as after acct:
    r"(?<!acct:)(?<![^\s/:(){}<>\[\],;\"“”‘’«»|=])[^\s/:(){}<>\[\],;\"“”‘’«»|=@]+"
    r"@(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?!https?:)[a-z][a-z0-9+.-]*://|\b(?:javascript|data|vbscript):", re.I)


def no_contact_details(text: str) -> None:
    """Refuses e-mail addresses and telephone numbers: a suggestion keeps nobody's.

    Raises:
        ValidationError: there is one in `text`.
    """
    if _EMAIL.search(unicodedata.normalize("NFKC", text)) or phones.are_in(text):
        raise ValidationError(
            _("Take out the e-mail address or phone number. We keep no contact details.")
        )


def only_web_addresses(text: str) -> None:
    """Refuses addresses other than http and https in running text.

    Raises:
        ValidationError: there is one in `text`.
    """
    if _ADDRESS.search(text):
        raise ValidationError(_("Web addresses here must start with https:// or http://."))


class PlainText(forms.CharField):
    """Some words, without contact details."""

    default_validators = [no_contact_details, only_web_addresses]

    def to_python(self, value: str | None) -> str:
        return plain(super().to_python(value) or "")


class WebAddress(forms.URLField):
    """An http or https address; one written without either is taken as https."""

    default_validators = [web_address]

    def __init__(
        self, *, label: StrOrPromise, help_text: StrOrPromise = "", required: bool = True
    ) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=500,
            assume_scheme="https",
            widget=forms.TextInput(
                attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
            ),
            error_messages={
                "required": _("Give the web address."),
                "invalid": _("Give a web address such as https://example.org/page."),
            },
        )


def _words(label: StrOrPromise, help_text: StrOrPromise = "") -> PlainText:
    return PlainText(
        label=label,
        help_text=help_text,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MinLengthValidator(10, _("Say a little more: at least 10 letters."))],
        error_messages={"required": _("Write a sentence or two.")},
    )


def _line(label: StrOrPromise, *, most: int, missing: StrPromise) -> PlainText:
    return PlainText(
        label=label,
        max_length=most,
        validators=[MinLengthValidator(2, missing)],
        error_messages={"required": missing},
    )


class Telephone(forms.CharField):
    """A number in the United States, perhaps with an extension."""

    def __init__(self, *, label: StrOrPromise) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "tel"}),
        )

    def to_python(self, value: str | None) -> str:
        """Returns the number as the lists write it."""
        typed = super().to_python(value) or ""
        try:
            return phones.written(typed) if typed else ""
        except ValueError as error:
            raise ValidationError(_("Write it as 202-555-0100, or 202-555-0100 x 12.")) from error


class SuggestionForm(forms.Form):
    """What the forms share. `nickname` is never shown: only a program fills it in."""

    kind: Suggestion.Kind
    question: StrPromise

    nickname = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("nickname"))

    def suggested(self) -> dict[str, str]:
        """Returns the checked fields of the suggestion."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "nickname"}


class ClaimForm(SuggestionForm):
    """A suggestion about one published claim."""

    claim = forms.ChoiceField(
        label=_("Which claim is it about?"),
        choices=queries.claim_choices,
        error_messages={
            "required": _("Choose a claim from the list."),
            "invalid_choice": _("Choose a claim from the list."),
        },
    )


class GroupForm(SuggestionForm):
    """A group that is missing here."""

    kind = Suggestion.Kind.GROUP
    question = _("Which group is missing here?")

    name = _line(_("Name of the group"), most=120, missing=_("Give the name of the group."))
    url = WebAddress(
        label=_("Its website or public page"), help_text=_("We read it before we add the group.")
    )
    place = _line(
        _("Where it works"), most=120, missing=_("Name a town and state, or write “national”.")
    )
    description = _words(_("What it does"), _("One or two sentences."))


class SourceForm(ClaimForm):
    """A document that supports or contradicts a claim."""

    kind = Suggestion.Kind.SOURCE
    question = _("Which source should we add?")

    title = _line(_("Title of the source"), most=300, missing=_("Give the title of the source."))
    url = WebAddress(label=_("Its web address"))
    publisher = _line(_("Who published it"), most=160, missing=_("Name who published it."))


class CorrectionForm(ClaimForm):
    """What is wrong with a claim, and how that can be known."""

    kind = Suggestion.Kind.CORRECTION
    question = _("What should we correct?")

    right = _words(_("What is right"), _("The sentence as it should be."))
    why = _words(_("Why"), _("What the source below shows."))
    title = _line(_("Title of the source"), most=300, missing=_("Give the title of the source."))
    url = WebAddress(label=_("Its web address"))
    publisher = _line(_("Who published it"), most=160, missing=_("Name who published it."))


class NumberForm(SuggestionForm):
    """A number of an office that is wrong. The office comes from the page where it was called."""

    kind = Suggestion.Kind.NUMBER
    question = _("Which number is right?")

    office = PlainText(label=_("Office"), widget=forms.HiddenInput)
    phone = Telephone(label=_("The number that is wrong, if there is one"))
    right = Telephone(label=_("The right number, if you know it"))
    url = WebAddress(label=_("Where it stands on the web, if you know"), required=False)

    def clean_office(self) -> str:
        office_id: str = self.cleaned_data["office"]
        try:
            queries.office_name(office_id)
        except queries.UnknownOffice as unknown:
            raise ValidationError(
                _("Open this form from the page where you called, so that we know the office.")
            ) from unknown
        return office_id

    def clean(self) -> dict[str, str]:
        found = super().clean() or self.cleaned_data
        if not self.errors and not (found["phone"] or found["right"]):
            self.add_error("right", _("Give the right number, or the wrong one, or both."))
        return found

    @property
    def office_name(self) -> str:
        """Whose number it is, in words; empty where that is not known yet."""
        try:
            return queries.office_name(self["office"].value() or "")
        except queries.UnknownOffice:
            return ""


FORMS: dict[str, type[SuggestionForm]] = {
    form.kind: form for form in (GroupForm, SourceForm, CorrectionForm, NumberForm)
}
