"""Reading asks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from upstander.give.matching import Need
from upstander.give.models import Ask, Skill
from upstander.hub import registry
from upstander.hub.context import absolute
from upstander.hub.registry import Problem


def today() -> date:
    """Returns the day that it still is in American Samoa, so that no ask ends a day early."""
    return (datetime.now(UTC) - timedelta(hours=11)).date()


def asks(*, preview: bool = False) -> QuerySet[Ask]:
    """Returns the asks that have not ended, the shortest first; with `preview`, drafts too."""
    return (
        Ask.objects.visible(preview=preview)
        .filter(Q(until=None) | Q(until__gte=today()))
        .select_related("organization")
        .prefetch_related("translations")
    )


def ask(slug: str, *, preview: bool = False) -> Ask:
    """Returns one ask.

    Raises:
        Ask.DoesNotExist: there is none of that slug that this reader may see, or it has expired.
    """
    return asks(preview=preview).get(slug=slug)


def need(of: Ask) -> Need:
    """Returns what an ask takes, as the matching rule reads it."""
    return Need(
        id=of.slug,
        minutes=of.minutes,
        costs_money=of.costs_money,
        skills=tuple(of.skills),
        languages=tuple(of.languages),
        presence=of.presence,
        audiences=tuple(of.learns),
        until=of.until,
    )


def reason_codes() -> list[str]:
    """Returns every code of a reason that the matching rule may give."""
    return [
        *(f"skill-{skill}" for skill in Skill.values),
        *("money", "time", "time-open", "no-money", "in-person", "home", "private"),
        *(f"language-{code}" for code, _name in settings.LANGUAGES),
    ]


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "give/"
    yield "give/index.json"
    for slug in asks().values_list("slug", flat=True):
        yield f"give/{slug}/"
        yield f"give/{slug}/index.json"


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps asks from being published: a next step that is no published page."""
    published = set(registry.addresses())
    for ask in asks():
        if ask.leads_to.partition("#")[0] not in published:
            yield Problem(
                f"ask {ask.slug}",
                _("Its next step, %(address)s, is not a published page. Publish that, or lead on.")
                % {"address": ask.leads_to},
            )


def ask_document(of: Ask, language: str) -> dict[str, Any]:
    """Returns an ask for software: its words, what it takes, until when, and its addresses."""
    title = of.text("title", language)
    shown_group = of.organization if of.organization and of.organization.is_published else None
    return {
        "id": of.slug,
        "url": absolute(of.get_absolute_url()),
        "title": title.value,
        "why": of.text("why", language).value,
        "how": of.text("how", language).value,
        "language": title.language,
        "kind": of.kind,
        "minutes": of.minutes,
        "costs_money": of.costs_money,
        "skills": of.skills,
        "languages": of.languages,
        "presence": of.presence,
        "visibility": of.visibility,
        "audiences": of.learns,
        "needed": of.needed,
        "until": of.until,
        "confirmed_by": of.confirmed_by or None,
        "confirmed_on": of.confirmed_on,
        "leads_to": absolute(f"{get_script_prefix()}{language}/{of.leads_to}"),
        "organization": absolute(shown_group.get_absolute_url()) if shown_group else None,
    }
