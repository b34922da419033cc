"""The English words of every notice, for the command line. Plain, and short enough to act on."""

from datetime import date

from upstander.civic.types import Notice, NoticeCode

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
    NoticeCode.BALLOT_LINES_UNKNOWN: (
        "These are the districts of the term that ends on {until}. Some states have drawn new "
        "lines, so your next ballot may be for another district."
    ),
    NoticeCode.COORDINATES_MALFORMED: (
        "That is not a point on the map. Type latitude, then longitude, such as 41.5868,-93.6250."
    ),
    NoticeCode.COORDINATES_SWAPPED: (
        "Latitude comes first, then longitude. Did you mean {lat},{lng}?"
    ),
    NoticeCode.CROSSES_STATES: "This place lies in more than one state: {states}.",
    NoticeCode.EMPTY: "Type a ZIP code, or a city and state.",
    NoticeCode.FOREIGN: (
        "That looks like a place in {name}, not in a US state or territory. Type a ZIP code, or a "
        "US city and state."
    ),
    NoticeCode.FOREIGN_POSTCODE: (
        "That looks like a postal code of {country}. Type a US ZIP code: five digits."
    ),
    NoticeCode.MILITARY: (
        "This is a military or diplomatic mail code. Your voting residence, your permanent "
        "home in the United States, decides who represents you. Type its ZIP code. "
        "Help with voting from there: {url}"
    ),
    NoticeCode.NEAR_LINE: (
        "This point is within {metres} meters of a district line, so either side may be yours."
    ),
    NoticeCode.NO_SEAT: (
        "The US mail serves {name}, but it is not a US state or territory with a seat in Congress."
    ),
    NoticeCode.NO_SENATORS: (
        "{state} has no senators. It sends a {title} to the House, who cannot vote on final "
        "passage of a law."
    ),
    NoticeCode.PLACE_BY_ZIPS: (
        "We went by the ZIP codes that have {name} as their post office. If yours has another "
        "name, or to be sure, type your ZIP code."
    ),
    NoticeCode.PLACE_NOT_CHECKED: (
        "We have no list of places in {state}, so we did not check the name of this one. All of "
        "{state} has the same seat."
    ),
    NoticeCode.SPLIT_PLACE: (
        "{name} lies in {count} districts. Type the ZIP code of your home to narrow it down."
    ),
    NoticeCode.SPLIT_STATE: (
        "{name} has {count} districts. Type your ZIP code, or your city, to narrow it down."
    ),
    NoticeCode.SPLIT_ZIP: (
        "ZIP code {zip} lies in {count} districts. A street address or a map tells you which is "
        "yours."
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
    NoticeCode.ZIP_LENGTH: (
        "A ZIP code has five digits, and you typed {digits}. If yours begins with 0, type the 0."
    ),
    NoticeCode.ZIP_LETTERS: "A ZIP code is five digits and nothing else.",
    NoticeCode.ZIP_PLUS_FOUR: "We used the first five digits, {zip}.",
}


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


def _written(value: str | int | date) -> str:
    if isinstance(value, date):
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    return str(value)
