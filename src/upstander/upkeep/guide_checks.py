"""What must hold in a guide file beyond the kinds of its fields."""

import difflib
from collections.abc import Iterable, Iterator

from upstander.campaigns.queries import targets
from upstander.groups.models import Organization
from upstander.hub.models import Publishable
from upstander.learn.models import Claim
from upstander.places import queries as places
from upstander.upkeep import guide_file as given
from upstander.upkeep.guide_file import GuideFile, Part, Problem, Reporter, parts
from upstander.upkeep.plain_yaml import Path
from upstander.upkeep.rows import refused

ONCE = {
    "claims": ("slug",),
    "campaigns": ("slug",),
    "groups": ("slug",),
    "asks": ("slug",),
    "contests": ("slug",),
    "search_words": ("words",),
    "sources": ("url", "title"),
    "channels": ("kind", "url"),
    "candidates": ("name",),
    "stances": ("office_id",),
}
"""Lists of parts, and the fields that no two parts of a list may have alike."""


def problems(of: GuideFile, report: Reporter) -> Iterator[Problem]:
    """Yields every reason not to store the file, read against what is in the database."""
    everything = list(parts(of))
    if not everything:
        yield report.problem((), "There is nothing to load in this file.")
    if of.guide is None and (of.claims or of.campaigns):
        yield report.problem(("guide",), "Claims and campaigns belong to a guide. Add it.")
    for at, part in everything:
        yield from refused(part, at, report, of.language)
        yield from _taken(part, at, report)
    for at, part in [((), of), *everything]:
        yield from _twice(part, at, report)
    yield from _differing_sources(everything, report)
    yield from _standings(of, report)
    yield from _cited_claims(of, report)
    yield from _addressed(of, report)
    yield from _asking_groups(of, report)


def _twice(of: Part, at: Path, report: Reporter) -> Iterator[Problem]:
    for name, keys in ONCE.items():
        seen = set()
        for number, item in enumerate(getattr(of, name, [])):
            if not isinstance(item, Part):
                continue
            key = tuple(str(getattr(item, field)) for field in keys)
            if key in seen:
                where = (*at, name, number, *(keys if len(keys) == 1 else ()))
                yield report.problem(where, "It is here twice. Take one out, or change it.")
            seen.add(key)


def _taken(part: Part, at: Path, report: Reporter) -> Iterator[Problem]:
    model, slug = type(part).row, getattr(part, "slug", "")
    if model and issubclass(model, Publishable) and model.objects.filter(slug=slug).exists():
        yield report.problem((*at, "slug"), "The hub has one of that slug. Choose another.")


def _differing_sources(
    everything: Iterable[tuple[Path, Part]], report: Reporter
) -> Iterator[Problem]:
    seen: dict[tuple[str, str], given.Source] = {}
    for at, part in everything:
        if isinstance(part, given.Source) and seen.setdefault((part.url, part.title), part) != part:
            message = "The same title and url are in this file with other details. Make them agree."
            yield report.problem(at, message)


def _standings(of: GuideFile, report: Reporter) -> Iterator[Problem]:
    for number, claim in enumerate(of.claims):
        if claim.standing == Claim.Standing.CORRECTED and not claim.corrections:
            message = "A corrected claim shows what was corrected. Add corrections."
            yield report.problem(("claims", number, "standing"), message)


def _cited_claims(of: GuideFile, report: Reporter) -> Iterator[Problem]:
    standings = dict(Claim.objects.values_list("slug", "standing"))
    standings |= {claim.slug: claim.standing for claim in of.claims}
    for number, campaign in enumerate(of.campaigns):
        for place, slug in enumerate(campaign.claims):
            at = ("campaigns", number, "claims", place)
            if slug not in standings:
                yield report.problem(at, _unknown("claim", slug, standings))
            elif standings[slug] == Claim.Standing.WITHDRAWN:
                message = "This claim is withdrawn: no letter or script may cite it. Take it out."
                yield report.problem(at, message)


def _addressed(of: GuideFile, report: Reporter) -> Iterator[Problem]:
    """Yields the states, committees and offices of campaigns that there are none of."""
    states = [state.code for state in places.states()]
    for number, campaign in enumerate(of.campaigns):
        at: Path = ("campaigns", number)
        for place, code in enumerate(campaign.states):
            if code not in states:
                message = "There is no such state. Write it as IA."
                yield report.problem((*at, "states", place), message)
        for place, committee in enumerate(campaign.committees):
            if committee not in targets.committees():
                message = "There is no such committee of Congress. Ids look like HSJU and SSJU."
                yield report.problem((*at, "committees", place), message)
        named: list[tuple[Path, str]] = [
            (("named", place), one) for place, one in enumerate(campaign.named)
        ]
        named += [
            (("stances", place, "office_id"), one.office_id)
            for place, one in enumerate(campaign.stances)
        ]
        for where, office_id in named:
            if targets.known(office_id) is None:
                message = "There is no such office. Ids look like us-house-ia-3 and ia-governor."
                yield report.problem((*at, *where), message)


def _asking_groups(of: GuideFile, report: Reporter) -> Iterator[Problem]:
    slugs = set(Organization.objects.values_list("slug", flat=True))
    slugs |= {group.slug for group in of.groups}
    for number, ask in enumerate(of.asks):
        if ask.organization and ask.organization not in slugs:
            at = ("asks", number, "organization")
            yield report.problem(at, _unknown("group", ask.organization, slugs))


def _unknown(kind: str, slug: str, known: Iterable[str]) -> str:
    message = f"No {kind} has that slug, in this file or in the hub."
    nearest = difflib.get_close_matches(slug, list(known), n=1)
    return f"{message} Did you mean {nearest[0]}?" if nearest else message
