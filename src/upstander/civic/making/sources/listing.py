"""Which publishers' files the tables come from: where each is had, how it is known, how old it is.

The one table of addresses is ``publications.toml``; here are what its fields mean, and the names by
which the files are read. The dates of the files stand in ``fetched.json``, which fetching writes
beside them, or in a ``SOURCES.md`` there.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter

from upstander.civic.making.sources.files import BadSource, given_rows, read_date, read_text
from upstander.civic.types import SourceNote

LISTING = "SOURCES.md"
FETCHED = "fetched.json"

LEGISLATORS = "legislators-current.yaml"
DISTRICT_OFFICES = "legislators-district-offices.yaml"
SOCIAL_MEDIA = "legislators-social-media.yaml"
EXECUTIVE = "executive.yaml"
COMMITTEES = "committees-current.yaml"
COMMITTEE_MEMBERS = "committee-membership-current.yaml"
STATE_PEOPLE = "openstates-people-main.zip"
LINES_SHAPEFILE = "cb_2024_us_cd119_500k.zip"
LINES = "cb_2024_us_cd119_500k.topojson"
NEXT_LINES_PACKAGE = "tlgpkg_2026_us_legislative.gpkg.zip"
NEXT_LINES = "house_districts_2026_redrawn.geojson"
COUNTY_LINES_SHAPEFILE = "cb_2024_us_county_500k.zip"
COUNTY_LINES = "cb_2023_us_county_20m.geojson"
ZIP_SHARES = "tab20_cd11920_zcta520_natl.txt"
ZIP_DISTRICTS = "zccd.csv"
ZIP_UPPER_SHARES = "tab20_sldu202420_zcta520_natl.txt"
ZIP_LOWER_SHARES = "tab20_sldl202420_zcta520_natl.txt"
ZIP_ADDRESSES = "zccd_hud.csv"
ZIP_COUNTIES = "zcta_county_2010.csv"
ZIP_STATE_DISTRICTS = "zcta_state_legislative.csv"
GEO_IDS_FOLDER = "openstates-geo"
POSTAL_ARCHIVE = "US.zip"
POSTAL_MEMBER = "US.txt"
POSTAL_PLACES = "geonames_US.txt"
CITIES_ARCHIVE = "cities500.zip"
CITIES_MEMBER = "cities500.txt"
CITIES = "geonames_us_cities500.tsv"
DIVISION_IDS = "ocd_us_congressional_districts.csv"
UPPER_DIVISION_IDS = "ocd_us_sldu.csv"
LOWER_DIVISION_IDS = "ocd_us_sldl.csv"
ELECTION_OFFICES = "votegov_states.json"
DEADLINES = "votegov_en_state-data.json"

Layout = Literal["records", "archive", "csv", "bars", "tabs"]
"""Records are YAML or JSON. A table between tabs may be the one member of an archive."""

_CHECKED = ConfigDict(extra="forbid")  # a field that is misspelt is refused
_YEARS = re.compile(r"(\d{4})-\d{4}")


@dataclass(frozen=True, slots=True)
class Form:
    """One form that a file may be had in.

    ``name`` is its path in the folder of files, ``url`` the publisher's address, ``None`` for a
    copy that no publisher has, and ``publisher`` who that is where it is not the publication's.

    What it must hold to be whole: at least so many ``rows`` (records, or members of an archive); in
    an archive, ``members`` that fit each of these patterns; in a table, its ``columns``. These are
    all that a CSV file has, in their order; some of those of a table between bars; and of one
    between tabs, which has no heading, only their number counts. A file of more than ``most_mb``
    megabytes is not it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _CHECKED

    name: str
    url: str | None = None
    publisher: str | None = None
    layout: Layout = "records"
    columns: tuple[str, ...] = ()
    rows: int = 1
    members: tuple[str, ...] = ()
    most_mb: int = 100


@dataclass(frozen=True, slots=True)
class File:
    """What the tables need, in the forms that will do, the best first."""

    __pydantic_config__: ClassVar[ConfigDict] = _CHECKED

    forms: tuple[Form, ...]

    @property
    def name(self) -> str:
        """The name of its best form."""
        return self.forms[0].name

    def at_hand(self, folder: Path) -> Form | None:
        """The best form that lies in the folder."""
        return next((form for form in self.forms if (folder / form.name).is_file()), None)


@dataclass(frozen=True, slots=True)
class Publication:
    """A publisher's file, or several of one publication under one key.

    Its records are stale ``stale_after`` days after its date. ``hashes`` are addresses of GitHub's
    own listings of the folders that its files come from, with the size and hash of each.
    ``optional`` ones may be absent: the tables are then made without them.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _CHECKED

    key: str
    publisher: str
    title: str
    url: str
    terms: str
    stale_after: int
    files: tuple[File, ...]
    hashes: tuple[str, ...] = ()
    optional: bool = False


def _each(what: str) -> Iterator[dict[str, str]]:
    """The words to fill in for every state, or for every chamber that the Census draws.

    The territories but Puerto Rico have no chambers there, Nebraska and DC (its wards) have one.
    """
    for state in given_rows("states.tsv"):
        words = {"state": state["code"].lower(), "fips": state["fips"]}
        if what == "state":
            yield words
        elif state["kind"] != "territory" or state["code"] == "PR":
            yield words | {"chamber": "sldu", "house": "senate"}
            if state["code"] not in ("NE", "DC"):
                yield words | {"chamber": "sldl", "house": "house"}


def _filled_in(form: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A form with the words in braces of its name and address filled in."""
    names = {key: form[key].format_map(words) for key in ("name", "url") if key in form}
    return {**form, **names}


def _files(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Files as the table has them, those that stand for many written out."""
    for row in rows:
        for words in _each(row["each"]) if "each" in row else ({},):
            yield {"forms": [_filled_in(form, words) for form in row["forms"]]}


def read_publications(rows: Iterable[Mapping[str, Any]]) -> tuple[Publication, ...]:
    """The publications of the table. Raises ``ValidationError`` for a wrong field."""
    written_out = [{**row, "files": list(_files(row["files"]))} for row in rows]
    return TypeAdapter(tuple[Publication, ...]).validate_python(written_out)


_TABLE = tomllib.loads((Path(__file__).parent / "publications.toml").read_text("utf-8"))
PUBLICATIONS = read_publications(_TABLE["publications"])
KEPT = TypeAdapter(tuple[SourceNote, ...]).validate_python(_TABLE["kept"])
"""Sources of facts that no file has; the project keeps them in ``given/``."""


def publication(key: str) -> Publication:
    """The publication of a key. Raises ``KeyError`` if there is none."""
    return next(each for each in PUBLICATIONS if each.key == key)


def state_line_files() -> dict[tuple[str, str], File]:
    """The file of each state (by code) and chamber (``sldu``, ``sldl``) that the Census draws."""
    chambers = [(words["state"].upper(), words["chamber"]) for words in _each("chamber")]
    return dict(zip(chambers, publication("state-lines").files, strict=True))


def has_cities(folder: Path) -> bool:
    """Whether a folder has GeoNames' file of cities or an extract."""
    return any((folder / name).is_file() for name in (CITIES_ARCHIVE, CITIES))


def form_at_hand(folder: Path, *names: str) -> str:
    """The first of these names that lies in the folder. Raises ``BadSource`` if none does."""
    for name in names:
        if (folder / name).is_file():
            return name
    others = f" (nor {', '.join(names[1:])})" if len(names) > 1 else ""
    raise BadSource(names[0], f"not found in {folder}{others}")


def source_notes(folder: Path, *, only: Collection[str] | None = None) -> dict[str, SourceNote]:
    """Every source by its key, with the date of the oldest of its files in the folder.

    ``only`` names publications, and leaves the project's own sources out.

    Raises ``BadSource`` for a file whose date stands in neither ``fetched.json`` nor
    ``SOURCES.md``. Optional publications that the folder does not have are left out.
    """
    dates = Dates(folder)
    notes = {}
    for each in PUBLICATIONS:
        if only is not None and each.key not in only:
            continue
        forms = [form for file in each.files if (form := file.at_hand(folder)) is not None]
        if not forms and each.optional:
            continue
        # An absent file is refused by name when it is read; here its date will do.
        ages = [dates.of(form.name) for form in forms] or [
            dates.of(*(form.name for form in each.files[0].forms))
        ]
        publishers = dict.fromkeys(form.publisher or each.publisher for form in forms)
        url = forms[0].url if len(each.files) == 1 and forms else None
        notes[each.key] = SourceNote(
            each.key,
            "; ".join(publishers) or each.publisher,
            each.title,
            url or each.url,
            min(ages),
            each.terms,
            each.stale_after,
        )
    return notes if only is not None else notes | {note.key: note for note in KEPT}


class Dates:
    """The dates of the files in a folder."""

    def __init__(self, folder: Path) -> None:
        """Read ``fetched.json``, else ``SOURCES.md``; raises ``BadSource`` if there is neither."""
        self._fetched = read_fetched(folder)
        self._listed: list[list[str]] = []
        if (folder / LISTING).is_file():
            self._listed = _listed(read_text(folder, LISTING))
        elif not self._fetched:
            raise BadSource(
                LISTING,
                f"not found in {folder}, nor {FETCHED}. One of them must date the other files: "
                f"`upstander data fetch` without --from brings them all and writes {FETCHED}.",
            )

    def of(self, *names: str) -> date:
        """The date of the first of these names that has one. Raises ``BadSource`` if none has."""
        for name in names:
            if name in self._fetched:
                return read_date(FETCHED, f"the date of {name}", self._fetched[name].get("as_of"))
            for files, _, _, as_of, _ in self._listed:
                if any(_names(pattern, name) for pattern in files.split(", ")):
                    years = _YEARS.fullmatch(as_of)
                    return read_date(
                        LISTING, f"the date of {name}", years.group(1) if years else as_of
                    )
        at = LISTING if self._listed else FETCHED
        raise BadSource(at, f"does not list {names[-1]}, so its date is not known")


def read_fetched(folder: Path) -> dict[str, dict[str, Any]]:
    """What ``fetched.json`` says of each file, by name; empty if the folder has none.

    Raises ``BadSource`` if it is damaged.
    """
    path = folder / FETCHED
    if not path.exists():
        return {}
    try:
        files = json.loads(path.read_text("utf-8"))["files"]
        return {str(name): dict(entry) for name, entry in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSource(FETCHED, f"is damaged ({error}); delete it and fetch again") from error


def _names(pattern: str, name: str) -> bool:
    """Whether a cell of ``SOURCES.md`` means this file: by name, by pattern, or as its folder."""
    return fnmatchcase(name, pattern) or (pattern.endswith("/") and name.startswith(pattern))


def _listed(text: str) -> list[list[str]]:
    """The five-column rows of the Markdown table: file, what, publisher, as of, terms."""
    rows = (
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    )
    return [row for row in rows if len(row) == 5]
