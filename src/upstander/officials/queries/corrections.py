"""What this hub's organizers know of offices beyond the lists."""

from upstander.officials.models import OfficeCorrection
from upstander.officials.queries.reach import Corrections
from upstander.places import queries as places
from upstander.places.queries import Correction


def known_here() -> tuple[Correction, ...]:
    """Returns all of it, as the engine takes it."""
    return tuple(row.record for row in OfficeCorrection.objects.all())


def numbers() -> dict[str, Corrections]:
    """Returns the wrong numbers that the tables and this hub know, by office.

    Each has the right one (empty where nobody knows it), where that stands, and as of when.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for one in places.corrections():
        if one.kind == "number":
            found.setdefault(one.office_id, {})[one.wrong] = {
                "right": one.right,
                "source": one.url or "",
                "as_of": one.checked.isoformat(),
            }
    return dict(found)


def is_needed(row: OfficeCorrection) -> bool:
    """Returns whether the lists do not say by now what a correction says."""
    try:
        return not places.is_said(places.listed(row.office_id), row.record)
    except places.UnknownOffice:  # one that this hub has added
        return True
