"""Giving words back that the database did not take."""

import logging
from collections.abc import Callable, Iterator

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("upstander.keeping")

SECRET = ("password", "code", "token")
"""What a field's name has in it that is for no page to show. Of these a CSRF token goes back."""
SHORT = 40
"""Characters. What is no longer, and one word, was chosen or is the form's own, and goes along."""


class WordsGivenBack:
    """Answers a form whose words the database did not take: with the words, to send again.

    A database that is locked is waited for first, for as long as its settings say.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Returns the page with the words; None where something else failed."""
        if request.method != "POST" or not isinstance(error, OperationalError):
            return None
        log.error("the database did not take a form (%s)", type(error).__name__)
        fields = list(_fields(request))
        context = {
            "action": request.path,
            "words": [(name, value) for name, value in fields if _is_words(value)],
            "others": [(name, value) for name, value in fields if not _is_words(value)],
            "files": sorted(request.FILES),
        }
        response = render(request, "web/not_kept.html", context, status=503)
        response["Retry-After"] = "5"
        response["Cache-Control"] = "no-store"
        return response


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        is_secret = any(part in name.lower() for part in SECRET)
        if not is_secret or name == "csrfmiddlewaretoken":
            yield from ((name, value) for value in values)


def _is_words(value: str) -> bool:
    return len(value) > SHORT or len(value.split()) > 1
