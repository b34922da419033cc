"""The English words of every notice, and of offices that nobody is known to hold.

For the command line: plain, and short enough to act on.
"""

from datetime import date
from functools import lru_cache

from upstander.civic.types import Holder, Notice, NoticeCode, Office, Vacancy

_WORDS = {
    NoticeCode.ADDRESS_REDUCED: "We used only {used} from what you typed.",
    NoticeCode.ALSO_FOREIGN: (
        "{name} is the name of a place abroad, too. If you mean one in the United States, add "
        "its state, or type a ZIP code."
    ),
    NoticeCode.AMBIGUOUS_PLACE: (
        "{count} places are called {name}. Add the state, or type a ZIP code."
    ),
    NoticeCode.APPROXIMATE_SHORE: (
        "This point is just outside our lines, by the water or the border. "
        "We show the districts within {metres} meters."
    ),
    NoticeCode.APPROXIMATE_ZIP: (
        "{zip} is a post-office box or a single building, so we cannot tell where you live. "
        "We show the districts around it. Try the ZIP code of your home."
    ),
    NoticeCode.CITY_BY_ZIPS: (
        "We went by the ZIP codes around {name}, since no post office has that name. To be sure, "
        "type your ZIP code."
    ),
    NoticeCode.COORDINATES_MALFORMED: (
        "That is not a point on the map. Type latitude, then longitude, such as 41.5868,-93.6250."
    ),
    NoticeCode.COORDINATES_SWAPPED: (
        "Latitude comes first, then longitude. Did you mean {lat},{lng}?"
    ),
    NoticeCode.COUNTY_BY_ZIPS: (
        "{name} is too large to tell who represents you. We list every district that we know in "
        "it. Type your ZIP code."
    ),
    NoticeCode.CROSSES_STATES: "This place lies in more than one state: {states}.",
    NoticeCode.EMPTY: "Type a ZIP code, or a city and state.",
    NoticeCode.FLOTERIAL: (
        "A floterial district, which lies over others, may also represent you: {names}."
    ),
    NoticeCode.FOREIGN: (
        "That looks like a place in {name}, not in a US state or territory. Type a ZIP code, or a "
        "US city and state."
    ),
    NoticeCode.FOREIGN_POSTCODE: (
        "That looks like a postal code of {country}. Type a US ZIP code: five digits."
    ),
    NoticeCode.LINES_EARLIER: (
        "We know the lines of these {districts} only from {first} on. On {day} others may have "
        "been in force."
    ),
    NoticeCode.LINES_LATER: (
        "We know the lines of these {districts} only through {last}. On {day} others may be in "
        "force."
    ),
    NoticeCode.LINES_TODAY: (
        "New districts of the U.S. House have been drawn in {state}. Today's election is held in "
        "them, and they are in force from {begins} on. Today's districts are, through {last}."
    ),
    NoticeCode.LINES_TO_COME: (
        "New districts of the U.S. House have been drawn in {state}. You will vote in them on "
        "{day}, and they are in force from {begins} on. Today's districts are, through {last}."
    ),
    NoticeCode.LINES_VOTED: (
        "New districts of the U.S. House have been drawn in {state}. The election of {day} was "
        "held in them, and they are in force from {begins} on. Today's districts are, through "
        "{last}."
    ),
    NoticeCode.MAYOR_BY_NAME: (
        "{name} is the name of the post office. Its mayor is yours only if you live inside the "
        "city limits."
    ),
    NoticeCode.MAYOR_OF_CITY: (
        "The mayor of {name} is yours only if you live inside the city limits."
    ),
    NoticeCode.MEMBER_ELECT: "{name} is to take office on {begins}: {office}.",
    NoticeCode.MILITARY: (
        "This is a military or diplomatic mail code. Your voting residence, your permanent "
        "home in the United States, decides who represents you. Type its ZIP code. "
        "Help with voting from there: {url}"
    ),
    NoticeCode.NEAR_COUNTY_LINE: (
        "This point is within {metres} meters of a county line, and our outlines of counties are "
        "no finer, so either county may be yours."
    ),
    NoticeCode.NEAR_LINE: (
        "This point is within {metres} meters of a district line, so either side may be yours."
    ),
    NoticeCode.NEW_LIKELY: (
        "The districts of the U.S. House in {state} are new since {begins}. Yours is most likely "
        "number {district}: the middle of ZIP code {zip} lies there. Your street decides, and your "
        "election office can tell."
    ),
    NoticeCode.NEW_LINES: (
        "The districts of the U.S. House in {state} are new since {begins}. We know only where the "
        "middles of ZIP codes lie on the new lines. Your street decides, and your election office "
        "can tell."
    ),
    NoticeCode.NEW_ZIP: (
        "{zip} is on none of our maps, so we go by a list of the addresses that have it. Its state "
        "legislators are those of ZIP codes around it."
    ),
    NoticeCode.NEXT_DISTRICT: "From {begins} on, this place is in district {district} of {state}.",
    NoticeCode.NEXT_DISTRICTS: (
        "From {begins} on, this place may be in these districts of {state}: {districts}."
    ),
    NoticeCode.NEXT_LIKELY: (
        "From {begins} on, your district is most likely number {district} of {state}: the middle "
        "of ZIP code {zip} lies there. Your street decides, and your election office can tell."
    ),
    NoticeCode.NEXT_LIKELY_OR: (
        "From {begins} on, your district is most likely number {district} of {state}: the middle "
        "of ZIP code {zip} lies there. It may also be {districts}. Your street decides, and your "
        "election office can tell."
    ),
    NoticeCode.NO_LINES: (
        "We have no outlines of the legislative districts of {states}. A ZIP code tells which may "
        "be yours."
    ),
    NoticeCode.NO_SEAT: (
        "The US mail serves {name}, but it is not a US state or territory with a seat in Congress."
    ),
    NoticeCode.NO_SENATORS: (
        "{state} is not represented in the U.S. Senate. It sends a {title} to the House, who "
        "cannot vote on final passage of a law."
    ),
    NoticeCode.NOT_BY_ZIP: (
        "A ZIP code does not tell us the legislative district in {states}, so we list every one "
        "there."
    ),
    NoticeCode.PLACE_BY_ZIPS: (
        "We went by the ZIP codes that have {name} as their post office. If yours has another "
        "name, or to be sure, type your ZIP code."
    ),
    NoticeCode.PLACE_NOT_CHECKED: (
        "We have no list of places in {state}, so we did not check the name of this one. All of "
        "{state} has the same seat."
    ),
    NoticeCode.SPLIT_LEGISLATURE: (
        "More than one district may be yours here: {chambers}. Your street decides, and we list "
        "them all."
    ),
    NoticeCode.SPLIT_PLACE: (
        "In {name}, {count} districts of the U.S. House are possible. Type the ZIP code of your "
        "home to narrow it down."
    ),
    NoticeCode.SPLIT_STATE: (
        "{name} has {count} districts in the U.S. House. Type your ZIP code, or your city, to "
        "narrow it down."
    ),
    NoticeCode.SPLIT_ZIP: (
        "ZIP code {zip} lies in {count} districts of Congress. Your street decides which is yours, "
        "and we list them all."
    ),
    NoticeCode.TOO_LONG: "That is too long. Type a ZIP code, or a city and state.",
    NoticeCode.UNKNOWN_PLACE: (
        "We do not know a place called {name}. Check the spelling, add the state, or type a ZIP "
        "code."
    ),
    NoticeCode.UNKNOWN_PLACE_IN_STATE: (
        "We do not know {name} in {state}. Check the spelling, or type a ZIP code."
    ),
    NoticeCode.UNKNOWN_POINT: (
        "This point is in no US state or territory that we know. Type a ZIP code instead."
    ),
    NoticeCode.UNKNOWN_ZIP: "We do not know the ZIP code {zip}. Check the five digits.",
    NoticeCode.ZIP_ELSEWHERE: ("The ZIP code {zip} is not in {state}. Which of the two is right?"),
    NoticeCode.ZIP_LENGTH: (
        "A ZIP code has five digits, and you typed {digits}. If yours begins with 0, type the 0."
    ),
    NoticeCode.ZIP_LETTERS: "A ZIP code is five digits and nothing else.",
    NoticeCode.ZIP_PLUS_FOUR: "We used the first five digits, {zip}.",
}

_REMEMBERED = 256  # notices kept
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def notice(code: NoticeCode, **params: str | int | date) -> Notice:
    """A notice with its English words. Dates are written out there, and as ISO in ``params``."""
    words = {name: _written(value) for name, value in params.items()}
    return Notice(
        code, _WORDS[code].format(**words), {name: str(value) for name, value in params.items()}
    )


@lru_cache(_REMEMBERED)
def notice_of_state(code: NoticeCode, **params: str | int | date) -> Notice:
    """The same, kept for later look-ups: only for what no visitor typed."""
    return notice(code, **params)


def standing(office: Office, on: date) -> str:
    """What is known of an office that nobody is known to hold on a day, in words."""
    said = _vacant(office) if office.status(on) == "vacant" else _unknown(office, on)
    for successor in office.successors:
        if successor.term_start is not None and on < successor.term_start:
            said += f" {successor.name} is to take it on {_written(successor.term_start)}."
    return said


def last_known(office: Office, holder: Holder) -> str:
    """How old it is what is known of who holds an office, past the limit of its source."""
    return f"Last known on {_written(office.known_on(holder))}; check the official page."


def _vacant(office: Office) -> str:
    vacancy = office.vacancy
    since = f" since {_written(vacancy.since)}" if vacancy and vacancy.since else ""
    filled = (
        f" It is to be filled by {_written(vacancy.filled_by)}."
        if (vacancy and vacancy.filled_by)
        else ""
    )
    return f"This office is vacant{since}.{filled}"


def _unknown(office: Office, on: date) -> str:
    after = "we do not know who holds this office after that."
    known = [holder for holder in (office.holder, *office.successors) if holder is not None]
    begun = [holder for holder in known if holder.term_start is None or holder.term_start <= on]
    if begun and begun[-1].term_end is not None:
        return f"The term ended on {_written(begun[-1].term_end)}; {after}"
    if begun and begun[-1].turnover is not None:
        return f"New terms began on {_written(begun[-1].turnover)}; {after}"
    if office.vacancy and (office.vacancy.since or office.as_of) <= on:
        return f"This office was vacant {_was_vacant(office, office.vacancy, on)}; {after}"
    if known and not begun and known[0].term_start is not None:
        return f"We know only who holds this office from {_written(known[0].term_start)} on."
    return "We do not know who holds this office."


def _was_vacant(office: Office, vacancy: Vacancy, on: date) -> str:
    """How long a vacancy was known that is not known any more."""
    if vacancy.filled_by and vacancy.filled_by < on:
        return f"and was to be filled by {_written(vacancy.filled_by)}"
    if vacancy.until and vacancy.until < on:
        return f"until the term ended on {_written(vacancy.until)}"
    return f"on {_written(office.known_on(vacancy))}"


def _written(value: str | int | date) -> str:
    if isinstance(value, date):
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    return str(value)
