"""Renewing the lists of officials, as one step: fetched, made beside, looked through, in use.

Everything stays as it is until the new site is whole; one rename then turns readers over to its
pages and to the tables that they were made from. Whatever goes wrong before is written down for the
desk, and nothing else has changed.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from upstander.places import packs, renewal
from upstander.places import queries as places
from upstander.upkeep import renewing
from upstander.upkeep.renewing import State
from upstander.web import editions, folders
from upstander.web.approved import NothingApproved
from upstander.web.publishing import PublishError, follow, publish_again

LOCK = "refresh.lock"
WAITING = "waiting"
"""Links to the tables that an organizer is asked about."""
NEW = ".new-"
FAILURES: Mapping[type[Exception], str] = {
    renewal.BadSource: "data",
    renewal.PackError: "data",
    NothingApproved: "approve",
    PublishError: "publish",
    DatabaseError: "publish",
    OSError: "disk",
}
"""What may go wrong, and the reason that the desk gives."""

FOLLOWED = ("renewed", "unchanged", "back")
"""After what the folders for static hosts are looked at."""

Say = Callable[[str], None]


class Running(Exception):
    """Another process is renewing the lists at this moment."""


class Failed(Exception):
    """Nothing was changed. `code` says why, in one of the words of `renewing.REASONS`."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def refresh(
    *,
    source: Path | None = None,
    web: renewal.Web | None = None,
    agree: bool = False,
    by: str = "",
    say: Say = lambda line: None,
) -> State:
    """Renews the lists of officials, and publishes what was approved last with them.

    Args:
        source: a folder to take the publishers' files from.
        web: fetches them; else as every hub does.
        agree: takes them even where an organizer should be asked first.
        by: who asked for it.

    Returns:
        what came of it, as it is kept for the desk.

    Raises:
        Running: another process does it.
        OSError: what came of it could not be written down.
    """

    def renew() -> State:
        if date.today() < (newest := renewal.dated()):
            raise Failed("clock", today=date.today().isoformat(), newest=newest.isoformat())
        say("Asking the publishers for what has changed ...")
        renewal.bring(source=source, web=web, say=say)
        return _taken_up(agree=agree, by=by, say=say)

    return _alone(renew, say=say)


def agree(*, by: str, say: Say = lambda line: None) -> State:
    """Takes the tables into use that wait for an organizer's yes.

    Raises:
        Running, OSError: as `refresh`.
    """

    def take() -> State:
        name = waiting()
        if name is None:
            raise Failed("none-waits")
        return _switched(name, by=by, say=say)

    return _alone(take, say=say)


def go_back(*, by: str, say: Say = lambda line: None) -> State:
    """Goes back to the tables before those in use. Nothing is renewed until somebody asks for it.

    Raises:
        Running, OSError: as `refresh`.
    """

    def back() -> State:
        before = earlier()
        if before is None:
            raise Failed("none-before")
        _switch(before, say=say)
        return _state("back", resting=True, by=by)

    return _alone(back, say=say)


def waiting() -> str | None:
    """Returns the name of the tables that wait for an organizer's yes."""
    link = packs.folder(WAITING)
    name = link.readlink().name if link.is_symlink() else ""
    return name if name and packs.folder(name).is_dir() else None


def record_of_waiting() -> renewal.Record | None:
    """Returns what is known of the tables that wait; None where none do."""
    name = waiting()
    return renewal.read_record(name) if name else None


def earlier() -> str | None:
    """Returns the name of the tables before those in use; empty for those not renewed.

    None where there are none: these were never renewed, or those before are gone.
    """
    record = renewal.read_record(packs.in_use().renewed) if packs.in_use().renewed else None
    if record is None:
        return None
    is_there = not record.before or packs.folder(record.before).is_dir()
    return record.before if is_there else None


def _alone(work: Callable[[], State], *, say: Say) -> State:
    """Does the work unless another process does some, and keeps what came of it.

    Folders for static hosts follow then, also those that a run which was killed left behind.
    """
    try:
        with folders.alone(packs.folder(), lock=LOCK):
            _clear()
            state = _told(work)
            renewing.write(state)
            if state.outcome in FOLLOWED:
                follow(say=say)
            return state
    except folders.Busy as error:
        raise Running from error


def _told(work: Callable[[], State]) -> State:
    """Returns what came of the work, whatever it was."""
    try:
        places.take_up()
        return work()
    except Failed as failed:
        return _state("failed", reason=failed.code, facts=failed.facts)
    except renewal.Unfetched as error:
        facts = {"file": error.file, "why": error.reason, "more": error.more}
        return _state("failed", reason="fetch", facts=facts)
    except tuple(FAILURES) as error:
        reason = next(code for kind, code in FAILURES.items() if isinstance(error, kind))
        return _state("failed", reason=reason, facts={"why": str(error)})


def _taken_up(*, agree: bool, by: str, say: Say) -> State:
    """Makes new tables from the files at hand where they would be others, and takes them up."""
    mark = renewal.mark()
    if _is_of(packs.in_use().renewed, mark):
        packs.folder(WAITING).unlink(missing_ok=True)
        _prune()
        return _state("unchanged")
    name = waiting()
    if name is None or not _is_of(name, mark):
        name = _make(mark, say=say)
    record = renewal.read_record(name)
    if record is not None and record.doubts and not agree:
        _link(WAITING, name)
        _prune()
        return _state("waiting")
    return _switched(name, by=by, say=say)


def _is_of(name: str | None, mark: str) -> bool:
    record = renewal.read_record(name) if name else None
    return record is not None and record.mark == mark


def _make(mark: str, *, say: Say) -> str:
    """Makes new tables, whole and looked through; returns their name."""
    now = datetime.now(UTC)
    name = f"{now:%Y%m%dT%H%M%S}Z-{secrets.token_hex(3)}"
    new = packs.folder(f"{NEW}{name}")
    say("Making new tables beside those in use ...")
    renewal.make(new, say=say)
    say("Looking them through ...")
    used = packs.in_use()
    changes, doubts = renewal.examine(new, used.folder, on=date.today())
    record = renewal.Record(
        mark=mark,
        made=now.isoformat(timespec="seconds"),
        before=used.renewed,
        counts=renewal.counted(changes),
        changes=tuple(changes[: renewal.MOST_LISTED]),
        doubts=tuple(doubts),
    )
    renewal.write_record(new, record)
    os.sync()
    new.rename(packs.folder(name))
    return name


def _switched(name: str, *, by: str, say: Say) -> State:
    """Takes tables into use that were made and looked through."""
    record = renewal.read_record(name)
    if record is not None:
        agreed = replace(record, before=packs.in_use().renewed, agreed_by=by)
        renewal.write_record(packs.folder(name), agreed)
    _switch(name, say=say)
    packs.folder(WAITING).unlink(missing_ok=True)
    _prune()
    return _state("renewed", by=by)


def _switch(name: str, *, say: Say) -> None:
    """Turns readers over to the pages made from these tables, and look-ups to the tables.

    Where nothing is published, a link is all there is.

    Raises:
        NothingApproved, PublishError: as `publish_again`; nothing has changed.
        PackError: the tables cannot be read.
    """
    tables = packs.at(packs.folder(name), name) if name else packs.at(packs.base())
    if editions.read(settings.HOME / "site" / "current") is not None:
        say("Publishing what was approved last, with the new tables ...")
        with places.answering_from(tables):
            publish_again(say=say)
    elif name:
        _link(packs.LINK, name)
    else:
        packs.folder(packs.LINK).unlink(missing_ok=True)
    places.take_up()


def _link(link: str, name: str) -> None:
    new = packs.folder(f"{NEW}{secrets.token_hex(3)}")
    new.symlink_to(name)
    new.replace(packs.folder(link))


def _clear() -> None:
    """Removes what a run that was killed left behind."""
    for path in packs.folder().glob(f"{NEW}*"):
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path)


def _prune() -> None:
    """Keeps the tables in use, those before them, and those that wait."""
    kept = {packs.in_use().renewed, earlier(), waiting()}
    for name in packs.kept():
        if name not in kept:
            shutil.rmtree(packs.folder(name))


def _state(outcome: str, **more: Any) -> State:
    """Returns what is kept for the desk; whether the lists rest stays as it was."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    before = renewing.read()
    done = before.done if outcome in ("failed", "back") else now
    resting = bool(more.pop("resting", False))
    return State(tried=now, done=done, outcome=outcome, resting=resting, **more)
