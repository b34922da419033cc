"""Facts that a visitor's device fetches after its first answer; the same for every place."""

from django.http import HttpRequest, JsonResponse

from upstander.hub.context import language
from upstander.officials.queries import added, answers, reports


def added_json(request: HttpRequest) -> JsonResponse:
    """The officials that this hub has added, and whom they represent."""
    return JsonResponse({"officials": [added.for_device(row, language()) for row in added.rows()]})


def committees_json(request: HttpRequest) -> JsonResponse:
    """The committees of Congress that the holder of each seat sits on, as places in `names`."""
    return JsonResponse(answers.committees_by_seat())


def notes_json(request: HttpRequest) -> JsonResponse:
    """Full mailboxes and corrected numbers of all offices: one file for every visitor."""
    return JsonResponse(reports.notes())
