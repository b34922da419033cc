"""Dates as far as they are known: a day, a month, a season, a year, about then, or a span.

They are kept as EDTF, level 1 (the Extended Date/Time Format of ISO 8601-2), and read from that and
from what people type. The edtf package reads more, with pyparsing; it warns where it is imported,
does not know the days of an open span, and has no words.
"""

import re
from calendar import monthrange
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

LONGEST = 40
"""Characters."""
EARLIEST = 1000
"""The first year."""
FORMS = gettext_lazy(
    "Write a day as 2014-04-30, a month as 2014-04, a season as spring 2014, a year as 2014. Add ~ "
    "for about then and ? where it is not certain; put / between the two ends of a span."
)
SEASONS: dict[str, Promise] = {
    "21": gettext_lazy("spring"),
    "22": gettext_lazy("summer"),
    "23": gettext_lazy("fall"),
    "24": gettext_lazy("winter"),
}
ALSO = {"autumn": "23"}
OPEN = ".."
PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
ONE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(-[0-9]{2}|-XX)?(-[0-9]{2}|-XX)?([?~%])?")


def read(text: str) -> str:
    """Returns a date in EDTF as far as it says when: `2014-04`, `2014-21`, `1984~`, `2014/..`.

    Takes the names of months and seasons in every language of ours, too: `spring 2014`, `abril de
    2014`.

    Raises:
        ValueError: it is none, or before the year 1000.
    """
    found = text.strip()
    ends = found.split("/")
    if len(ends) > 2 or len(found) > LONGEST:
        raise ValueError(text)
    written = [_end(one.strip(), of_span=len(ends) == 2) for one in ends]
    if written == [OPEN, OPEN] or (OPEN not in written and not in_order(written[0], written[-1])):
        raise ValueError(text)
    return "/".join(written)


def is_date(text: str) -> bool:
    """True for what `read` can read."""
    try:
        read(text)
    except ValueError:
        return False
    return True


def first_day(text: str) -> date:
    """Returns the first day that a date in EDTF may mean; of its end, if it has no start."""
    start, _slash, end = text.partition("/")
    return _days(end if start == OPEN else start)[0]


def last_day(text: str) -> date:
    """Returns the last day that a date in EDTF may mean; of its start, if it has no end."""
    start, _slash, end = text.partition("/")
    return _days(start if end in ("", OPEN) else end)[1]


def in_order(start: str, end: str) -> bool:
    """True where what is dated `end` may come after what is dated `start`; both in EDTF."""
    return first_day(start) <= last_day(end)


def said(text: str, *, after: bool = False) -> str:
    """Returns a date in EDTF in words, in the language at hand: "spring 2014", "about 1984".

    With `after`, as it stands after a word such as "since".
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _said(start, after=after)
    if start == OPEN:
        return _("until %(end)s") % {"end": _said(end, after=True)}
    if end == OPEN:
        return _("since %(start)s") % {"start": _said(start, after=True)}
    ends = {"start": _said(start, after=True), "end": _said(end, after=True)}
    return _("%(start)s to %(end)s") % ends


def plain(text: str) -> str:
    """Returns the part of a date in EDTF that HTML and schema.org understand; of a span the start.

    That is a day, a month or a year; a season, and what is left open in a year, count as the year
    or as nothing.
    """
    start, _slash, end = text.partition("/")
    one = (end if start == OPEN else start).rstrip("?~%").replace("-XX", "")
    year, _dash, rest = one.partition("-")
    if "X" in year:
        return ""
    return year if rest[:2] in SEASONS else one


def _end(text: str, *, of_span: bool) -> str:
    if of_span and text in ("", OPEN):
        return OPEN
    written = ONE.fullmatch(text) and text
    written = written or _named(text.casefold())
    if not written:
        raise ValueError(text)
    if _days(written)[0].year < EARLIEST:
        raise ValueError(text)
    return written


def _named(text: str) -> str:
    """A month or a season by its name, with its year; empty for anything else."""
    named = re.fullmatch(r"([^\W\d_]+)\.?(?: de| of|,)? ([0-9]{4})([?~%]?)", text)
    if not named:
        return ""
    name, year, qualified = named.groups()
    number = _numbers().get(name)
    return f"{year}-{number}{qualified}" if number else ""


@cache
def _numbers() -> dict[str, str]:
    """The numbers of months and seasons by their names, in all of our languages."""
    found = dict(ALSO)
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(name).casefold(): f"{number:02}" for number, name in MONTHS.items()}
            found |= {str(name).casefold(): number for number, name in SEASONS.items()}
    return found


def _days(text: str) -> tuple[date, date]:
    """The first and the last day that one end of a date may mean."""
    year, _dash, rest = text.rstrip("?~%").replace("-XX", "").partition("-")
    if "X" in year:
        return date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31)
    month, _dash, day = rest.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if day:
        return date(int(year), int(month), int(day)), date(int(year), int(month), int(day))
    if month not in SEASONS:
        return _month(int(year), int(month))
    # A winter begins in December of its year, as it is named where it begins.
    begins = int(year), 3 * (int(month) - 20)
    ends = (begins[0] + begins[1] // 12, (begins[1] + 1) % 12 + 1)
    return _month(*begins)[0], _month(*ends)[1]


def _month(year: int, month: int) -> tuple[date, date]:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _said(text: str, *, after: bool) -> str:
    one = text.rstrip("?~%")
    sign = text[len(one) :]
    when = {"when": _bare(one, after=after or sign in ("~", "%"))}
    match sign:
        case "?":
            return _("%(when)s (not certain)") % when
        case "~":
            return _("about %(when)s") % when
        case "%":
            return _("about %(when)s (not certain)") % when
    return when["when"]


def _bare(text: str, *, after: bool) -> str:
    year, _dash, rest = text.replace("-XX", "").partition("-")
    if year.endswith("XX"):
        return _("the %(century)s00s") % {"century": year[:2]}
    if year.endswith("X"):
        return _("the %(decade)s0s") % {"decade": year[:3]}
    if rest in SEASONS:
        return _("%(season)s %(year)s") % {"season": SEASONS[rest], "year": year}
    if not rest:
        return year
    month, _dash, day = rest.partition("-")
    if not day:
        return date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")
    written = date_format(date(int(year), int(month), int(day)))
    return (
        pgettext("after since, until or about", "%(day)s") % {"day": written} if after else written
    )
