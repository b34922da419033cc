"""What views of every room share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def shown_as(request: HttpRequest, view: str, *args: str) -> None:
    """Has the answer to a form link to other languages as the page named `view` does."""
    vars(request)["shown_path"] = reverse(view, args=args)


@contextmanager
def or_404() -> Iterator[None]:
    """Turns "there is no such object" inside the block into the page for that."""
    try:
        yield
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def visitor_form(view: View[P]) -> View[P]:
    """Marks a view that takes a visitor's form: POST only, no cookie, nothing kept on the way.

    A visitor has no session, so a forged request could do nothing in their name; hence no CSRF
    token, which would need a cookie.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Our pages send UTF-8; of what else a program may claim, some cannot even be decoded.
        request.encoding = "utf-8"
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return cast("View[P]", csrf_exempt(require_POST(answer)))
