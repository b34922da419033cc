"""What is known of an office beyond its publisher's file: whether the file says it, else put in."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from upstander.civic.types import ContactOffice, Correction, CorrectionKind, Holder, Office, Vacancy

Fault = Literal["source", "checked", "later", "name", "number", "ends", "elected", "begins"]

FAULTS: Mapping[Fault, str] = {
    "source": "It has no source. Say where this is from, in words or as a web address.",
    "checked": "The day on which it was checked is later than today.",
    "later": "It is dated later than today. Only what is so by now can be corrected.",
    "name": "It names nobody.",
    "number": "It has neither a right number nor a wrong one.",
    "ends": "The last day is missing, or comes before the first one.",
    "elected": "The day of the election is missing, or still to come.",
    "begins": "The term begins before the election.",
}

_IDS = (re.compile(r"[A-Z]\d{6}$"), re.compile("ocd-person/"))
"""Ids of Congress and of Open States."""
_AFTER_NAMES = {"jr", "sr", "ii", "iii", "iv"}
_TERMS_APART = timedelta(days=31)  # two first days of one term; publishers differ by some
_A_DAY = timedelta(days=1)
CLERK = "The Clerk of the House runs the office and its staff until a new member is sworn in."
"""Who serves meanwhile where a seat in the House is vacant."""


def fault(correction: Correction, *, on: date) -> Fault | None:
    """The first thing for which a correction cannot be taken on a day; see ``FAULTS``."""
    kind, ends, elected = correction.kind, correction.ends, correction.elected
    begun = elected if kind == "elected" else correction.since
    wrong: Mapping[Fault, bool] = {
        "source": not (correction.source.strip() or correction.url),
        "elected": kind == "elected" and (elected is None or elected > on),
        "checked": correction.checked > on,
        "later": begun is not None and begun > on,
        "name": kind in ("held", "elected") and not (correction.name or "").strip(),
        "number": kind == "number" and not (correction.wrong or correction.right),
        "begins": elected is not None and correction.since < elected,
        "ends": ends < correction.since if ends is not None else kind == "term-ends",
    }
    return next((name for name, found in wrong.items() if found), None)


def corrected(office: Office, corrections: Iterable[Correction]) -> Office:
    """An office with those corrections that its file does not say itself yet.

    ``office`` is as the file has it. Where a desk knows something, what the package knows of the
    same is passed over; see ``in_order``.
    """
    needed = tuple(one for one in in_order(corrections) if not is_said(office, one))
    for one in needed:
        office = _PUT_IN[one.kind](office, one)
    return replace(office, corrections=needed) if needed else office


def in_order(corrections: Iterable[Correction]) -> Iterator[Correction]:
    """Those that count, as they follow each other: of what a desk knows, the desk's alone."""
    known = sorted(corrections, key=lambda one: (one.since, one.checked))
    at_desk = {_about(one) for one in known if one.at_desk}
    return (one for one in known if one.at_desk or _about(one) not in at_desk)


def _about(correction: Correction) -> tuple[str, str]:
    """The office, and which of its facts it is: who holds it, a number, an end, a next term."""
    fact = {"held": "holder", "left": "holder", "vacant": "holder"}.get(
        correction.kind, correction.kind
    )
    if correction.kind == "number":
        fact += _digits(correction.wrong)
    return correction.office_id, fact


# Whether the file says it


def is_said(office: Office, correction: Correction) -> bool:
    """Whether the file, which ``office`` is from, says the same, or speaks of later days.

    An older one that says the same does not count: the correction is what keeps it current. What is
    known of a number ends with the wrong number.
    """
    kind, since = correction.kind, correction.since
    if kind == "number":
        return not _lists(office, correction.wrong)
    if kind in ("held", "elected") and any(_comes(one, correction) for one in office.successors):
        return True
    now = office.holder_on(office.as_of)
    later = now is not None and now.term_start is not None and now.term_start > since
    newer = office.as_of >= max(since, correction.checked)
    return later or (newer and _SAID[kind](office, now, correction))


def _says_holder(_office: Office, now: Holder | None, correction: Correction) -> bool:
    return now is not None and _is(now, correction) and _ends_so(now, correction)


def _says_elected(_office: Office, now: Holder | None, correction: Correction) -> bool:
    return now is not None and (_is(now, correction) or now.term_start == correction.since)


def _says_left(_office: Office, now: Holder | None, correction: Correction) -> bool:
    return now is None or not _whose(now, correction)


def _says_vacant(office: Office, now: Holder | None, _correction: Correction) -> bool:
    return now is None and office.vacancy is not None


def _says_end(office: Office, now: Holder | None, correction: Correction) -> bool:
    last = now or office.holder
    return last is None or not _whose(last, correction) or _ends_so(last, correction)


_SAID: Mapping[CorrectionKind, Callable[[Office, Holder | None, Correction], bool]] = {
    "held": _says_holder,
    "left": _says_left,
    "vacant": _says_vacant,
    "term-ends": _says_end,
    "elected": _says_elected,
}


def _comes(successor: Holder, correction: Correction) -> bool:
    """Whether somebody to take office is whom a correction names, for the same term."""
    begins = successor.term_start
    same_term = begins is not None and abs(begins - correction.since) <= _TERMS_APART
    return same_term and _is(successor, correction)


def _lists(office: Office, number: str) -> bool:
    """Whether a number is listed; no number, whether none is."""
    listed = office.holder.phones if office.holder else ()
    return _digits(number) in set(map(_digits, listed)) if number else not listed


def _digits(number: str) -> str:
    """What tells numbers apart, however they are written; the country's 1 does not."""
    digits = re.sub(r"\D", "", number, flags=re.ASCII)
    return digits[1:] if len(digits) > 10 and digits[0] == "1" else digits


def _ends_so(holder: Holder, correction: Correction) -> bool:
    return correction.ends in (None, holder.term_end)


def _whose(holder: Holder, correction: Correction) -> bool:
    """Whether a correction that may leave out the name is about somebody."""
    return correction.name is None or _is(holder, correction)


def _is(holder: Holder, correction: Correction) -> bool:
    """Whether somebody is whom a correction names: by ids of one kind, else by the names."""
    person = correction.person_id or ""
    kinds = [
        next((pattern for pattern in _IDS if pattern.match(one)), None)
        for one in (holder.id, person)
    ]
    if kinds[0] is not None and kinds[0] is kinds[1]:
        return holder.id == person
    return same_name(holder.name, correction.name or "")


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: the same family name, and first names that agree.

    "Everton Blair Jr." is "Everton J. Blair", and "E. Blair"; but not "Anna Blair".
    """
    first, second = _words(one), _words(other)
    if not (first and second) or first[-1] != second[-1]:
        return False
    given, others = first[:-1], second[:-1]
    if not (given and others):
        return given == others
    return any(a == b for a in given for b in others if len(a) > 1) or _initial(given, others)


def _initial(given: list[str], others: list[str]) -> bool:
    """Whether one of the first names is only the other's first letter."""
    a, b = given[0], others[0]
    return a[0] == b[0] and 1 in (len(a), len(b))


def same_winner(one: Correction, other: Correction) -> bool:
    """Whether two results name one person: by ids, else by their names within one state."""
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    return _state(one) == _state(other) and same_name(one.name or "", other.name or "")


def _state(correction: Correction) -> str:
    first, *rest = correction.office_id.split("-")
    return rest[1] if first == "us" and len(rest) > 1 else first


def sits_on(office: Office, result: Correction) -> Holder | None:
    """Who holds an office beyond the day on which the result of an election would fill it.

    Then it was not up, but for somebody appointed, who sits until the next election.
    """
    holder = office.holder_on(result.elected or result.since)
    if holder is None or holder.last_day is None or holder.how == "appointment":
        return None
    return holder if holder.last_day > result.since + _TERMS_APART else None


def _words(name: str) -> list[str]:
    """The words of a name without case, accents, punctuation, and what stands after names."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z]+", plain.replace("'", ""))
    return [word for word in words if word not in _AFTER_NAMES]


# Putting it in


def _put_holder(office: Office, correction: Correction) -> Office:
    """Somebody who held it on the file's day already is who holds it; else they come next."""
    if correction.since > office.as_of:
        return _put_successor(office, correction)
    return replace(
        office,
        holder=_person(office, correction),
        vacancy=None,
        successors=tuple(one for one in office.successors if _begins_after(one, correction.since)),
    )


def _put_successor(office: Office, correction: Correction) -> Office:
    begins = correction.since
    before = tuple(one for one in office.successors if not _begins_after(one, begins - _A_DAY))
    ended = _up_to(replace(office, successors=before), begins)
    return replace(ended, successors=(*ended.successors, _person(office, correction)))


def _put_absence(office: Office, correction: Correction) -> Office:
    """Nobody who held it does any more."""
    return _up_to(office, correction.since - _A_DAY)


def _put_vacancy(office: Office, correction: Correction) -> Office:
    """A vacancy from a day on; one that the file has already goes on as it has it."""
    vacancy = office.vacancy or Vacancy(
        reason=None,
        since=correction.since,
        until=None,
        note=None,
        serves_meanwhile=CLERK if office.chamber == "house" else None,
    )
    known = max(correction.checked, office.as_of)
    vacancy = replace(
        vacancy, until=correction.ends or vacancy.until, filled_by=None, checked=known
    )
    limit = _limit(office, known)
    return replace(_put_absence(office, correction), vacancy=vacancy, limit=limit)


def _put_end(office: Office, correction: Correction) -> Office:
    """The end of the term of who serves on the day from which the correction holds."""
    whose = office.holder_on(correction.since) or office.holder
    if whose is None or not _whose(whose, correction):
        return office
    ended = replace(whose, term_end=correction.ends, turnover=None)
    if whose is office.holder:
        return replace(office, holder=ended)
    others = (ended if one is whose else one for one in office.successors)
    return replace(office, successors=tuple(others))


def _put_number(office: Office, _correction: Correction) -> Office:
    """A number is corrected where it is said, with the reason: see ``number_for``."""
    return office


_PUT_IN: Mapping[CorrectionKind, Callable[[Office, Correction], Office]] = {
    "held": _put_holder,
    "left": _put_absence,
    "vacant": _put_vacancy,
    "number": _put_number,
    "term-ends": _put_end,
    "elected": _put_successor,
}


def number_for(number: str, corrections: Iterable[Correction]) -> Correction | None:
    """The correction of a number of an office, if there is one; empty for none listed."""
    digits = _digits(number)
    return next(
        (one for one in corrections if one.kind == "number" and _digits(one.wrong) == digits), None
    )


def _begins_after(holder: Holder, day: date) -> bool:
    return holder.term_start is not None and holder.term_start > day


def _up_to(office: Office, last: date) -> Office:
    """An office whose holders and vacancy up to a day are known to be over with it."""

    def ended(holder: Holder) -> Holder:
        beyond = holder.last_day is None or holder.last_day > last
        if _begins_after(holder, last) or not beyond:
            return holder
        return replace(holder, term_end=last, turnover=None)

    vacancy = office.vacancy
    if vacancy is not None and (vacancy.until is None or vacancy.until > last):
        vacancy = replace(vacancy, until=last)
    return replace(
        office,
        holder=ended(office.holder) if office.holder else None,
        vacancy=vacancy,
        successors=tuple(map(ended, office.successors)),
    )


def _person(office: Office, correction: Correction) -> Holder:
    """Whom a correction names, with what the file has of them, or of the office itself.

    An executive's public offices are the office's own, whoever holds it. Mailboxes and accounts
    may be the last one's, and so may everything of a member of a legislature.
    """
    name, before = correction.name or "", office.holder
    kept = before if before is not None and _is(before, correction) else None
    itself = kept or (before if office.chamber == "executive" else None)
    return Holder(
        id=correction.person_id or (kept.id if kept else f"{office.id}:{name}"),
        name=name,
        party=correction.party or (kept.party if kept else None),
        term_start=correction.since,
        term_end=correction.ends or _congress_end(office, correction.since),
        website=itself.website if itself else None,
        contact_form=itself.contact_form if itself else None,
        offices=kept.offices if kept else _without_name(itself) if itself else (),
        accounts=kept.accounts if kept else (),
        how=None,
        emails=kept.emails if kept else (),
        links=kept.links if kept else (),
        turnover=None if correction.ends else correction.turnover,
        since=_unbroken(kept, correction) if kept else correction.since,
        elected=correction.elected,
        limit=_limit(office, max(correction.checked, correction.since)),
        checked=correction.checked,
    )


def _unbroken(before: Holder, correction: Correction) -> date:
    """Since when somebody holds an office who held it before."""
    return min(correction.since, before.since or before.term_start or correction.since)


def _limit(office: Office, known: date) -> date | None:
    """Until when something known on a day counts as current: as long as the file's records do."""
    return None if office.limit is None else known + (office.limit - office.as_of)


def _without_name(holder: Holder) -> tuple[ContactOffice, ...]:
    """Somebody's public offices, their addresses without the person's name."""
    family = _words(holder.name)[-1:]
    found = []
    for office in holder.offices:
        parts = (office.address or "").split(", ")
        kept = [part for part in parts if not set(family) & set(_words(part))]
        found.append(replace(office, address=", ".join(kept) or None))
    return tuple(found)


def _congress_end(office: Office, begins: date) -> date | None:
    """The end of a term in Congress as the Twentieth Amendment has it, for the others ``None``.

    In the House it is the next 3 January of an odd year; in the Senate this tells only of a full
    term, which begins on such a day.
    """
    if office.chamber == "house":
        days = (date(begins.year + years, 1, 3) for years in range(3))
        return next(day for day in days if day.year % 2 and day > begins)
    full = (begins.month, begins.day) == (1, 3) and begins.year % 2 == 1
    return begins.replace(year=begins.year + 6) if office.chamber == "senate" and full else None
