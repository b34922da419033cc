"""The hub as an RSGI application: the published site in front, Django behind it.

Where the operator opens the look-up for other software, that stands before both.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from granian import _futures

from upstander.common.home import OTHERS, home, is_writable, refresh_is_on
from upstander.config.dynamic import BELOW, POSTED, lookup_is_open, trusted_proxies
from upstander.config.finishing import Finishing
from upstander.web.server import Lookups, Server
from upstander.web.site import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")

# What this process writes is the hub's alone, whichever server runs it.
os.umask(OTHERS)

log = logging.getLogger("upstander.keep_up")

A_MINUTE = 60.0
FINISH = [sys.executable, "-m", "upstander", "finish"]
"""Makes what a publish leaves for later, as long as this process runs: apart from it, so that
readers need not wait."""
REFRESH = [sys.executable, "-m", "upstander", "refresh", "--if-due"]
"""Renews the lists of officials where that is due, apart from it likewise."""
SETTLED = 5 * A_MINUTE
"""Seconds from the start until that is asked for the first time."""


class LazyDjango:
    """Django's own WSGI application, loaded when first needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._application: WSGIApplication | None = None

    def load(self) -> WSGIApplication:
        """Returns the application; a second caller waits while the first one loads it."""
        with self._lock:
            if self._application is None:
                from django.core.wsgi import get_wsgi_application

                self._application = get_wsgi_application()
            return self._application

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        return self.load()(environ, start)


def keep_up() -> None:
    """Loads Django, has each day's work done, each publish finished, and lists renewed."""
    done: date | None = None
    finishing, renewing = Finishing(FINISH), Renewing()
    while is_writable(home()):
        try:
            done = _look(done, finishing)
            renewing.look()
        except Exception:
            # Whatever it is, tomorrow's work must not be lost to it.
            log.exception("The hub's own work was broken off. It is tried again in a minute.")
        sleep(A_MINUTE)
    django.load()


class Renewing:
    """Has the lists of officials renewed once a day, and whenever the desk asks for it."""

    def __init__(self) -> None:
        self._daily, self._on_request = Finishing(REFRESH), Finishing(REFRESH)
        self._begun, self._asked = monotonic(), 0.0

    def look(self) -> None:
        """Begins what is due now. Never waits."""
        from upstander.upkeep.renewing import asked_at, day_of

        self._asked = asked_at() or self._asked
        if self._asked:
            self._on_request.look(self._asked, now=monotonic())
        if refresh_is_on() and monotonic() - self._begun > SETTLED:
            self._daily.look(day_of(datetime.now(UTC)), now=monotonic())


def _look(done: date | None, finishing: Finishing) -> date:
    """Does what is due now, given the day on which the rooms were last asked; returns that day."""
    django.load()
    from django.db import connections

    from upstander.upkeep.due import run_due

    today, current = date.today(), home() / "site" / "current"
    version = str(current.readlink()) if current.is_symlink() else ""
    if done != today:
        run_due(today)
        connections.close_all()
    finishing.look((today, version), now=monotonic())
    return today


def is_organizer(cookies: str) -> bool:
    """Returns whether somebody who has signed in sent these cookies."""
    django.load()
    from upstander.desk.access import is_signed_in

    return is_signed_in(cookies)


def answer_at_once(server: Server) -> None:
    """Has pages answered in the thread that took the request in, before the event loop hears of it.

    Granian has no setting for that. It makes a page cost half of what a turn of the loop does
    (docs/decisions/0003-own-front.md), and without it all would be answered the same.
    """
    of_loop: Callable[..., Callable[[Any], None]] = _futures._cbsched_aioschedule

    def scheduling(loop: object, context: object, callback: object) -> Callable[[Any], None]:
        later = of_loop(loop, context, callback)

        def schedule(request: Any) -> None:
            if server.at_once(request.scope, request.proto):
                request.done()
            else:
                later(request)

        return schedule

    _futures._cbsched_aioschedule = scheduling


def open_lookups() -> Lookups | None:
    """Returns what answers other software, where the operator opens that."""
    if not lookup_is_open():
        return None
    from upstander.config import lookup

    return lookup.Lookups()


django = LazyDjango()
application = Server(
    Front(home() / "site", prefixes=BELOW, posted=POSTED),
    django=django,
    is_organizer=is_organizer,
    lookups=open_lookups(),
    proxies=trusted_proxies(),
)
answer_at_once(application)
# The first organizer or form should not wait a second either.
Thread(target=keep_up, name="keep-up", daemon=True).start()
