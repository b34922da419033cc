"""Forms of the desk itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from upstander.hub.models import Hub


class FirstOrganizerForm(UserCreationForm[User]):
    """The name and password of the first organizer."""

    class Meta:
        model = User
        fields: tuple[str, ...] = ("username",)
        labels = {"username": _("Your name at the desk")}
        help_texts = {"username": _("It need not be your real name. Small letters and digits.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _(
            "At least 12 characters. Four or five words that have nothing to do with each other "
            "are good."
        )
        self.fields["password2"].label = _("The same password again")
        self.fields["password2"].help_text = ""

    def clean_username(self) -> str:
        """Returns the name in small letters, as it is looked up when signing in."""
        self.cleaned_data["username"] = self.cleaned_data["username"].lower()
        return str(super().clean_username())


class BackForm(FirstOrganizerForm):
    """A new password of an organizer who comes back."""

    class Meta(FirstOrganizerForm.Meta):
        fields: tuple[str, ...] = ()


class PasskeyForm(forms.Form):
    """What an organizer calls a passkey."""

    name = forms.CharField(label=_("What do you call it?"), max_length=60)


class HubForm(forms.ModelForm[Hub]):
    """What every page says about the hub."""

    first = forms.ChoiceField(
        label=_("Which language comes first?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
    others = forms.MultipleChoiceField(
        label=_("In which languages can it be read?"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Hub
        fields = (
            "name",
            "promise",
            "language",
            "place",
            "operator_kind",
            "operator_name",
            "contact_email",
        )
        labels = {
            "name": _("Name of the hub"),
            "promise": _("What it is for, in one sentence"),
            "language": _("That sentence is written in"),
            "place": _("Town or region"),
            "operator_kind": _("What kind of operator are you?"),
            "operator_name": _("Who runs it"),
            "contact_email": _("E-mail address that visitors may write to"),
        }
        help_texts = {
            "operator_kind": _("This decides what the law lets you say about candidates."),
            "operator_name": _("Everyone can read this. You may leave it empty."),
            "contact_email": _("Everyone can read this. You may leave it empty."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["others"] = self.instance.languages
        self.initial["first"] = next(iter(self.instance.languages), settings.LANGUAGE_CODE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "first" in cleaned and "others" in cleaned:
            first = cleaned["first"]
            self.instance.languages = [
                first,
                *(code for code in cleaned["others"] if code != first),
            ]
        return cleaned
