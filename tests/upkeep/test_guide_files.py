"""What a guide file becomes, and what is said of one that is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.upkeep.conftest import GOOD
from upstander.campaigns.models import Campaign
from upstander.give.models import Ask
from upstander.groups.models import Organization
from upstander.hub.dates import FORMS
from upstander.hub.models import Publishable
from upstander.learn.models import Claim, Correction, Guide, Source
from upstander.upkeep.guide_file import GuideFile, GuideFileError, Part
from upstander.upkeep.operations import Loaded, load, load_all
from upstander.upkeep.plain_yaml import MOST_BYTES

Write = Callable[..., Path]
Rows = Callable[[], dict[str, list[Any]]]

ROOT = Path(__file__).parents[2]
OTHER = """\
format: 1
language: es
search_words:
  - words: "{city} agua limpia"
  - words: {es: "{city} clean water", en: "{city} drinking water"}
"""


def refusal(*paths: Path) -> GuideFileError:
    with pytest.raises(GuideFileError) as refused:
        load_all(paths, by=None)
    return refused.value


@pytest.mark.django_db
def test_a_file_becomes_drafts_with_their_translations(written: Write) -> None:
    loaded = load(written(), by=None)

    assert loaded == Loaded(
        guides=1,
        claims=2,
        corrections=1,
        campaigns=1,
        groups=1,
        search_words=1,
        asks=1,
        translations=3,
    )
    guide = Guide.objects.get()
    assert (guide.slug, guide.dated, guide.status) == ("water", "2025-04-02", "draft")
    assert guide.text("title", "es").value == "El agua de la calle Elm"
    assert guide.text("summary", "es").state == "missing"
    assert [claim.slug for claim in guide.claims.all()] == ["lead-pipes", "safe-water"]
    assert Source.objects.count() == 2
    assert Correction.objects.get().claim.is_withdrawn
    assert [claim.slug for claim in Campaign.objects.get().claims.all()] == ["lead-pipes"]
    assert Ask.objects.get().organization == Organization.objects.get()


@pytest.mark.django_db
def test_a_campaign_says_whom_it_asks_and_where_they_stand(written: Write) -> None:
    more = (
        "kinds: [upper]\n    states: [IA]\n    committees: [HSAG]\n    named: [us-house-ia-3]\n"
        "    script_opposes: {en: Think again., es: Piense otra vez.}\n"
        "    stances:\n      - {office_id: ia-upper-17, side: opposes,\n"
        "         source_url: https://a.example/, as_of: 2026-11-01}\n    claims: [lead-pipes]"
    )
    load(written("claims: [lead-pipes]", more), by=None)

    kept = Campaign.objects.get()
    assert (kept.kinds, kept.states) == (["upper"], ["IA"])
    assert (kept.committees, kept.named) == (["HSAG"], ["us-house-ia-3"])
    assert kept.text("script_opposes", "es").value == "Piense otra vez."
    assert [(one.office_id, one.side) for one in kept.stances.all()] == [("ia-upper-17", "opposes")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [("2025", "2025"), ("2025-04", "2025-04"), ("spring 2025", "2025-21"), ("1990s", None),
     ("199X", "199X"), ("2024/2025", "2024/2025"), ("", "")],
)  # fmt: skip
def test_a_date_is_as_known(written: Write, given: str, kept: str | None) -> None:
    path = written("dated: 2025-04-02", f"dated: {given}")
    if kept is None:
        assert refusal(path).problems[0].field == "guide.dated"
    else:
        load(path, by=None)
        assert Guide.objects.get().dated == kept


@pytest.mark.django_db
def test_what_a_page_cannot_show_is_named_in_each_language(written: Write) -> None:
    how = "how:\n      en: Look at ![A map](map.png)\n      es: '[Mire](ftp://a.example)'"
    english, spanish = map(str, refusal(written("how: Fill the bottle.", how)).problems)

    assert english.startswith("water.yaml, line 56, asks[0].how.en: Found “Look at")
    assert "An image cannot be shown: map.png." in english
    assert spanish.startswith("water.yaml, line 57, asks[0].how.es: Found “[Mire]")
    assert "A link cannot lead to ftp://a.example." in spanish


@pytest.mark.django_db
def test_a_file_can_be_stored_as_published(written: Write) -> None:
    load(written(), by=None, publish=True)

    stored = [*Guide.objects.all(), *Claim.objects.all(), *Campaign.objects.all()]
    stored += [*Organization.objects.all(), *Ask.objects.all()]
    assert {one.status for one in stored} == {Publishable.Status.PUBLISHED}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["NO", "on", "yes", "null and void", "1:30", "<b>Bold</b> & co"])
def test_text_stays_text(written: Write, text: str) -> None:
    load(written("Elm Street Tenants", text), by=None)

    assert Organization.objects.get().name == text


@dataclass(frozen=True)
class Wrong:
    """One thing changed in a good file: where that shows, and a part of what is said."""

    old: str
    new: str
    field: str
    said: str


LEAFLET = '      - {title: Leaflet, url: "https://city.example/leaflet", publisher: The city}\n'

OF_CORRECTION = GOOD[GOOD.index("        source:\n") : GOOD.index("campaigns:")]
TENANTS_TOO = "  - {slug: tenants, name: B, description: C, scope: national}\n"

MISSING = [
    Wrong(f"    sources:\n{LEAFLET}", "", "claims[1].sources", "at least one source"),
    Wrong(LEAFLET, "", "claims[1].sources", "at least one source"),
    Wrong(LEAFLET, "      []\n", "claims[1].sources", "at least one source"),
    Wrong(", publisher: The city}", "}", "claims[1].sources[0].publisher", "This is needed."),
    Wrong(OF_CORRECTION, "", "claims[1].corrections[0].source", "A correction rests on a source"),
    Wrong("    standing: withdrawn\n", "", "claims[1].standing", "supported, disputed"),
    Wrong("credits: Ana first asked.", "credits:", "guide.credits", "who the guide builds on"),
    Wrong("credits: Ana first asked.", 'credits: " "', "guide.credits", "Write some text"),
    Wrong("format: 1\n", "", "format", "format: 1"),
    Wrong("{en: The water on Elm Street, es:", "{es:", "guide.title", "own language too: en."),
]
OF_THE_WRONG_KIND = [
    Wrong(
        "published: 2025-03-01",
        "published: 2025-02-30",
        "claims[0].sources[0].published",
        "Found “2025-02-30”. Write a day as 2014-04-30, a month as 2014-04, a season",
    ),
    Wrong("published: 2025-03-01", "published: May", "claims[0].sources[0].published", "“May”"),
    Wrong("dated: 2025-04-02", "dated: 20", "guide.dated", "Found the number 20. Write a day"),
    Wrong("name: Elm Street Tenants", "name: 2018-05-31", "groups[0].name", "Found the date 2018-"),
    Wrong("name: Elm Street Tenants", "name: true", "groups[0].name", "Found true. Write text"),
    Wrong('"50309"', "50309", "groups[0].locations[0].postal_code", "in quotes"),
    Wrong("money: false", "money: NO", "asks[0].costs_money", "Found “NO”. Write true or false."),
    Wrong("minutes: 20", "minutes: 20.5", "asks[0].minutes", "Found the number 20.5"),
    Wrong("minutes: 20", "minutes: 0", "asks[0].minutes", "greater than or equal to 1"),
    Wrong("serves: [IA]", "serves: IA", "groups[0].serves", "Found “IA”. Write a list"),
    Wrong("request: Vote for new pipes.", "request: [Vote]", "campaigns[0].request", "Write text"),
    Wrong("format: 1", "format: 2", "format", "Found the number 2. This version reads format: 1"),
]
NOT_THERE = [
    Wrong(
        "standing: supported",
        "standing: likely",
        "claims[0].standing",
        "Found “likely”. Choose from: supported, disputed, corrected, withdrawn.",
    ),
    Wrong("    minutes:", "    minuets: 1\n    minutes:", "asks[0].minuets", "mean minutes?"),
    Wrong("city}", "city, red: 1}", "claims[1].sources[0].red", "Choose from: title, url, pub"),
    Wrong(
        "claims: [lead-pipes]",
        "claims: [lead-pipe]",
        "campaigns[0].claims[0]",
        "Found “lead-pipe”. No claim has that slug, in this file or in the hub. Did you mean lead-",
    ),
    Wrong("organization: tenants", "organization: x", "asks[0].organization", "No group has that"),
    Wrong(", es: El agua", ", fr: L'eau", "guide.title.fr", "Choose from: en, es."),
    Wrong('es: "{name}', 'es: "{nombre}', "campaigns[0].letter.es", "{nombre} is not a variable"),
    Wrong("claims: [lead-pipes]", "kinds: [court]", "campaigns[0].kinds", "Choose from: house"),
    Wrong("claims: [lead-pipes]", "states: [XX]", "campaigns[0].states[0]", "Found “XX”. There"),
    Wrong("claims: [lead-pipes]", "committees: [A]", "campaigns[0].committees[0]", "HSJU"),
    Wrong("claims: [lead-pipes]", "named: [me]", "campaigns[0].named[0]", "Ids look like"),
    Wrong(
        "claims: [lead-pipes]",
        "stances: [{office_id: us-senate-ia-2, side: unsure, source_url: https://a.example/, "
        "as_of: 2026-11-01}]",
        "campaigns[0].stances[0].side",
        "Choose from: supports, opposes.",
    ),
    Wrong('"https://city.example/leaflet"', "x", "claims[1].sources[0].url", "valid URL"),
    Wrong('"https://city.example/leaflet"', "javascript:x", "claims[1].sources[0].url", "valid"),
]
NOT_TOGETHER = [
    Wrong("[lead-pipes]", "[lead-pipes, safe-water]", "campaigns[0].claims[1]", "is withdrawn"),
    Wrong("search_words:", f"{TENANTS_TOO}search_words:", "groups[1].slug", "It is here twice."),
    Wrong("standing: supported", "standing: corrected", "claims[0].standing", "Add corrections."),
    Wrong(LEAFLET, LEAFLET * 2, "claims[1].sources[1]", "It is here twice."),
    Wrong(
        "published: 2025-03-01",
        "published: 2025-03-02",
        "claims[1].corrections[0].source",
        "with other details",
    ),
    Wrong("slug: water\n", "slug: corrections\n", "guide.slug", "taken"),
    Wrong("El agua", "agua " * 30, "guide.title.es", "at most 120 characters"),
]


@pytest.mark.parametrize(
    "wrong",
    [*MISSING, *OF_THE_WRONG_KIND, *NOT_THERE, *NOT_TOGETHER],
    ids=lambda wrong: f"{wrong.field}: {wrong.said}",
)
def test_what_is_wrong_is_named_and_nothing_is_stored(
    written: Write, everything: Rows, wrong: Wrong
) -> None:
    before = everything()

    [problem] = refusal(written(wrong.old, wrong.new)).problems

    assert (problem.file, problem.field) == ("water.yaml", wrong.field)
    assert wrong.said in problem.message
    assert everything() == before


UNREADABLE = {
    "nothing": (b"", "The file is empty."),
    "only comments": (b"# soon\n", "The file is empty."),
    "nothing to load": (b"format: 1\n", "nothing to load"),
    "a list": (b"- a\n- b\n", "format: 1"),
    "not YAML": (b"guide: [a, b\n", "Line 2"),
    "a colon in a text": (b"format: 1\nguide: Ask: now\n", "Line 2: put text with a colon"),
    "a tab": (b"format: 1\nguide:\n\tslug: a\n", "Line 3: there is a tab."),
    "a field twice": (b"format: 1\nlanguage: en\nlanguage: es\n", "Line 3: “language” is"),
    "two documents": (b"format: 1\n---\nformat: 1\n", "Line 2: “---” begins a second document"),
    "a list as a name": (b"? [a]\n: b\n", "Line 1: The name of a field is a word."),
    "aliases": (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "Line 1: “&” or “*”"),
    "an alias alone": (b"a: *a\n", "“&” or “*”"),
    "a tag": (b"guide: !!python/object/apply:os.system [ls]\n", "“!” before a word makes a tag"),
    "very deep": (b"[" * 100_000, "more than 12 levels deep"),
    "10 MB": (b"# " + b"x" * 10_000_000, f"at most {MOST_BYTES:,} bytes"),
    "Latin-1": ("format: 1\nguide: ñ\n".encode("latin-1"), "Line 2 is not UTF-8"),
    "a NUL byte": (b"format: 1\nguide: a\0b\n", "not text"),
    "a NUL in quotes": (b'format: 1\nguide: "a\\0b"\n', "Line 2: The text has the control"),
    "half a character": (b'format: 1\nguide: "\\ud800"\n', "Line 2: The text has the control"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_no_guide_file_is_refused_and_nothing_is_stored(
    tmp_path: Path, everything: Rows, kind: str
) -> None:
    content, message = UNREADABLE[kind]
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    before = everything()

    [problem] = refusal(path).problems

    assert (problem.file, problem.field) == ("odd.yaml", "")
    assert message in problem.message
    assert everything() == before


@pytest.mark.django_db
def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in str(refusal(tmp_path))
    assert "none.yaml: The file cannot be read" in str(refusal(tmp_path / "none.yaml"))


@pytest.mark.django_db
def test_every_problem_is_named_at_once_with_its_line(written: Write) -> None:
    path = written("minutes: 20", "minutes: many")
    path.write_text(path.read_text().replace("dated: 2025-04-02", "dated: soon"))

    assert str(refusal(path)).splitlines() == [
        f"water.yaml, line 4, guide.dated: Found “soon”. {FORMS}",
        "water.yaml, line 56, asks[0].minutes: Found “many”. Write a whole number.",
    ]


def test_a_file_stored_before_is_refused_whole(written: Write, everything: Rows) -> None:
    load(written(), by=None)
    before = everything()

    refused = refusal(written())

    assert [problem.field for problem in refused.problems] == [
        "guide.slug",
        "claims[0].slug",
        "claims[1].slug",
        "campaigns[0].slug",
        "groups[0].slug",
        "asks[0].slug",
    ]
    assert everything() == before


def test_claims_of_the_hub_may_be_cited_unless_withdrawn(written: Write, everything: Rows) -> None:
    load(written(), by=None)
    path = written(name="second.yaml")
    path.write_text(
        "format: 1\n"
        "guide: {slug: second, dated: 2025-06-01, title: A, summary: B, credits: C}\n"
        "campaigns:\n"
        "  - {slug: b, title: B, request: C, script: D, letter: E,\n"
        "     claims: [lead-pipes, safe-water]}\n"
    )
    before = everything()

    [problem] = refusal(path).problems

    assert (problem.field, "withdrawn" in problem.message) == ("campaigns[0].claims[1]", True)
    assert everything() == before
    path.write_text(path.read_text().replace(", safe-water", ""))
    assert load(path, by=None).campaigns == 1


def test_what_only_the_database_can_refuse_takes_all_files_back(
    written: Write, everything: Rows
) -> None:
    other = written(name="other.yaml")
    other.write_text(OTHER)
    before = everything()

    [problem] = refusal(written(), other).problems

    assert (problem.file, problem.field) == ("other.yaml", "search_words[1].words")
    assert problem.line == 5
    assert everything() == before


def fields_in(section: str) -> dict[str, bool]:
    """Returns the fields that a section of the document lists, and whether each is needed."""
    cells = re.findall(r"^\| ([^|]*`[^|]*) \|", section, re.M)
    return {
        name: bool(bold) for cell in cells for bold, name in re.findall(r"(\*\*)?`(\w+)`", cell)
    }


def test_the_document_names_every_field_and_whether_it_is_needed() -> None:
    text = (ROOT / "docs/guide-files.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^##+ (.+)\n((?:(?!#).*\n)*)", text, re.M))
    for part in Part.__subclasses__():
        words = re.findall("[A-Z][a-z]+", part.__name__)
        title = "The file" if part is GuideFile else " ".join(words).capitalize()
        needed = {name: field.is_required() for name, field in part.model_fields.items()}
        assert fields_in(sections[title]) == needed, title
