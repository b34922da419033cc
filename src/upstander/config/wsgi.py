"""The hub as a WSGI application: the published site in front, Django behind it.

Where the operator opens the look-up for other software, that stands before both.
"""

import os
from collections.abc import Iterable
from threading import Lock, Thread
from time import sleep
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from upstander.common.home import home
from upstander.config.dynamic import BELOW, POSTED, lookup_is_open
from upstander.web.site import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")

A_DAY = 24 * 60 * 60


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
    """Loads Django, and from then on has the rooms do each day's work."""
    django.load()
    from upstander.upkeep.due import run_due

    while True:
        run_due()
        sleep(A_DAY)


django = LazyDjango()
application: WSGIApplication = Front(home() / "site", dynamic=django, prefixes=BELOW, posted=POSTED)
if lookup_is_open():
    from upstander.config.lookup import LookupFront

    application = LookupFront(application)
# The first organizer or form should not wait a second either.
Thread(target=keep_up, name="keep-up", daemon=True).start()
