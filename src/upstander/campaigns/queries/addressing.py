"""How a script or a letter calls an official: title, name and office, in words."""

from datetime import date

from upstander.officials.queries import added, kinds, words
from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import Office


def title(office: Office, language: str) -> str:
    """Returns how the holder is addressed: "Senator", "Mayor"; an added one as this hub says."""
    if kinds.of(office.id) == "added":
        return added.row(office.id).text("title", language).value
    name = "Mayor" if office.title.startswith(choices.MAYOR) else office.title
    return str(words.TITLES.get(name, name))


def name(office: Office, *, language: str, on: date) -> str:
    """Returns who holds the office on a day, or the seat in words where that is not known."""
    holder = office.holder_on(on)
    if holder:
        return holder.name
    where, district = place(office, language), words.district(office)
    if office.chamber not in (*choices.CONGRESS, *choices.LEGISLATURES):
        key = "of"
    elif not district:
        key = "state"
    else:
        key = "district" if choices.NUMBERED.fullmatch(district) else "named"
    said = str(words.NAMELESS[key]).format(place=where, state=where, district=district)
    return words.contracted(said)


def whole_name(office: Office, *, language: str, on: date) -> str:
    """Returns the title and the name, or the title and the seat: "Senator Ana Ruiz"."""
    return f"{title(office, language)} {name(office, language=language, on=on)}"


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
