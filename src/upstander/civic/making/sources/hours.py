"""Opening hours in a publisher's words, as schema.org's ``openingHours`` where they are sure."""

import re
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_WORDS = {
    "m": 0, "mon": 0, "monday": 0, "t": 1, "tu": 1, "tue": 1, "tues": 1, "tuesday": 1,
    "w": 2, "wed": 2, "wednesday": 2, "th": 3, "thu": 3, "thur": 3, "thurs": 3, "thursday": 3,
    "f": 4, "fri": 4, "friday": 4, "sat": 5, "saturday": 5, "sun": 6, "sunday": 6,
}  # fmt: skip
_ZONES = {
    zone: word[0]
    for word in ("eastern", "central", "mountain", "pacific")
    for zone in (word, f"{word[0]}t", f"{word[0]}st", f"{word[0]}dt")
}
_KINDS = {
    **dict.fromkeys(("-", "to", "through"), "R"),
    **dict.fromkeys((",", ";", "/", "&", "and"), "L"),
    **dict.fromkeys(("weekday", "weekdays"), "W"),
    **dict.fromkeys(_ZONES, "Z"),
    "by appointment only": "A",
}
_MORE = re.compile(  # what leaves the hours as they are
    r"\b(?:and|or) by appointment\b(?! only)|\bplease call ahead\b"
    r"|\bappointments strongly encouraged\b|\bfrom\b|[().]"
)
_TOKEN = re.compile(r"\s*(by appointment only|\d[\d:]* ?(?:[ap]m\b)?|[a-z]+|\S)\s*")
_TIME = re.compile(r"(1[0-2]|0?[1-9])(?::?([0-5]\d))? ?([ap]m)?")
# The grammar, a letter for each token: D day, W weekdays, T time, R "to", L "and", Z zone, and A
# for what is by appointment only.
_DAY_SET = r"(?:W|DRD|D(?:L+D)*)"
_TIMES = r"TZ?RTZ?(?:L+TZ?RTZ?)*"
_CLAUSE = re.compile(f"(?P<days>{_DAY_SET})L*(?:(?P<times>{_TIMES})|A)(?:L+|$)")
_DAYS_LAST = re.compile(f"(?P<times>{_TIMES})L*(?P<days>{_DAY_SET})L*")
_WINTER = datetime(2026, 1, 15)


class _Token(NamedTuple):
    kind: str
    text: str


class _Unsure(ValueError):
    """Raised for words that can be read in no way, or in several."""


def opening(words: str, timezone: str | None) -> str | None:
    """Hours such as "Mo-Fr 09:00-17:00", several parted by ", ", or None where they are not sure.

    They are sure where the words name the days, every week is alike, and each span of time has one
    reading only, with at least one "am" or "pm" in it. Hours by appointment only are none. Words
    that name a zone must name that of the office's ``timezone``.
    """
    try:
        tokens = _tokens(words)
        _check_zone(tokens, timezone)
        return ", ".join(_hours(tokens)) or None
    except _Unsure:
        return None


def _tokens(words: str) -> list[_Token]:
    text = re.sub(r"[–—]", "-", words.lower())
    text = _MORE.sub(" ", re.sub(r"\b([ap])\.m\b\.?", r"\1m", text))
    found = (token.strip() for token in _TOKEN.findall(text))
    return [_Token(_kind(token), token) for token in found]


def _kind(text: str) -> str:
    if _day(text) is not None:
        return "D"
    if _TIME.fullmatch(text):
        return "T"
    if text not in _KINDS:
        raise _Unsure(text)
    return _KINDS[text]


def _day(word: str) -> int | None:
    """The number of a day by its name; "Mondays" is one too."""
    return _DAY_WORDS.get(word, _DAY_WORDS.get(word.removesuffix("s") if len(word) > 5 else ""))


def _check_zone(tokens: list[_Token], timezone: str | None) -> None:
    named = {_ZONES[token.text] for token in tokens if token.kind == "Z"}
    if named:
        name = _WINTER.replace(tzinfo=ZoneInfo(timezone)).tzname() if timezone else None
        if named != {(name or "").lower()[:1]}:
            raise _Unsure(timezone)


def _hours(tokens: list[_Token]) -> list[str]:
    kinds = "".join(token.kind for token in tokens)
    last = _DAYS_LAST.fullmatch(kinds)
    clauses = [last] if last else list(_CLAUSE.finditer(kinds))
    if not last and "".join(clause[0] for clause in clauses) != kinds:
        raise _Unsure(kinds)
    found = []
    for clause in clauses:
        if clause["times"]:
            days = _days(tokens[slice(*clause.span("days"))])
            times = _times(tokens[slice(*clause.span("times"))])
            found += [f"{days} {time}" for time in times]
    return found


def _days(tokens: list[_Token]) -> str:
    if tokens[0].kind == "W":
        return "Mo-Fr"
    numbers = [number for token in tokens if (number := _day(token.text)) is not None]
    if numbers != sorted(set(numbers)):
        raise _Unsure("days out of order")
    separator = "-" if any(token.kind == "R" for token in tokens) else ","
    return separator.join(_DAYS[number] for number in numbers)


def _times(tokens: list[_Token]) -> list[str]:
    ends = [token.text for token in tokens if token.kind == "T"]
    return [_span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True)]


def _span(first: str, last: str) -> str:
    """The one reading of two ends in which the first comes before the last, on the same day."""
    spans = [(a, b) for a in _minutes(first) for b in _minutes(last) if a < b]
    if len(spans) != 1 or "m" not in first + last:
        raise _Unsure(f"{first}-{last}")
    return "-".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in spans[0])


def _minutes(time: str) -> list[int]:
    """Minutes after midnight that a time of day may mean: two without "am" or "pm"."""
    match = _TIME.fullmatch(time)
    if match is None:
        raise _Unsure(time)
    hour, minute, half = match.groups()
    at = int(hour) % 12 * 60 + int(minute or 0)
    return [at + 720 * afternoon for afternoon in (0, 1) if half in (None, "ap"[afternoon] + "m")]
