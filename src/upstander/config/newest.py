"""Has each request that reaches Django answered from the tables that are in use now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from upstander.places import queries as places


class NewestTables:
    """Sees, before a request is answered, whether tables were renewed or gone back from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers one request."""
        places.take_up()
        return self.get_response(request)
