"""Files into the hub's database: guides, checked and stored whole, and results of elections."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path as FilePath
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from upstander.campaigns.models import Campaign, Stance
from upstander.campaigns.operations import keep_stance, write_campaign
from upstander.elections import models as elections
from upstander.elections.operations import ask_question, keep_election, write_contest
from upstander.give.models import Ask
from upstander.give.operations import write_ask
from upstander.groups import models as groups
from upstander.groups.operations import write_organization, write_search_words
from upstander.hub.models import Hub, Publishable, Translatable
from upstander.hub.operations import set_up_hub, translate
from upstander.learn import models as learn
from upstander.learn.operations import (
    add_development,
    correct,
    keep_source,
    write_claim,
    write_guide,
)
from upstander.officials.models import OfficeCorrection
from upstander.officials.operations import correct as correct_office
from upstander.upkeep import guide_checks
from upstander.upkeep import guide_file as given
from upstander.upkeep.guide_file import GuideFile, GuideFileError, Part, Problem, Reporter
from upstander.upkeep.plain_yaml import MOST_BYTES, NotPlainYAML, Path, read
from upstander.upkeep.rows import in_words, row
from upstander.upkeep.winners import DETAILS, Results, differ, read_winners

M = TypeVar("M", bound=Model)

STARTER = FilePath(__file__).parent / "starter"
STARTER_FILES = ("hub.yaml", "family-separation.yaml", "groups.yaml", "asks.yaml")


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """How many of each kind were stored."""

    hubs: int = 0
    guides: int = 0
    claims: int = 0
    developments: int = 0
    corrections: int = 0
    campaigns: int = 0
    groups: int = 0
    search_words: int = 0
    asks: int = 0
    contests: int = 0
    candidates: int = 0
    questions: int = 0
    translations: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        names = [field.name for field in fields(self)]
        return Loaded(**{name: getattr(self, name) + getattr(other, name) for name in names})

    def __str__(self) -> str:
        counts = {field.name: getattr(self, field.name) for field in fields(self)}
        return ", ".join(f"{name.replace('_', ' ')}: {n}" for name, n in counts.items() if n)


def load_starter(*, by: User | None = None) -> Loaded:
    """Stores the starter guide, its groups and asks, and the hub they are for, published.

    Raises:
        GuideFileError: the database holds a hub or parts of the guide already.
    """
    return load_all([STARTER / name for name in STARTER_FILES], by=by, publish=True)


@transaction.atomic
def load_all(paths: Iterable[FilePath], *, by: User | None, publish: bool = False) -> Loaded:
    """Stores several guide files, in the order given: all of them or none.

    Raises:
        GuideFileError: one of them cannot be loaded.
    """
    return sum((load(path, by=by, publish=publish) for path in paths), Loaded())


def load(path: FilePath, *, by: User | None, publish: bool = False) -> Loaded:
    """Stores what the guide file at `path` holds: as drafts, or with `publish` as published.

    Raises:
        GuideFileError: the file cannot be read, or something in it is missing, unknown, of the
            wrong kind, or in the hub already; nothing is stored.
    """
    try:
        with path.open("rb") as opened:
            document = read(opened.read(MOST_BYTES + 1))
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise GuideFileError([Problem(path.name, "", message)]) from error
    except NotPlainYAML as error:
        raise GuideFileError([Problem(path.name, "", str(error))]) from error
    report = Reporter(path.name, document)
    file = given.parse(document, report)
    problems = list(guide_checks.problems(file, report))
    if problems:
        raise GuideFileError(problems)
    with transaction.atomic():
        return _Writer(file, report, by=by, publish=publish).write()


class _Writer:
    """Stores one checked file through the rooms' operations, and counts."""

    def __init__(
        self, file: GuideFile, report: Reporter, *, by: User | None, publish: bool
    ) -> None:
        self.file = file
        self.report = report
        self.by = by
        self.status = Publishable.Status.PUBLISHED if publish else Publishable.Status.DRAFT
        self.counts: Counter[str] = Counter()

    def write(self) -> Loaded:
        """Returns how many of each kind were stored.

        Raises:
            GuideFileError: the database refused what only it can know.
        """
        if self.file.hub:
            self._hub(self.file.hub)
        if self.file.guide:
            self._guide(self.file.guide)
        for number, group in enumerate(self.file.groups):
            self._group(group, ("groups", number))
        for number, search in enumerate(self.file.search_words):
            self._search_words(search, ("search_words", number))
        for number, ask in enumerate(self.file.asks):
            self._ask(ask, ("asks", number))
        for number, contest in enumerate(self.file.contests):
            self._contest(contest, ("contests", number))
        return Loaded(**self.counts)

    def _hub(self, hub: given.Hub) -> None:
        with self._at(("hub",), Hub):
            self._stored("hubs", hub, set_up_hub(self._row(Hub, hub), by=self.by))

    def _guide(self, guide: given.Guide) -> None:
        with self._at(("guide",), learn.Guide):
            stored = write_guide(self._row(learn.Guide, guide), by=self.by)
            self._stored("guides", guide, stored)
        for number, claim in enumerate(self.file.claims):
            self._claim(claim, ("claims", number), stored)
        for number, campaign in enumerate(self.file.campaigns):
            self._campaign(campaign, ("campaigns", number), stored)

    def _claim(self, claim: given.Claim, at: Path, guide: learn.Guide) -> None:
        with self._at(at, learn.Claim):
            stored = write_claim(
                self._row(learn.Claim, claim, guide=guide, order=at[-1]),
                sources=[self._source(source) for source in claim.sources],
                by=self.by,
            )
            self._stored("claims", claim, stored)
            for development in claim.developments:
                self._development(development, stored)
            for correction in sorted(claim.corrections, key=lambda one: one.since):
                self._correction(correction, stored)

    def _source(self, source: given.Source) -> learn.Source:
        return keep_source(self._row(learn.Source, source), by=self.by)

    def _development(self, development: given.Development, claim: learn.Claim) -> None:
        source = self._source(development.source)
        made = self._row(learn.Development, development, claim=claim, source=source)
        self._stored("developments", development, add_development(made, by=self.by))

    def _correction(self, correction: given.Correction, claim: learn.Claim) -> None:
        made = self._row(
            learn.Correction,
            correction,
            claim=claim,
            source=self._source(correction.source),
            standing_after=claim.standing,
        )
        self._stored("corrections", correction, correct(made, by=self.by))

    def _campaign(self, campaign: given.Campaign, at: Path, guide: learn.Guide) -> None:
        with self._at(at, Campaign):
            stored = write_campaign(
                self._row(Campaign, campaign, guide=guide),
                claims=learn.Claim.objects.filter(slug__in=campaign.claims),
                by=self.by,
            )
            for stance in campaign.stances:
                keep_stance(self._row(Stance, stance, campaign=stored), by=self.by)
            self._stored("campaigns", campaign, stored)

    def _group(self, group: given.Group, at: Path) -> None:
        with self._at(at, groups.Organization):
            stored = write_organization(
                self._row(groups.Organization, group),
                locations=[self._row(groups.Location, location) for location in group.locations],
                channels=[self._row(groups.Channel, channel) for channel in group.channels],
                by=self.by,
            )
            self._stored("groups", group, stored)

    def _search_words(self, search: given.SearchWords, at: Path) -> None:
        with self._at(at, groups.SearchWords):
            stored = write_search_words(self._row(groups.SearchWords, search), by=self.by)
            self._stored("search_words", search, stored)

    def _ask(self, ask: given.Ask, at: Path) -> None:
        asking = groups.Organization.objects.filter(slug=ask.organization).first()
        with self._at(at, Ask):
            stored = write_ask(self._row(Ask, ask, organization=asking), by=self.by)
            self._stored("asks", ask, stored)

    def _contest(self, contest: given.Contest, at: Path) -> None:
        with self._at(at, elections.Contest):
            election = keep_election(self._row(elections.Election, contest.election), by=self.by)
            self._translate(contest.election, election)
            stored = write_contest(
                self._row(elections.Contest, contest, election=election),
                candidates=[
                    self._row(elections.Candidacy, candidate) for candidate in contest.candidates
                ],
                by=self.by,
            )
            self._stored("contests", contest, stored)
            self.counts["candidates"] += len(contest.candidates)
            for question in contest.questions:
                made = self._row(elections.Question, question, contest=stored)
                self._stored("questions", question, ask_question(made, by=self.by))

    def _row(self, model: type[M], part: Part, **more: Any) -> M:
        if issubclass(model, Publishable):
            more["status"] = self.status
        return row(model, part, self.file.language, self.file.language, **more)

    def _stored(self, kind: str, part: Part, stored: Translatable) -> None:
        self.counts[kind] += 1
        self._translate(part, stored)

    def _translate(self, part: Part, stored: Translatable) -> None:
        for field, words in part.texts().items():
            for language, text in words.items():
                if language != self.file.language:
                    translate(stored, field=field, language=language, text=text, by=self.by)
                    self.counts["translations"] += 1

    @contextmanager
    def _at(self, at: Path, model: type[Model]) -> Iterator[None]:
        """Words what an operation inside the block refuses."""
        try:
            yield
        except ValidationError as error:
            raise GuideFileError(list(in_words(error, model, at, self.report))) from error


@transaction.atomic
def load_winners(path: FilePath, *, by: User | None, replace: bool = False) -> Results:
    """Stores the results of elections in a file, each row by itself.

    What is known already stays as it is. A second winner of one election for one office is refused,
    and with `replace` takes the place of the first.

    Raises:
        WinnersFileError: the file cannot be read, or lacks a column.
    """
    results = Results()
    for one in read_winners(path, results.refused):
        try:
            kept = _keep_result(one.result, by=by, replace=replace)
        except ValidationError as error:
            results.refused.append(one.refused(" ".join(error.messages)))
        else:
            results.counts[kept] += 1
    results.refused.sort(key=lambda one: one.line)
    return results


def _keep_result(result: OfficeCorrection, *, by: User | None, replace: bool) -> str:
    """Stores one result; returns whether it was `stored`, `changed` or `known` already."""
    stored = OfficeCorrection.objects.filter(
        office_id=result.office_id, kind=result.kind, elected=result.elected
    ).first()
    if stored is None:
        correct_office(result, by=by)
        return "stored"
    if differ(stored, result) and not replace:
        raise ValidationError(
            f"{stored.name} is entered as its winner already. --replace puts {result.name} in "
            "their place."
        )
    if all(getattr(stored, name) == getattr(result, name) for name in DETAILS):
        return "known"
    for name in (*DETAILS, "as_of"):
        setattr(stored, name, getattr(result, name))
    correct_office(stored, by=by)
    return "changed"
