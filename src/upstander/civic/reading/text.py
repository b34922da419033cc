"""Reading what a person typed: a ZIP, a point, a place name, or a typed refusal.

Nothing here needs the tables, so the same rules can be kept in a browser.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from upstander.civic.types import NoticeCode, Outcome

LONGEST = 200  # characters; the longest address is far shorter

_ZIP = re.compile(r"(?:zip(?: ?code)?:? )?(\d{5})(?:([- ]?)\d{4}|-|\.0)?", re.IGNORECASE)
_POINT = re.compile(r"\(?([+-]?\d{1,3}(?:\.\d*)?)°?(?:[,;] ?| )([+-]?\d{1,3}(?:\.\d*)?)°?\)?")
_NUMBERS = re.compile(r"[\d ,.;:/#()+-]*\d[\d ,.;:/#()+-]*")
_MIXED_WORD = re.compile(r"(?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z\d-]{3,10}", re.IGNORECASE)
_POSTCODES = {
    "Canada": re.compile(r"(?:.*[ ,])?[a-z]\d[a-z][ -]?\d[a-z]\d", re.IGNORECASE),
    "the United Kingdom": re.compile(
        r"(?:.*[ ,])?[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}|[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}",
        re.IGNORECASE,
    ),
}
_COUNTRY = re.compile(
    r"(?<! los)[ ,]+(?:u\.?s\.?a?\.?|united states(?: of america)?|estados unidos|ee\.? ?uu\.?)$",
    re.IGNORECASE,
)
_LAST_ZIP = re.compile(
    r"(.*?)(?<!box)(?<!apt)(?<!unit)(?<!suite)[ ,]+(\d{5})(?:-\d{4})?", re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FIRST_ZIP = re.compile(r"(\d{5})(?:-\d{4})?[ ,]+(\D+)")

_SILENT = re.compile(r"[.'’‘`ʻ]")
_WORD = re.compile(r"[^\W_]+")
_PARTICLE = re.compile(r"\b(d|l|mc|o) (?=\w)")  # "O Fallon", "Mc Intosh", "Coeur d Alene"
_SPELLED_OUT = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "mtn": "mountain",
    "hts": "heights",
    "spgs": "springs",
    "bch": "beach",
    "jct": "junction",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}


@dataclass(frozen=True, slots=True)
class AskedZip:
    """A ZIP. ``reduced`` if it came out of a longer text, ``plus_four`` if more digits followed.

    ``before`` are the words before it.
    """

    code: str
    plus_four: bool = False
    reduced: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """Degrees, as typed; they may be out of range."""

    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """Words that may be a place."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Text that is none of these, and why."""

    outcome: Outcome
    code: NoticeCode
    params: dict[str, str]


Asked = AskedZip | AskedPoint | AskedPlace | Refused


def clean(text: str) -> str:
    """The text on one line, with plain digits, dashes and spaces, without control characters."""
    if len(text) > LONGEST:
        text = text.strip()[: LONGEST + 1]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # what the rest would come to
    plain = unicodedata.normalize("NFKC", text)
    kept = (
        " " if char.isspace() else "-" if unicodedata.category(char) == "Pd" else char
        for char in plain
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    return " ".join("".join(kept).split())


def read(text: str) -> Asked:
    """What cleaned text asks for."""
    if asked := read_zip(text):
        return asked
    if point := _POINT.fullmatch(text):
        return AskedPoint(float(point[1]), float(point[2]))
    if refused := _refusal(text):
        return refused
    home = _COUNTRY.sub("", text)
    if last := _LAST_ZIP.fullmatch(home):
        return AskedZip(last[2], reduced=True, before=last[1])
    return read_zip(home) or AskedPlace(home)


def _refusal(text: str) -> Refused | None:
    """Why the text cannot be a place, or None."""
    if not text:
        return Refused(Outcome.EMPTY, NoticeCode.EMPTY, {})
    if len(text) > LONGEST:
        return Refused(Outcome.MALFORMED, NoticeCode.TOO_LONG, {})
    if _NUMBERS.fullmatch(text):
        digits = str(sum(char.isdigit() for char in text))
        return Refused(Outcome.MALFORMED, NoticeCode.ZIP_LENGTH, {"digits": digits})
    for country, postcode in _POSTCODES.items():
        if postcode.fullmatch(text):
            return Refused(Outcome.FOREIGN, NoticeCode.FOREIGN_POSTCODE, {"country": country})
    if _MIXED_WORD.fullmatch(text):
        return Refused(Outcome.MALFORMED, NoticeCode.ZIP_LETTERS, {})
    return None


def read_zip(text: str) -> AskedZip | None:
    """The ZIP that the text is, or None."""
    match = _ZIP.fullmatch(text)
    return AskedZip(match[1], plus_four=match[2] is not None) if match else None


def leading_zip(text: str) -> tuple[str, str] | None:
    """A ZIP at the front and the words after it ("50309 Des Moines"), or None.

    It may be a house number; whoever knows the tables can tell.
    """
    match = _FIRST_ZIP.fullmatch(text)
    return (match[1], match[2]) if match else None


def typed_day(text: str) -> date:
    """The day written as YEAR-MONTH-DAY; raises ``ValueError`` for ISO's other forms, too."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no day")
    return date.fromisoformat(text)


def name_key(text: str) -> str:
    """A name for comparing: no case, accents or punctuation, common short forms spelled out.

    A short form alone is none: nobody means the town of North by "N".
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = text.casefold()
    if plain.isascii() and plain.isalnum():
        return plain  # what the rest would come to
    plain = _SILENT.sub("", plain).replace("&", " and ")
    words = _WORD.findall(plain)
    if len(words) > 1:
        words = [_SPELLED_OUT.get(word, word) for word in words]
    return _PARTICLE.sub(r"\1", " ".join(words))


def place_key(text: str) -> str:
    """A name for comparing where spaces do not count: "De Kalb" and "DeKalb" are one."""
    return name_key(text).replace(" ", "")
