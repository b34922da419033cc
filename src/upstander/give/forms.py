"""What a visitor can give, and the desk's form of an ask."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from upstander.give.matching import Choices
from upstander.give.models import STATED, Ask, Skill, duration
from upstander.hub import audiences

OPEN = "open"
TIMES = (5, 10, 30, 60, 180)


def _times() -> list[tuple[str, str]]:
    return [
        *((str(minutes), duration(minutes)) for minutes in TIMES),
        (OPEN, str(_("More than that, over days or weeks"))),
    ]


class ChoicesForm(forms.Form):
    """The four questions to a visitor: time, money, skills, limits."""

    minutes = forms.ChoiceField(
        label=_("How much time do you have?"),
        choices=_times,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how much time you have."),
            "invalid_choice": _("Choose one of the times listed."),
        },
    )
    money = forms.ChoiceField(
        label=_("Can you give money?"),
        choices=[("yes", _("Yes, some")), ("no", _("Not now"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you can give money."),
            "invalid_choice": _("Choose yes or not now."),
        },
    )
    skills = forms.MultipleChoiceField(
        label=_("Can you do any of these?"),
        help_text=_("Choose all that you can do. If it is none of them, go on."),
        choices=[
            (Skill.INTERPRETING, _("Interpret or translate")),
            (Skill.DRIVING, _("Drive people or things")),
            (Skill.LEGAL, _("Legal work")),
            (Skill.ACCOUNTING, _("Keep accounts")),
            (Skill.DESIGN, _("Design")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the skills listed.")},
    )
    limits = forms.MultipleChoiceField(
        label=_("Are there limits we should keep to?"),
        help_text=_("Nothing that breaks them will be shown. If there are none, go on."),
        choices=[
            ("home", _("Only what I can do from home")),
            ("private", _("Nothing that other people will see")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the limits listed.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak well?"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the languages listed.")},
    )

    def choices(self) -> Choices:
        """Returns what the valid form says, as the matching rule reads it."""
        given = self.cleaned_data
        return Choices(
            minutes=None if given["minutes"] == OPEN else int(given["minutes"]),
            money=given["money"] == "yes",
            skills=frozenset(given["skills"]),
            languages=frozenset(given["languages"]),
            home_only="home" in given["limits"],
            private_only="private" in given["limits"],
        )


def _audiences() -> list[tuple[str, str]]:
    return [(one.code, f"{one.who}: {one.what}") for one in audiences.of(STATED)]


class AskForm(forms.ModelForm[Ask]):
    """An ask at the desk, with its lists as boxes to tick."""

    audiences = forms.MultipleChoiceField(
        label=_("who learns of it"),
        help_text=_(
            "Tick everyone who learns something, so that nobody is promised what is not so; none "
            "ticked, the page says that it is not known."
        ),
        choices=_audiences,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    skills = forms.MultipleChoiceField(
        label=_("skills"),
        help_text=_("One of these is needed; none ticked, none needed."),
        choices=Skill.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("languages"),
        help_text=_("All of these are needed; none ticked, any will do."),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Ask
        fields: Any = "__all__"
