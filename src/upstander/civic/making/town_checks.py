"""What is answered for towns by name, held against the districts of their points."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from upstander.civic.engine import Civic
from upstander.civic.making.zip_checks import Figure
from upstander.civic.types import Located, Outcome

if TYPE_CHECKING:
    from upstander.civic.making.sources.towns import City

LARGEST = 500
"""Towns that are asked for without their state, too."""

Seats = Callable[[float, float], Collection[str]]


def towns_by_name(
    civic: Civic, cities: "Iterable[City]", seats_at: Seats, on: date
) -> tuple[Figure, Figure, Figure]:
    """Towns as "City, ST", the largest by their name alone, and those that were taken for others.

    ``seats_at`` tells the ids of the House seats at a latitude and a longitude; those of another
    state, for a town on its line, do not count. A name alone may be
    several towns': then this one must be among those that are offered.
    """
    towns = sorted(cities, key=lambda city: -city.population)
    missed, taken, alone = [], [], []
    for number, city in enumerate(towns):
        here = {seat for seat in seats_at(city.lat, city.lng) if _in_state([seat], city.state)}
        text = f"{city.name}, {city.state}"
        located = civic.lookup(text, on=on, levels=["federal"])
        told = _seats(located)
        where = f"{text}: {located.outcome}, {', '.join(sorted(told)) or 'no district'}"
        if not (here & told if here else _in_state(told, city.state)):
            missed.append(where)
        others = {seat for seat in told if not _in_state([seat], city.state)}
        if located.outcome is Outcome.FOUND and (others or (here and not here & told)):
            taken.append(where)
        if number < LARGEST and not _offered(civic.lookup(city.name, on=on), city, here):
            alone.append(f"{city.name} ({city.state})")
    count = len(towns)
    return (
        Figure("Towns answered with the district of their point", 0.995, count, tuple(missed)),
        Figure("Towns that are never found elsewhere", 1.0, count, tuple(taken)),
        Figure("The largest towns by name alone", 0.995, min(LARGEST, count), tuple(alone)),
    )


def _offered(located: Located, city: "City", here: Collection[str]) -> bool:
    """Whether a name alone is answered with a town's district, or offers its state."""
    if located.offices:
        return not here or not _seats(located).isdisjoint(here)
    return city.state in [place.state for place in located.places]


def _seats(located: Located) -> set[str]:
    """The House seats that are told, certain or not."""
    return {office.id for office in located.offices if office.chamber == "house"}


def _in_state(seats: Iterable[str], state: str) -> bool:
    return any(seat.split("-")[2].upper() == state for seat in seats)
