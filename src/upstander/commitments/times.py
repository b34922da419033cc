"""A time of day as people type it where a browser shows no clock. `times.js` reads alike."""

import re
import unicodedata
from datetime import time

PARTS = {
    "am": ("a", "am", "delamadrugada", "delamañana", "delamanana", "inthemorning"),
    "pm": ("p", "pm", "delmediodía", "delmediodia", "delatarde", "intheafternoon", "intheevening"),
    "night": ("delanoche", "atnight"),
}
"""What follows an hour of twelve, without spaces and dots, by the half of the day it is in."""
NAMED = {
    **dict.fromkeys(("noon", "12noon", "midday", "mediodía", "mediodia"), time(12)),
    **dict.fromkeys(("midnight", "12midnight", "medianoche"), time(0)),
}

_HALF = {word: half for half, words in PARTS.items() for word in words}
_TYPED = re.compile(
    r"([0-9]{1,2})(?:[:.h]([0-5][0-9]))?(?::[0-5][0-9](?:\.[0-9]+)?)?(h|hs|hrs|horas)?"
    rf"({'|'.join(_HALF)})?"
)
_EVENING = range(6, 12)


def clock(typed: str) -> time:
    """Returns a time such as `18:30`, `9:00 AM`, `9 a. m.` or `6 de la tarde`.

    Raises:
        ValueError: it is none, or might be in either half of the day.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed).lower())
    text = re.sub(r"(?<=[a-z])\.", "", text)
    if text in NAMED:
        return NAMED[text]
    found = _TYPED.fullmatch(text)
    if found is None or not any(found.groups()[1:]):
        raise ValueError(typed)
    hour, minute, _unit, word = found.groups()
    return time(_hour(int(hour), _HALF.get(word or "", "")), int(minute or 0))


def _hour(hour: int, half: str) -> int:
    """The hour of the day; raises `ValueError` where the half has no such hour."""
    if half == "night" and hour != 12:
        if hour not in _EVENING:
            raise ValueError(hour)
        return hour + 12
    if half in ("am", "night"):
        if hour > 12:
            raise ValueError(hour)
        return hour % 12
    return hour + 12 if half == "pm" and 0 < hour < 12 else hour
