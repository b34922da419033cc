"""The pages of single offices, and the lists of them. A publish makes all of these in bulk."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from upstander.common.feeds import ATOM
from upstander.hub.context import is_preview
from upstander.officials.queries import pages
from upstander.officials.queries.pages import Page
from upstander.officials.views import office_documents, shelf
from upstander.places.queries import UnknownOffice


def index(request: HttpRequest) -> HttpResponse:
    """The lists of offices: the country's, and each state's."""
    return render(request, "officials/offices.html", shelf.index_context())


def index_json(request: HttpRequest) -> JsonResponse:
    """The lists, for software."""
    return JsonResponse(shelf.index_document())


def news(request: HttpRequest) -> HttpResponse:
    """What changed lately in Congress and in the offices of the hub's own states."""
    return render(request, shelf.News.TEMPLATE, shelf.news(date.today()).context())


def news_feed(request: HttpRequest) -> HttpResponse:
    """The same as a feed."""
    return HttpResponse(shelf.news(date.today()).feed(), content_type=ATOM)


def office(request: HttpRequest, name: str) -> HttpResponse:
    """One office by its id; for the code of a state or of the country, its list."""
    if name in shelf.lists():
        context = shelf.list_context(name, shelf.offices_of(name, on=date.today()))
        return render(request, "officials/office_list.html", context)
    return render(request, "officials/office.html", shelf.office_context(_page(request, name)))


def office_json(request: HttpRequest, name: str) -> JsonResponse:
    """One office, or a list, for software."""
    if name in shelf.lists():
        return JsonResponse(shelf.list_document(shelf.offices_of(name, on=date.today())))
    return JsonResponse(office_documents.document(_page(request, name)))


def card(request: HttpRequest, name: str) -> HttpResponse:
    """One office for an address book."""
    body = office_documents.vcard(_page(request, name))
    return HttpResponse(body, content_type=office_documents.VCARD)


def feed(request: HttpRequest, name: str) -> HttpResponse:
    """What changed in one office."""
    return HttpResponse(office_documents.feed(_page(request, name)), content_type=ATOM)


def _page(request: HttpRequest, office_id: str) -> Page:
    try:
        office, known = pages.known_office(office_id, preview=is_preview(request))
    except UnknownOffice as missing:
        raise Http404 from missing
    return pages.page(office, known, on=date.today())
