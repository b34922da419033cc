"""What keeps campaigns from being published."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import product

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upstander.campaigns.models import Campaign, variable_problems
from upstander.campaigns.queries import addressing, letters, targets
from upstander.campaigns.queries.campaigns import campaigns
from upstander.hub.queries import hub
from upstander.hub.registry import Problem
from upstander.learn.models import Claim
from upstander.places import queries as places
from upstander.places.queries import Office

NAMED_IN_FULL = 3
"""Of those a problem is about, how many it names."""


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
