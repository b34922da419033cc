"""The desk's form of a group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.groups.models import Organization
from upstander.places import queries as places


def _states() -> list[tuple[str, str]]:
    return [(state.code, state.name) for state in places.states()]


class OrganizationForm(forms.ModelForm[Organization]):
    """A group at the desk, with the states it serves to choose from."""

    serves = forms.MultipleChoiceField(
        label=_("states it serves"),
        help_text=_("For a local group, at least one; for a national one, none."),
        choices=_states,
        required=False,
    )

    class Meta:
        model = Organization
        fields: Any = "__all__"
