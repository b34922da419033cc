"""The words for look-ups, seats and calls, by the closed lists of the engine.

Braces are filled with `str.format` on the server and in the same way on a visitor's device, which
gets these tables from the page of parts.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import NoticeCode, Office, Outcome, State

Words = str | Promise

HEADINGS: dict[Outcome, Words] = {
    Outcome.FOUND: _("They represent you in Congress"),
    Outcome.SPLIT: _("More than one district is possible"),
    Outcome.APPROXIMATE: _("Who probably represents you"),
    Outcome.AMBIGUOUS_PLACE: _("Which place do you mean?"),
    Outcome.UNKNOWN: _("We do not know that place"),
    Outcome.FOREIGN: _("That looks like a place outside the United States"),
    Outcome.NO_SEAT: _("That place has no seat in Congress"),
    Outcome.MILITARY: _("The place where you vote decides"),
    Outcome.MALFORMED: _("We could not read that"),
    Outcome.EMPTY: _("Type a ZIP code or a town"),
}

NOTICES: dict[NoticeCode, Words] = {
    NoticeCode.ADDRESS_REDUCED: _("We used only {used} from what you typed."),
    NoticeCode.ALSO_FOREIGN: _(
        "{name} is the name of a place abroad, too. If you mean one in the United States, choose "
        "it, add its state, or type a ZIP code."
    ),
    NoticeCode.AMBIGUOUS_PLACE: _(
        "{count} places are called {name}. Choose yours, or type your ZIP code."
    ),
    NoticeCode.APPROXIMATE_SHORE: _(
        "This point is just outside our lines, by the water or the border. We show the districts "
        "within {metres} meters."
    ),
    NoticeCode.APPROXIMATE_ZIP: _(
        "{zip} is for a post-office box or one building, so it does not say where you live. We "
        "show the districts around it. Type the ZIP code of your home to be surer."
    ),
    NoticeCode.CITY_BY_ZIPS: _(
        "We went by the ZIP codes around {name}, since no post office has that name. To be sure, "
        "type your ZIP code."
    ),
    NoticeCode.COORDINATES_MALFORMED: _(
        "That is not a point on the map. Type latitude, then longitude, such as 41.5868,-93.6250."
    ),
    NoticeCode.COORDINATES_SWAPPED: _(
        "Latitude comes first, then longitude. Did you mean {lat},{lng}?"
    ),
    NoticeCode.COUNTY_BY_ZIPS: _(
        "{name} is too large to tell who represents you. We list every district that we know in "
        "it. Type your ZIP code."
    ),
    NoticeCode.CROSSES_STATES: _("This place lies in more than one state: {states}."),
    NoticeCode.EMPTY: _(
        "You did not type anything yet. A ZIP code has five digits, such as 50309. A town needs "
        "its state, such as Des Moines, IA."
    ),
    NoticeCode.FLOTERIAL: _(
        "A floterial district, which lies over others, may also represent you: {names}."
    ),
    NoticeCode.FOREIGN: _(
        "{name} is not in a US state or territory. Type a US ZIP code, or a town and its state."
    ),
    NoticeCode.FOREIGN_POSTCODE: _(
        "That looks like a postal code of {country}. Type a US ZIP code: five digits."
    ),
    NoticeCode.LINES_EARLIER: _(
        "We know the lines of these {districts} only from {first} on. On {day} others may have "
        "been in force."
    ),
    NoticeCode.LINES_LATER: _(
        "We know the lines of these {districts} only through {last}. On {day} others may be in "
        "force."
    ),
    NoticeCode.LINES_TODAY: _(
        "New districts of the U.S. House have been drawn in {state}. Today’s election is held in "
        "them. They count from {begins} on. Those above count through {last}."
    ),
    NoticeCode.LINES_TO_COME: _(
        "New districts of the U.S. House have been drawn in {state}. You will vote in them on "
        "{day}. They count from {begins} on. Those above count through {last}."
    ),
    NoticeCode.LINES_VOTED: _(
        "New districts of the U.S. House have been drawn in {state}. The election of {day} was "
        "held in them. They count from {begins} on. Those above count through {last}."
    ),
    NoticeCode.MAYOR_BY_NAME: _(
        "{name} is the name of the post office. Its mayor is yours only if you live inside the "
        "city limits."
    ),
    NoticeCode.MAYOR_OF_CITY: _(
        "The mayor of {name} is yours only if you live inside the city limits."
    ),
    NoticeCode.MEMBER_ELECT: _("{name} is to take office on {begins}: {office}."),
    NoticeCode.MILITARY: _(
        "This is a military or diplomatic mail code. Your voting residence, your permanent home in "
        "the United States, decides who represents you. Type its ZIP code."
    ),
    NoticeCode.NEAR_COUNTY_LINE: _(
        "This point is within {metres} meters of a county line, and our outlines of counties are "
        "no finer, so either county may be yours."
    ),
    NoticeCode.NEAR_LINE: _(
        "This point is within {metres} meters of a district line, so either side may be yours."
    ),
    NoticeCode.NEW_LIKELY: _(
        "The districts of the U.S. House in {state} are new since {begins}. Yours is most likely "
        "number {district}: the middle of ZIP code {zip} lies there. Your street decides, and your "
        "election office can tell."
    ),
    NoticeCode.NEW_LINES: _(
        "The districts of the U.S. House in {state} are new since {begins}. We know only where the "
        "middles of ZIP codes lie in them. Your street decides, and your election office can tell."
    ),
    NoticeCode.NEW_ZIP: _(
        "{zip} is on none of our maps, so we go by a list of the addresses that have it. Its state "
        "legislators are those of ZIP codes around it."
    ),
    NoticeCode.NEXT_DISTRICT: _(
        "From {begins} on, this place is in district {district} of {state}."
    ),
    NoticeCode.NEXT_DISTRICTS: _(
        "From {begins} on, this place may be in these districts of {state}: {districts}."
    ),
    NoticeCode.NEXT_LIKELY: _(
        "From {begins} on, your district is most likely number {district} of {state}: the middle "
        "of ZIP code {zip} lies there. Your street decides, and your election office can tell."
    ),
    NoticeCode.NEXT_LIKELY_OR: _(
        "From {begins} on, your district is most likely number {district} of {state}: the middle "
        "of ZIP code {zip} lies there. It may also be {districts}. Your street decides, and your "
        "election office can tell."
    ),
    NoticeCode.NO_LINES: _(
        "We have no outlines of the legislative districts of {states}. A ZIP code tells which may "
        "be yours."
    ),
    NoticeCode.NO_SEAT: _(
        "The US mail goes to {name}, but it is not a US state or territory with a seat in "
        "Congress. If you vote in a US state, type your ZIP code there."
    ),
    NoticeCode.NO_SENATORS: _(
        "Nobody represents {state} in the U.S. Senate. It sends one member to the House, who "
        "speaks there and votes in committees, but not on the final passage of a law."
    ),
    NoticeCode.NOT_BY_ZIP: _(
        "A ZIP code does not tell us the legislative district in {states}, so we list every one "
        "there."
    ),
    NoticeCode.PLACE_BY_ZIPS: _(
        "We went by the ZIP codes that have {name} as their post office. If yours has another "
        "name, or to be sure, type your ZIP code."
    ),
    NoticeCode.PLACE_NOT_CHECKED: _(
        "We have no list of places in {state}, so we did not check the name of this one. All of "
        "{state} has the same seat."
    ),
    NoticeCode.SPLIT_LEGISLATURE: _(
        "More than one district may be yours here: {chambers}. Your street decides, and we list "
        "them all."
    ),
    NoticeCode.SPLIT_PLACE: _(
        "In {name}, {count} districts of the U.S. House are possible. Type the ZIP code of your "
        "home to narrow it down."
    ),
    NoticeCode.SPLIT_STATE: _(
        "{name} has {count} districts in the U.S. House. Type your ZIP code, or your town, to "
        "narrow it down."
    ),
    NoticeCode.SPLIT_ZIP: _(
        "ZIP code {zip} lies in {count} districts of the U.S. House. You live in one of them, and "
        "the ZIP code alone cannot tell which."
    ),
    NoticeCode.TOO_LONG: _("That is too long. Type only a ZIP code, or a town and its state."),
    NoticeCode.UNKNOWN_PLACE: _(
        "We found no place called {name}. Check the spelling, add the state, or type a ZIP code."
    ),
    NoticeCode.UNKNOWN_PLACE_IN_STATE: _(
        "We found no {name} in {state}. Check the spelling, or type a ZIP code."
    ),
    NoticeCode.UNKNOWN_POINT: _(
        "This point is in no US state or territory that we know. Type a ZIP code instead."
    ),
    NoticeCode.UNKNOWN_ZIP: _(
        "We found no ZIP code {zip}. Check the five digits, or type your town and its state."
    ),
    NoticeCode.ZIP_ELSEWHERE: _("The ZIP code {zip} is not in {state}. Which of the two is right?"),
    NoticeCode.ZIP_LENGTH: _(
        "A ZIP code has five digits, and you typed {digits}. If yours begins with 0, type the 0."
    ),
    NoticeCode.ZIP_LETTERS: _("A ZIP code is five digits, with no letters. Check what you typed."),
    NoticeCode.ZIP_PLUS_FOUR: _("We used the first five digits, {zip}."),
}

TERMS: dict[str, Words] = {
    "Canada": _("Canada"),
    "the United Kingdom": _("the United Kingdom"),
    "Palau": _("Palau"),
    "the Federated States of Micronesia": _("the Federated States of Micronesia"),
    "the Marshall Islands": _("the Marshall Islands"),
}
"""Names that notices carry in English."""

DISTRICTS: dict[str, Words] = {
    "state senate": _("state senate"),
    "state house": _("state house"),
    "council": _("council"),
    "legislature": _("legislature"),
    "Senate": _("Senate"),
    "House of Representatives": _("House of Representatives"),
    "districts of Congress": _("districts of Congress"),
    "state senate districts": _("state senate districts"),
    "state house districts": _("state house districts"),
    "counties": _("counties"),
    "places": _("places"),
}
"""What notices that no device says call chambers and districts."""

SEATS: dict[str, Words] = {
    "U.S. Senator": _("U.S. Senator for {state}"),
    "U.S. Representative": _("U.S. Representative for {state}, district {district}"),
    "at-large": _("U.S. Representative for all of {state}"),
    "Delegate": _("Delegate to the U.S. House for {state}"),
    "Resident Commissioner": _("Resident Commissioner of {state} in Congress"),
    "President": _("President of the United States"),
    "Vice President": _("Vice President of the United States"),
    "Mayor of the District of Columbia": _("Mayor of the District of Columbia"),
    "numbered": _("{title}, district {district}, {name}"),
    "seated": _("{title}, district {district}, seat {seat}, {name}"),
    "named": _("{title}, {district}, {name}"),
    "undivided": _("{title} at large, {name}"),
    "accumulated": pgettext_lazy("in Puerto Rico", "{title} at large, {name}"),
    "of": _("{title} of {state}"),
    "mayor": _("Mayor of {place}, {name}"),
}
"""By title in Congress; below it, by what tells a seat from others of its title."""

ROLES: dict[str, Words] = {
    "State Senator": _("State Senator"),
    "State Representative": _("State Representative"),
    "Assembly Member": _("State Assembly Member"),
    "Delegate": _("State Delegate"),
    "Senator": _("Senator"),
    "Representative": _("Representative"),
    "Councilmember": _("Councilmember"),
    "Chairman of the Council": _("Chair of the Council"),
    "Governor": _("Governor"),
    "Lieutenant Governor": _("Lieutenant Governor"),
    "Attorney General": _("Attorney General"),
    "Secretary of State": _("Secretary of State"),
    "Secretary of the Commonwealth": _("Secretary of the Commonwealth"),
    "Treasurer": _("Treasurer"),
    "Auditor": _("Auditor"),
    "Chief Election Officer": _("Chief Election Officer"),
}
"""The offices of states; one that is not in the list stays as the source has it."""

TITLES: dict[str, Words] = {
    "U.S. Senator": pgettext_lazy("before a name", "Senator"),
    "U.S. Representative": pgettext_lazy("before a name", "Representative"),
    "Delegate": pgettext_lazy("before a name", "Delegate"),
    "Resident Commissioner": pgettext_lazy("before a name", "Resident Commissioner"),
    "President": pgettext_lazy("before a name", "President"),
    "Vice President": pgettext_lazy("before a name", "Vice President"),
    "State Senator": pgettext_lazy("before a name", "Senator"),
    "Senator": pgettext_lazy("before a name", "Senator"),
    "State Representative": pgettext_lazy("before a name", "Representative"),
    "Representative": pgettext_lazy("before a name", "Representative"),
    "Assembly Member": pgettext_lazy("before a name", "Assembly Member"),
    "Councilmember": pgettext_lazy("before a name", "Councilmember"),
    "Chairman of the Council": pgettext_lazy("before a name", "Chairman"),
    "Governor": pgettext_lazy("before a name", "Governor"),
    "Lieutenant Governor": pgettext_lazy("before a name", "Lieutenant Governor"),
    "Attorney General": pgettext_lazy("before a name", "Attorney General"),
    "Secretary of State": pgettext_lazy("before a name", "Secretary of State"),
    "Secretary of the Commonwealth": pgettext_lazy(
        "before a name", "Secretary of the Commonwealth"
    ),
    "Chief Election Officer": pgettext_lazy("before a name", "Chief Election Officer"),
    "Auditor": pgettext_lazy("before a name", "Auditor"),
    "Treasurer": pgettext_lazy("before a name", "Treasurer"),
    "Mayor": pgettext_lazy("before a name", "Mayor"),
}
"""How a holder is addressed; a title that is not here is said as the source has it."""

NAMELESS: dict[str, Words] = {
    "state": pgettext_lazy("instead of a name", "{office} for {state}"),
    "district": pgettext_lazy("instead of a name", "{office} for {state}, district {district}"),
    "named": pgettext_lazy("instead of a name", "{office} for {state}, {district}"),
    "of": pgettext_lazy("instead of a name", "{office} of {place}"),
    "other": pgettext_lazy("instead of a name", "the office of {title}, {place}"),
}
"""What stands for a title and a name where we do not know who holds the seat."""

NAMELESS_OFFICES: dict[str, Words] = {
    "U.S. Senator": _("the office of the senator"),
    "U.S. Representative": _("the office of the representative"),
    "Delegate": _("the office of the delegate"),
    "Resident Commissioner": _("the office of the resident commissioner"),
    "President": _("the office of the president"),
    "Vice President": _("the office of the vice president"),
    "State Senator": _("the office of the senator"),
    "Senator": _("the office of the senator"),
    "State Representative": _("the office of the representative"),
    "Representative": _("the office of the representative"),
    "Assembly Member": _("the office of the assembly member"),
    "Councilmember": _("the office of the councilmember"),
    "Chairman of the Council": _("the office of the chair of the council"),
    "Governor": _("the office of the governor"),
    "Lieutenant Governor": _("the office of the lieutenant governor"),
    "Attorney General": _("the office of the attorney general"),
    "Secretary of State": _("the office of the secretary of state"),
    "Secretary of the Commonwealth": _("the office of the secretary of the commonwealth"),
    "Chief Election Officer": _("the office of the chief election officer"),
    "Auditor": _("the office of the auditor"),
    "Treasurer": _("the office of the treasurer"),
    "Mayor": _("the office of the mayor"),
}
"""Whose office that is, by the title; one that is not here is said with its title."""

OFFICES: dict[str, Words] = {
    "senate": _("United States Senate"),
    "house": _("United States House of Representatives"),
    "federal": _("Government of the United States"),
    "upper": _("Senate of {place}"),
    "lower": _("House of Representatives of {place}"),
    "Assembly Member": _("Assembly of {place}"),
    "Delegate": _("House of Delegates of {place}"),
    "legislature": _("Legislature of {place}"),
    "council": _("Council of {place}"),
    "state": _("Government of {place}"),
    "mayor": _("City of {place}"),
}
"""Of what a holder is a member, by chamber, title or level."""

THE_COUNTRY = _("the United States")

PARTIES: dict[str, Words] = {
    "Democrat": _("Democratic Party"),
    "Democratic": _("Democratic Party"),
    "Republican": _("Republican Party"),
    "Libertarian": _("Libertarian Party"),
    "Green": _("Green Party"),
    "Independent": _("no party (independent)"),
}
"""Parties by the names that sources use."""

ZIP = _("{state}, ZIP code {zip}")
"""A place of which only the ZIP code is known."""

POINT = _("We cannot find a point on the map here. Type a ZIP code, or a town and its state.")
"""What a device says to coordinates: it has no district lines."""

BESIDE = (
    NoticeCode.LINES_TODAY,
    NoticeCode.LINES_TO_COME,
    NoticeCode.LINES_VOTED,
    NoticeCode.NEXT_DISTRICT,
    NoticeCode.NEXT_DISTRICTS,
    NoticeCode.NEXT_LIKELY,
    NoticeCode.NEXT_LIKELY_OR,
)
"""Notices that stand below the members of Congress: what is to come."""

NOT_ON_DEVICE = frozenset(
    {
        NoticeCode.LINES_EARLIER,
        NoticeCode.MEMBER_ELECT,
        NoticeCode.NEAR_COUNTY_LINE,
        NoticeCode.NO_LINES,
    }
)
"""Notices about what a visitor's device has no tables of."""

SECTIONS: dict[str, Words] = {
    "nation": _("In the White House"),
    "state": _("In your state or territory"),
    "local": _("In your city and county"),
}
"""What stands below the members of Congress; `choices.SECTIONS` has their order."""

STATE_NOTICES = (
    NoticeCode.FLOTERIAL,
    NoticeCode.LINES_LATER,
    NoticeCode.NOT_BY_ZIP,
    NoticeCode.NO_LINES,
    NoticeCode.SPLIT_LEGISLATURE,
)
LOCAL_NOTICES = (NoticeCode.MAYOR_BY_NAME, NoticeCode.NEAR_COUNTY_LINE)
"""Notices that stand with the officials of a state, and with those of a city or county."""

TIMES: dict[str, Words] = {
    "am": _("{time} a.m."),
    "pm": _("{time} p.m."),
}

OPENING: dict[str, Words] = {
    "open": _("Open now, until {time} there."),
    "soon": _(
        "Closed now. Opens in about {minutes} minutes, at {time} in {city}. You can leave a "
        "voicemail."
    ),
    "today": _("Closed now. Opens today at {time} in {city}. You can leave a voicemail."),
    "later": _("Closed now. Opens {weekday} at {time} in {city}. You can leave a voicemail."),
    "stated": _("It is {time} in {city} now. If nobody answers, leave a voicemail."),
    "unknown": _(
        "It is {time} in {city} now. Office hours are not known. If nobody answers, leave a "
        "voicemail."
    ),
}
"""What stands with an office's number, by its hours and the clocks there."""

DISTANCE: dict[str, Words] = {
    "near": _("about a mile away"),
    "far": _("about {miles} miles away"),
}

OFFICE_KINDS: dict[str, Words] = {
    "capitol": _("Capitol office"),
    "district": _("District office"),
    "office": _("Office"),
    "letters": _("Address for letters"),
}

FULL: dict[str, Words] = {
    "today": _("Callers said today that the mailbox is full. Call in office hours, or write."),
    "yesterday": _(
        "Callers said yesterday that the mailbox is full. Call in office hours, or write."
    ),
    "days": _(
        "Callers said {days} days ago that the mailbox is full. Call in office hours, or write."
    ),
}
"""What callers said of an office's voicemail, by its age."""

NUMBERS: dict[str, Words] = {
    "right": _("The number {wrong}, which others list, is wrong. This one is right as of {day}."),
    "none": _("The number {wrong}, which others list, is wrong."),
    "missing": _("Others list no number of this office. This one is right as of {day}."),
}

SINCE: dict[str, Words] = {
    "since": _("It has been vacant since {day}."),
    "by": _("It is to be filled by {day}."),
}

ELECT: dict[str, Words] = {
    "next": _("{name} is to take office on {day}."),
    "elected": _("{name} was elected on {elected}, and takes office on {day}."),
    "again": _("{name} was elected again on {elected}. The new term begins on {day}."),
}

CORRECTED: dict[str, Words] = {
    "corrected": _("Corrected on {day}. Source:"),
    "elected": _("Result of the election on {elected}, as of {day}. Source:"),
}

CLERK = _("The Clerk of the House runs its office until a new member is sworn in.")

CALL = _("Call {phone}")

CHANNELS: dict[str, Words] = {
    "form": _("Contact form"),
    "website": _("Website"),
}

WAYS: dict[str, Words] = {
    "switchboard": _("The Capitol switchboard connects you to any office in Congress."),
    "chamber_phone": _("Most members of this chamber share this number. Ask for this seat."),
    "chamber_site": _("The legislature’s own site lists its members."),
    "none": _(
        "We have no way to reach this office. Look for its own page, and please tell us the number "
        "you find."
    ),
    "suggest": _("Suggest a number"),
}
"""Ways out where an office has no number, and the words where there is none."""

YOUR_TOWN = _("[your town]")
"""What a script shows where only the caller knows the place."""


def seat(office: Office, state: State | None, language: str) -> str:
    """Returns which seat an office of the pack is, in words."""
    values = {
        "title": str(ROLES.get(office.title, office.title)),
        "district": district(office),
        "seat": office.seat or "",
        "place": office.title.removeprefix(choices.MAYOR),
        "state": places.in_sentence(state, language) if state else "",
        "name": places.state_name(state, language) if state else "",
    }
    return contracted(str(SEATS[_pattern(office)]).format(**values))


def contracted(said: str) -> str:
    """Returns Spanish words with "de el" as one says it; others stay as they are."""
    return re.sub(r"\bde el\b", "del", said)


def _pattern(office: Office) -> str:
    if office.title == choices.AT_LARGE and not office.district:
        return "at-large"
    executive = office.chamber == "executive"
    if office.level == "federal" or (executive and office.title in SEATS):
        return office.title
    if executive:
        return "mayor" if office.level == "local" else "of"
    if not district(office):
        return _undivided(office)
    numbered = "seated" if office.seat else "numbered"
    return numbered if choices.NUMBERED.fullmatch(district(office)) else "named"


def _undivided(office: Office) -> str:
    if office.title == choices.CHAIR:
        return "of"
    return "accumulated" if office.state == choices.BY_ACCUMULATION else "undivided"


def district(office: Office) -> str:
    """Returns the number or the name of a seat's district, as the device has it: `17`, `17A`."""
    if office.level == "federal":
        return str(office.district or "")
    return places.district_name(office)


def elect(name: str, day: str, *, elected: str, again: bool) -> str:
    """Returns who is to take an office on a day, and when they were elected, if that is known.

    Both days are in words already. `again` is true for who holds it until then.
    """
    kind = ("again" if again else "elected") if elected else "next"
    return str(ELECT[kind]).format(name=name, day=day, elected=elected)


def corrected(kind: str, day: str, elected: str) -> str:
    """Returns on which day an office was corrected, before the name of the source."""
    form = CORRECTED["elected" if kind == "elected" else "corrected"]
    return str(form).format(day=day, elected=elected)


def since(since: str, by: str) -> Iterator[str]:
    """Yields since when an office is vacant and by when it is to be filled, as far as known."""
    for name, day in (("since", since), ("by", by)):
        if day:
            yield str(SINCE[name]).format(day=day)


def party(name: str | None) -> str:
    """Returns a party in words; one that is not in the list stays as the source has it."""
    return str(PARTIES.get(name or "", name or ""))


def for_device(language: str) -> dict[str, Any]:
    """Returns every table here in the page's language, for the script on a visitor's device."""
    notices = {code: text for code, text in NOTICES.items() if code not in NOT_ON_DEVICE}
    tables: dict[str, Mapping[Any, Words]] = {
        "headings": HEADINGS,
        "notices": notices,
        "terms": TERMS | DISTRICTS,
        "seats": SEATS,
        "titles": TITLES,
        "nameless": NAMELESS,
        "nameless_offices": NAMELESS_OFFICES,
        "offices": OFFICES,
        "parties": PARTIES,
        "roles": ROLES,
        "sections": SECTIONS,
        "since": SINCE,
        "ways": WAYS,
        "full": FULL,
        "numbers": NUMBERS,
        "elect": ELECT,
        "corrected": CORRECTED,
        "times": TIMES,
        "opening": OPENING,
        "distance": DISTANCE,
        "kinds": OFFICE_KINDS,
    }
    said = {
        name: {str(key): str(text) for key, text in table.items()} for name, table in tables.items()
    }
    said["headings"]["point"] = str(HEADINGS[Outcome.EMPTY])
    said["notices"]["point"] = str(POINT)
    return said | {
        "zip": str(ZIP),
        "country": str(THE_COUNTRY),
        "your_town": str(YOUR_TOWN),
        "beside": [str(code) for code in BESIDE],
        "states": {
            state.code: [
                state.name,
                places.state_name(state, language),
                places.in_sentence(state, language),
            ]
            for state in places.states()
        },
        "sources": {one.key: [one.publisher, one.url] for one in places.sources()},
        "call": str(CALL),
        "clerk": str(CLERK),
        "local_notices": [str(code) for code in LOCAL_NOTICES],
    }
