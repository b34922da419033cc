"""How a script or a letter calls an official: title, name and office, in words."""

from datetime import date

from upstander.officials.queries import added, kinds, words
from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import Office


def title(office: Office, language: str) -> str:
    """Returns how the holder is addressed: "Senator", "Mayor"; an added one as this hub says."""
    if kinds.of(office.id) == "added":
        return _title(office, language)
    name = _title(office, language)
    return str(words.TITLES.get(name, name))


def _title(office: Office, language: str) -> str:
    """The title by which tables of words have it; an added one as this hub says."""
    if kinds.of(office.id) == "added":
        return added.row(office.id).text("title", language).value
    return "Mayor" if office.title.startswith(choices.MAYOR) else office.title


def name(office: Office, *, language: str, on: date) -> str:
    """Returns who holds the office on a day, or whose office it is where that is not known."""
    holder = office.holder_on(on)
    if holder:
        return holder.name
    where, called = place(office, language), _title(office, language)
    said = words.NAMELESS_OFFICES.get(called)
    values = {"office": said, "title": called, "district": words.district(office)}
    pattern = words.NAMELESS[_pattern(office) if said else "other"]
    return words.contracted(str(pattern).format(place=where, state=where, **values))


def _pattern(office: Office) -> str:
    district = words.district(office)
    legislator = office.chamber in (*choices.CONGRESS, *choices.LEGISLATURES)
    if not legislator or office.title == choices.CHAIR:
        return "of"
    if not district:
        return "state"
    return "district" if choices.NUMBERED.fullmatch(district) else "named"


def whole_name(office: Office, *, language: str, on: date) -> str:
    """Returns the title and the name, or whose office it is: "Senator Ana Ruiz"."""
    said = name(office, language=language, on=on)
    return f"{title(office, language)} {said}" if office.holder_on(on) else said


def called(office: Office, *, language: str, on: date) -> str:
    """Returns an office in a list: "Senator Ana Ruiz (us-senate-ia-2)"."""
    return f"{whole_name(office, language=language, on=on)} ({office.id})"


def body(office: Office, language: str) -> str:
    """Returns of what the holder is a member: "United States Senate", "City of Ames"."""
    kind = kinds.of(office.id)
    if kind == "added":
        return place(office, language)
    if kind in choices.CONGRESS:
        key = kind
    elif office.chamber in choices.LEGISLATURES:
        council = choices.COUNCIL.search(office.title)
        key = office.title if office.title in words.OFFICES else office.chamber
        key = "council" if council else key
    elif office.level == "local":
        key = "mayor"
    else:
        key = office.level
    return words.contracted(str(words.OFFICES[key]).format(place=place(office, language)))


def place(office: Office, language: str) -> str:
    """Returns whom the office is for: a state, a city, the country, or as its organizers say."""
    if kinds.of(office.id) == "added":
        return added.row(office.id).text("area", language).value
    if office.level == "local":
        return office.title.removeprefix(choices.MAYOR)
    if office.state is None:
        return str(words.THE_COUNTRY)
    return places.in_sentence(places.state(office.state), language)
