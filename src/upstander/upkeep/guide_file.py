"""What a guide file may hold, and what is wrong with one, in words.

Fields are named as in the rooms' models, which say how long a text may be and what else is
allowed; docs/guide-files.md explains them to organizers.
"""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, cast

import pydantic
from django.conf import settings
from django.db.models import Model
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import ErrorDetails, PydanticCustomError

from upstander.campaigns import models as campaigns
from upstander.elections import models as elections
from upstander.give import models as give
from upstander.groups import models as groups
from upstander.hub import dates
from upstander.hub import models as hub
from upstander.learn import models as learn
from upstander.upkeep.plain_yaml import Document, Path

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a guide file. `field` is empty where it is about the whole file."""

    file: str
    field: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        return f"{', '.join(filter(None, [self.file, line, self.field]))}: {self.message}"


class GuideFileError(Exception):
    """A guide file that cannot be loaded; `problems` has every reason found. Nothing is stored."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def _original(info: pydantic.ValidationInfo) -> str:
    return cast(dict[str, str], info.context)["language"]


def _by_language(value: Any, info: pydantic.ValidationInfo) -> Any:
    return {_original(info): value} if isinstance(value, str) else value


def _has_original(value: dict[str, str], info: pydantic.ValidationInfo) -> dict[str, str]:
    if _original(info) not in value:
        raise PydanticCustomError(
            "no_original", f"Write it in the file’s own language too: {_original(info)}."
        )
    return value


def _offered(code: str) -> str:
    if code not in LANGUAGES:
        raise PydanticCustomError("language", f"Choose from: {', '.join(LANGUAGES)}.")
    return code


Language = Annotated[str, AfterValidator(_offered)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[
    dict[Language, Text], BeforeValidator(_by_language), AfterValidator(_has_original)
]
"""A text by language. In a file it may be the text alone, in the file's own language."""


def _known(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, date | int | str):
        return value
    try:
        return dates.read(value.isoformat() if isinstance(value, date) else str(value))
    except ValueError as error:
        raise PydanticCustomError("known_date", str(dates.FORMS)) from error


Known = Annotated[str, BeforeValidator(_known)]
"""A date as far as it is known: YAML reads a day as a date, and a year as a number."""
Degrees = Annotated[Decimal, Strict(False)]


class Part(pydantic.BaseModel):
    """A part of a guide file; `row` is the model of what it becomes, if it becomes one."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    row: ClassVar[type[Model] | None] = None

    @pydantic.model_validator(mode="before")
    @classmethod
    def _left_empty(cls, data: Any) -> Any:
        """Takes a field with nothing after its colon as one that is not there."""
        if not isinstance(data, dict):
            return data
        known = cls.model_fields
        return {
            name: value for name, value in data.items() if value is not None or name not in known
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """Returns the texts that may be in several languages, by field, then by language."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: value for name, value in given.items() if isinstance(value, dict)}


class Hub(Part):
    row = hub.Hub

    name: Text
    promise: Words
    place: Text = ""
    languages: list[Text]
    operator_kind: Text = ""
    operator_name: Text = ""
    contact_email: Text = ""


class Guide(Part):
    row = learn.Guide

    slug: Text
    dated: Known = ""
    title: Words
    summary: Words
    content_note: Words = {}
    body: Words = {}
    credits: Words = Field(description="Name who the guide builds on.")


class Source(Part):
    row = learn.Source

    title: Text
    url: Text
    publisher: Text
    published: Known = ""
    locator: Text = ""
    archived_url: Text = ""


class Development(Part):
    row = learn.Development

    on: Known = Field(min_length=1)
    what: Words
    source: Source = Field(description="What happened rests on a source: title, url, publisher.")


class Correction(Part):
    row = learn.Correction

    said: Words
    right: Words
    why: Words
    since: date
    source: Source = Field(description="A correction rests on a source: title, url, publisher.")


class Claim(Part):
    row = learn.Claim

    slug: Text
    sentence: Words
    context: Words = {}
    content_note: Words = {}
    true_from: Known = ""
    true_until: Known = ""
    standing: Text = Field(
        description=f"Say how the claim stands: {', '.join(learn.Claim.Standing.values)}."
    )
    sources: list[Source] = Field(
        min_length=1,
        description="A claim rests on at least one source, each with title, url and publisher.",
    )
    developments: list[Development] = []
    corrections: list[Correction] = []


class Stance(Part):
    row = campaigns.Stance

    office_id: Text
    side: Text
    source_url: Text
    as_of: date


class Campaign(Part):
    row = campaigns.Campaign

    slug: Text
    title: Words
    request: Words
    script: Words
    letter: Words
    script_supports: Words = {}
    letter_supports: Words = {}
    script_opposes: Words = {}
    letter_opposes: Words = {}
    kinds: list[Text] = []
    states: list[Text] = []
    committees: list[Text] = []
    named: list[Text] = []
    stances: list[Stance] = []
    claims: list[Text] = []


class Location(Part):
    row = groups.Location

    city: Text
    state_province: Text
    confidential: bool = False
    address_1: Text = ""
    postal_code: Text = ""
    latitude: Degrees | None = None
    longitude: Degrees | None = None


class Channel(Part):
    row = groups.Channel

    kind: Text
    url: Text
    label: Text = ""


class Group(Part):
    row = groups.Organization

    slug: Text
    name: Text
    alternate_name: Text = ""
    description: Words
    website: Text = ""
    scope: Text
    serves: list[Text] = []
    assured_date: date | None = None
    locations: list[Location] = []
    channels: list[Channel] = []


class SearchWords(Part):
    row = groups.SearchWords

    words: Words


class Ask(Part):
    row = give.Ask

    slug: Text
    kind: Text
    title: Words
    why: Words
    how: Words
    minutes: int
    costs_money: bool = False
    skills: list[Text] = []
    languages: list[Text] = []
    presence: Text = ""
    visibility: Text = ""
    audiences: list[Text] = []
    needed: int | None = None
    until: date | None = None
    confirmed_by: Text = ""
    confirmed_on: date | None = None
    leads_to: Text
    organization: Text = ""


class Election(Part):
    row = elections.Election

    name: Words
    date: date


class Candidate(Part):
    row = elections.Candidacy

    name: Text
    family_name: Text
    party: Text = ""


class Question(Part):
    row = elections.Question

    words: Words
    asked_on: date | None = None
    channel: Text = ""


class Contest(Part):
    row = elections.Contest

    slug: Text
    election: Election
    division: Text
    name: Words
    note: Words = {}
    source_title: Text
    source_url: Text
    source_as_of: date
    candidates: list[Candidate] = []
    questions: list[Question] = []


class GuideFile(Part):
    """A whole guide file. Each part may be absent, but not all of them."""

    format: Literal[1] = Field(description="Begin the file with: format: 1")
    language: Language = LANGUAGES[0]
    hub: Hub | None = None
    guide: Guide | None = None
    claims: list[Claim] = []
    campaigns: list[Campaign] = []
    groups: list[Group] = []
    search_words: list[SearchWords] = []
    asks: list[Ask] = []
    contests: list[Contest] = []


def parts(of: Part, at: Path = ()) -> Iterator[tuple[Path, Part]]:
    """Yields every part below `of`, the outer before the inner, each with where it is."""
    for name in type(of).model_fields:
        value = getattr(of, name)
        for number, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(item, Part):
                here = (*at, name) if number is None else (*at, name, number)
                yield here, item
                yield from parts(item, here)


def dotted(at: Path) -> str:
    """Returns where something is in a file, as in `claims[2].sources[0].published`."""
    return "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in at
    ).removeprefix(".")


class Reporter:
    """Words what is wrong in one file: which field, on which line, what is there."""

    def __init__(self, file: str, document: Document) -> None:
        self.file = file
        self.document = document

    def problem(self, at: Path, message: str) -> Problem:
        """Returns a problem of the field at `at`."""
        if isinstance(self._there(at[:-1]), str):
            # A text written alone: its language is not in the file.
            at = at[:-1]
        nearest = at
        while nearest and nearest not in self.document.lines:
            nearest = nearest[:-1]
        line = self.document.lines.get(nearest) if nearest else None
        there = self._there(at)
        found = (
            "" if there is None or isinstance(there, dict | list) else f"Found {_shown(there)}. "
        )
        return Problem(self.file, dotted(at), f"{found}{message}", line)

    def _there(self, at: Path) -> Any:
        value = self.document.data
        for step in at:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def _shown(value: str | int | Decimal | bool | date) -> str:
    match value:
        case str():
            return f"“{value if len(value) <= 60 else value[:59] + '…'}”"
        case bool():
            return str(value).lower()
        case date():
            return f"the date {value}"
        case _:
            return f"the number {value}"


def parse(document: Document, report: Reporter) -> GuideFile:
    """Returns what a document holds as a guide file.

    Raises:
        GuideFileError: a field is missing, unknown, or of the wrong kind.
    """
    if document.data is None:
        raise GuideFileError([report.problem((), "The file is empty.")])
    if not isinstance(document.data, dict):
        raise GuideFileError([report.problem((), "The file begins with a field: format: 1")])
    language = document.data.get("language")
    context = {"language": language if language in LANGUAGES else LANGUAGES[0]}
    try:
        return GuideFile.model_validate(document.data, context=context)
    except pydantic.ValidationError as error:
        raise GuideFileError(
            [
                report.problem(_path(found["loc"]), _said(found))
                for found in error.errors(include_url=False)
            ]
        ) from error


def _path(location: tuple[str | int, ...]) -> Path:
    return tuple(step for step in location if step != "[key]")


_SAID = {
    "string_type": "Write text, in quotes if it looks like a number or a date.",
    "string_too_short": "Write some text, or leave the field out.",
    "date_type": "Write a date as 2018-05-31.",
    "int_type": "Write a whole number.",
    "bool_type": "Write true or false.",
    "decimal_type": "Write a number such as 41.5868.",
    "decimal_parsing": "Write a number such as 41.5868.",
    "literal_error": "This version reads format: 1",
    "list_type": "Write a list: each item on a line of its own, after a hyphen.",
    "dict_type": "Write text, or one text for each language.",
    "model_type": "Write its fields, each on a line of its own.",
    "missing": "This is needed.",
    "too_short": "Give at least one.",
}


def _said(found: ErrorDetails) -> str:
    kind, at = found["type"], _path(found["loc"])
    if kind == "extra_forbidden":
        return _unknown_field(at)
    if kind in ("missing", "too_short"):
        name = cast(str, at[-1])
        return _model_at(at[:-1]).model_fields[name].description or _SAID[kind]
    return _SAID.get(kind, found["msg"])


def _unknown_field(at: Path) -> str:
    known = list(_model_at(at[:-1]).model_fields)
    nearest = difflib.get_close_matches(str(at[-1]), known, n=1)
    if nearest:
        return f"There is no such field. Did you mean {nearest[0]}?"
    return f"There is no such field. Choose from: {', '.join(known)}."


def _model_at(at: Path) -> type[Part]:
    model: type[Part] = GuideFile
    for step in at:
        if isinstance(step, str):
            model = _part_in(model.model_fields[step].annotation)
    return model


def _part_in(annotation: Any) -> type[Part]:
    inner = [kind for kind in (annotation, *typing.get_args(annotation)) if isinstance(kind, type)]
    return next(kind for kind in inner if issubclass(kind, Part))
