"""What came of renewing the lists last, in words; and when it is due."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from platform import node
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from upstander.common.home import home
from upstander.officials.queries.office_facts import seat_of
from upstander.places import packs, renewal

FILE = "state.json"
ASKED = "asked"
"""A file that is there from when somebody asks for newer lists until they are looked for."""
A_DAY = timedelta(days=1)

REASONS: Mapping[str, Promise] = {
    "clock": gettext_lazy(
        "This machine’s clock says %(today)s, and a list in use is of %(newest)s. Set the clock."
    ),
    "fetch": gettext_lazy("%(file)s could not be taken: %(why)s."),
    "data": gettext_lazy("A list is not what it should be. %(why)s"),
    "approve": gettext_lazy(
        "We do not know which content was approved last. Publish once; from then on we do."
    ),
    "publish": gettext_lazy("The pages could not be made. %(why)s"),
    "disk": gettext_lazy("A file could not be written: %(why)s"),
    "none-waits": gettext_lazy("No lists are waiting for a yes."),
    "none-before": gettext_lazy("There are no earlier lists to go back to."),
}
"""Why nothing was changed."""


@dataclass(frozen=True)
class State:
    """What came of it last: `renewed`, `unchanged`, `waiting` for a yes, `failed`, or `back`.

    `tried` is when, `done` when it last went well; both as ISO, empty for never. While the lists
    rest, after somebody went back, none are looked for by themselves. `facts` fill in the words of
    the `reason`.
    """

    tried: str = ""
    done: str = ""
    outcome: str = ""
    resting: bool = False
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""


def read() -> State:
    """Returns what is kept; nothing yet where it cannot be read."""
    try:
        return State(**json.loads(packs.folder(FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return State()


def write(state: State) -> None:
    """Keeps what came of it, whole or not at all; what was asked for is done."""
    new = packs.folder(f".{FILE}")
    new.write_text(json.dumps(asdict(state), ensure_ascii=False), "utf-8")
    new.replace(packs.folder(FILE))
    packs.folder(ASKED).unlink(missing_ok=True)


def ask() -> None:
    """Has the lists looked for as soon as may be.

    Raises:
        OSError: it could not be written down.
    """
    packs.folder().mkdir(parents=True, exist_ok=True)
    packs.folder(ASKED).touch()


def asked_at() -> float:
    """Returns when somebody asked for newer lists, in seconds; 0 once they were looked for."""
    try:
        return packs.folder(ASKED).stat().st_mtime
    except OSError:
        return 0.0


def is_due(now: datetime) -> bool:
    """True once a day, and where somebody asks."""
    if asked_at():
        return True
    state = read()
    if state.resting:
        return False
    return not state.done or day_of(datetime.fromisoformat(state.done)) != day_of(now)


def day_of(moment: datetime) -> date:
    """Returns the day that a moment belongs to; each hub's day begins at a time of its own.

    So publishers are not asked by all hubs at once.
    """
    name = f"{node()}{home()}".encode()
    begins = int.from_bytes(blake2b(name, digest_size=4).digest()) % A_DAY.total_seconds()
    return (moment - timedelta(seconds=begins)).date()


def words(state: State) -> str:
    """Returns in a sentence or two what came of it; empty before the first time."""
    if state.outcome == "failed":
        said = str(REASONS[state.reason]) % dict(state.facts)
        return " ".join((_("The lists were not renewed, and all is as before."), said))
    if state.outcome == "renewed":
        record = renewal.read_record(packs.in_use().renewed)
        return _("The lists were renewed: %(changes)s.") % {
            "changes": changes(record.counts if record else {})
        }
    return {
        "unchanged": _("The publishers have no newer lists."),
        "waiting": _("New lists are waiting for an organizer’s yes."),
        "back": _(
            "We went back to the earlier lists. They stay until somebody asks for newer ones."
        ),
    }.get(state.outcome, "")


def changes(counts: Mapping[str, int]) -> str:
    """Returns what changed, in words: `3 new holders, 1 vacancy`."""
    said: Mapping[str, Callable[[int], str]] = {
        "holder": lambda n: ngettext("%(n)s new holder", "%(n)s new holders", n),
        "vacant": lambda n: ngettext("%(n)s vacancy", "%(n)s vacancies", n),
        "unknown": lambda n: ngettext(
            "%(n)s office whose holder is not known now",
            "%(n)s offices whose holders are not known now",
            n,
        ),
        "contact": lambda n: ngettext(
            "%(n)s office reached another way", "%(n)s offices reached another way", n
        ),
        "new": lambda n: ngettext("%(n)s new office", "%(n)s new offices", n),
        "gone": lambda n: ngettext(
            "%(n)s office no longer listed", "%(n)s offices no longer listed", n
        ),
    }
    found = [
        word(counts[kind]) % {"n": counts[kind]} for kind, word in said.items() if counts.get(kind)
    ]
    return ", ".join(found) or _("newer dates, and nothing else")


@dataclass(frozen=True)
class Row:
    """One office that changed, in words."""

    office_id: str
    seat: str
    words: str


def row(change: Mapping[str, Any], language: str) -> Row:
    """Returns what changed in one office."""
    words = {
        "holder": _("%(after)s now, before %(before)s"),
        "vacant": _("vacant now, before %(before)s"),
        "unknown": _("nobody is listed now, before %(before)s"),
        "contact": _("%(after)s is reached another way"),
        "new": _("listed now"),
        "gone": _("no longer listed"),
    }
    nobody = _("nobody")
    names = {name: change[name] or nobody for name in ("before", "after")}
    seat = seat_of(change["office_id"], language)
    return Row(change["office_id"], seat, words[change["kind"]] % names)


def doubt(one: renewal.Doubt) -> str:
    """Returns in a sentence why an organizer is asked first."""
    if one.code == "holders":
        levels = {
            "federal": _("federal offices"),
            "state": _("state offices"),
            "local": _("mayors"),
        }
        return _(
            "%(changed)s of %(of)s holders of %(level)s would be others, and no election says so."
        ) % {**one.facts, "level": levels[one.facts["level"]]}
    if one.code == "older":
        return _("“%(title)s” would be of %(as_of)s; the list in use is of %(had)s.") % one.facts
    return _("The check “%(title)s” finds %(found)s, which it did not before.") % one.facts
