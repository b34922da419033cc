"""Reading campaigns, and what they cite."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import product
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.hub.context import absolute
from upstander.hub.queries import hub
from upstander.hub.registry import Problem
from upstander.learn import queries as learn
from upstander.learn.models import Claim
from upstander.officials import addressing, letters, targets, words
from upstander.officials.models import Campaign, Stance
from upstander.officials.models.campaigns import KINDS, variable_problems
from upstander.places import queries as places
from upstander.places.queries import Office

NAMED_IN_FULL = 3
"""Of those a problem is about, how many it names."""


def campaigns(*, preview: bool = False) -> QuerySet[Campaign]:
    """Returns the campaigns a visitor sees; with `preview`, drafts too."""
    return Campaign.objects.visible(preview=preview).prefetch_related("translations")


def campaign(slug: str, *, preview: bool = False) -> Campaign:
    """Returns one campaign with its guide and the claims that it may cite.

    Raises:
        Campaign.DoesNotExist: there is none of that slug that this reader may see.
    """
    return whole_campaigns(preview=preview).get(slug=slug)


def whole_campaigns(*, preview: bool = False) -> QuerySet[Campaign]:
    """Returns the campaigns a visitor sees, each with its guide and the claims it may cite."""
    citable = learn.whole_claims(preview=preview).exclude(standing=Claim.Standing.WITHDRAWN)
    return (
        campaigns(preview=preview)
        .select_related("guide")
        .prefetch_related("guide__translations", "stances", Prefetch("claims", queryset=citable))
    )


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "officials/"
    yield "officials/index.json"
    yield "officials/parts.html"
    yield "officials/added.json"
    yield "officials/committees.json"
    yield "officials/notes.json"
    yield "officials/record/"
    yield "officials/town-halls/"
    yield "officials/town-halls.ics"
    for slug in campaigns().values_list("slug", flat=True):
        yield f"officials/campaigns/{slug}/"
        yield f"officials/campaigns/{slug}/index.json"
        yield f"officials/campaigns/{slug}/call/"
        yield f"officials/campaigns/{slug}/embed/"
        yield f"officials/campaigns/{slug}/letter/"
        yield f"officials/campaigns/{slug}/visit/"
        yield f"officials/campaigns/{slug}/totals/"
        yield f"officials/campaigns/{slug}/totals/index.json"


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps campaigns from being published."""
    whole = campaigns().select_related("guide").prefetch_related("claims__guide", "stances")
    for one in whole:
        yield from (Problem(f"campaign {one.slug}", said) for said in campaign_problems(one))


def campaign_problems(
    campaign: Campaign,
    addressed: Iterable[Office] | None = None,
    *,
    claims: Collection[Claim] | None = None,
) -> Iterator[str]:
    """Yields what keeps one campaign from being published, each in a sentence.

    `addressed` are those whom it addresses today, where the caller has them already; `claims`
    those that it is to cite, where they are not stored yet.
    """
    if not campaign.guide.is_published:
        message = _("Its guide, %(guide)s, is a draft. Publish it first.")
        yield message % {"guide": campaign.guide.slug}
    cited = list(campaign.claims.all() if claims is None else claims)
    yield from _claim_problems(campaign, cited)
    yield from _variable_problems(campaign, cited)
    yield from _target_problems(campaign)
    today = localdate()
    everyone = targets.everyone(campaign, on=today) if addressed is None else addressed
    yield from lacking_problems(campaign, list(everyone), on=today)


def _claim_problems(campaign: Campaign, cited: Iterable[Claim]) -> Iterator[str]:
    for claim in cited:
        if claim.is_withdrawn:
            message = _("It cites the claim %(claim)s, which is withdrawn. Take it out.")
            yield message % {"claim": claim.slug}
        elif not claim.is_published:
            message = _("It cites the claim %(claim)s, a draft. Publish it, or take it out.")
            yield message % {"claim": claim.slug}
        elif not claim.guide.is_published and claim.guide != campaign.guide:
            message = _(
                "It cites the claim %(claim)s of the guide %(guide)s, a draft. "
                "Publish that guide, or take the claim out."
            )
            yield message % {"claim": claim.slug, "guide": claim.guide.slug}


def _variable_problems(campaign: Campaign, cited: Collection[Claim]) -> Iterator[str]:
    """Yields what is wrong with variables, in the original and in every translation."""
    texts = [(campaign.language, field, getattr(campaign, field)) for field in Campaign.worded]
    texts += [
        (row.language, row.field, row.text)
        for row in campaign.translations.all()
        if row.field in Campaign.worded
    ]
    for language, field, text in texts:
        for said in variable_problems(text):
            yield f"{field} ({language}): {said}"
        if "{claims}" in text and not cited:
            message = _("%(field)s (%(language)s) uses {claims}, and the campaign cites no claim.")
            yield message % {"field": field, "language": language}


def _target_problems(campaign: Campaign) -> Iterator[str]:
    """Yields which states, committees and offices there are none of."""
    states = {state.code for state in places.states()}
    for code in campaign.states:
        if code not in states:
            yield _("There is no state %(code)s. Write it as IA.") % {"code": code}
    for committee in campaign.committees:
        if committee not in targets.committees():
            message = _("No committee of Congress that we know is called %(id)s.")
            yield message % {"id": committee}
    of_stances = [stance.office_id for stance in campaign.stances.all()]
    for office_id in dict.fromkeys([*campaign.named, *of_stances]):
        if targets.known(office_id) is None:
            message = _("There is no office %(id)s here, or it is a draft. Take it out.")
            yield message % {"id": office_id}


def lacking_problems(campaign: Campaign, addressed: list[Office], *, on: date) -> Iterator[str]:
    """Yields, for each variable that some of those addressed have nothing for, who they are."""
    if not addressed:
        yield _("It addresses nobody. Choose whom to ask.")
    for language, field in product(hub().languages or [campaign.language], ("script", "letter")):
        lacking: dict[str, list[str]] = {}
        texts = letters.wordings(campaign, field, language)
        stances = letters.stances(campaign)
        for office in addressed:
            text = texts.get(stances.get(office.id, ""), texts[""])
            for variable in letters.missing(campaign, office, text.value):
                called = addressing.called(office, language=language, on=on)
                lacking.setdefault(variable, []).append(called)
        for variable, whom in lacking.items():
            yield _("%(field)s (%(language)s): there is no {%(variable)s} for %(whom)s.") % {
                "field": field,
                "language": language,
                "variable": variable,
                "whom": _some(whom),
            }


def _some(called: list[str]) -> str:
    """The first three, and how many more there are."""
    shown, more = "; ".join(called[:NAMED_IN_FULL]), len(called) - NAMED_IN_FULL
    if more <= 0:
        return shown
    return ngettext("%(shown)s, and %(more)s more", "%(shown)s, and %(more)s more", more) % {
        "shown": shown,
        "more": more,
    }


def asked(campaign: Campaign, language: str) -> list[str]:
    """Returns whom a campaign asks, in words: by kind, and what narrows that."""
    found = [str(KINDS[kind]) for kind in KINDS if kind in campaign.kinds]
    if campaign.states:
        names = [words.state_name(places.state(code), language) for code in campaign.states]
        found.append(_("only in %(states)s") % {"states": ", ".join(names)})
    if campaign.committees:
        names = list(targets.committee_names(campaign).values())
        found.append(_("only members of: %(committees)s") % {"committees": "; ".join(names)})
    return [*found, *_named(campaign, language)]


def _named(campaign: Campaign, language: str) -> list[str]:
    offices = filter(None, map(targets.known, campaign.named))
    today = localdate()
    return [addressing.whole_name(office, language=language, on=today) for office in offices]


def stances(campaign: Campaign, language: str, *, on: date) -> list[tuple[Stance, str]]:
    """Returns where holders stand, each with what they are called."""
    found = [(one, targets.known(one.office_id)) for one in campaign.stances.all()]
    return [
        (one, addressing.whole_name(office, language=language, on=on))
        for one, office in found
        if office
    ]


def campaign_document(campaign: Campaign, language: str) -> dict[str, Any]:
    """Returns a campaign for software; claims are named by address."""
    return {
        "@id": absolute(campaign.get_absolute_url()),
        "url": absolute(campaign.get_absolute_url()),
        "title": campaign.text("title", language).value,
        "request": campaign.text("request", language).value,
        "script": campaign.text("script", language).value,
        "letter": campaign.text("letter", language).value,
        "wordings": _wordings(campaign, language),
        "kinds": campaign.kinds,
        "states": campaign.states,
        "committees": [
            {"id": one, "name": name} for one, name in targets.committee_names(campaign).items()
        ],
        "named": campaign.named,
        "stances": [
            {
                "office": stance.office_id,
                "side": stance.side,
                "url": stance.source_url,
                "as_of": stance.as_of.isoformat(),
            }
            for stance in campaign.stances.all()
        ],
        "guide": absolute(campaign.guide.get_absolute_url()),
        "claims": [absolute(claim.get_absolute_url()) for claim in campaign.claims.all()],
    }


def _wordings(campaign: Campaign, language: str) -> dict[str, dict[str, str]]:
    """The scripts and letters of stances that have their own."""
    found: dict[str, dict[str, str]] = {}
    for field in ("script", "letter"):
        for side, text in letters.wordings(campaign, field, language).items():
            if side:
                found.setdefault(side, {})[field] = text.value
    return found
