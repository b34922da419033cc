"""Has each request that reaches Django answered from the tables that are in use now."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from upstander.civic import PackError
from upstander.places import queries as places

log = logging.getLogger("upstander.tables")


class NewestTables:
    """Sees, before a request is answered, whether tables were renewed or gone back from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers one request."""
        try:
            places.take_up()
        except PackError as error:  # what needs no tables is answered all the same
            log.error("%s", error)  # noqa: TRY400  (it says all there is to know)
        return self.get_response(request)
