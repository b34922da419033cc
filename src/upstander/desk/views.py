"""The desk: what waits, deciding on it, looking at it, publishing it."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from upstander.desk import operations, queries
from upstander.desk.forms import BackForm, FirstOrganizerForm, HubForm
from upstander.desk.models import Invitation
from upstander.hub import registry
from upstander.hub.admin import organizer
from upstander.hub.context import language
from upstander.hub.operations import set_up_hub
from upstander.hub.queries import hub
from upstander.suggestions.models import Suggestion
from upstander.suggestions.operations import accept as accept_suggestion
from upstander.suggestions.operations import reject as reject_suggestion
from upstander.suggestions.operations import reject_all
from upstander.suggestions.queries import alike, waiting
from upstander.upkeep import renewing
from upstander.web import publishing


@sensitive_post_parameters()
def first(request: HttpRequest, token: str) -> HttpResponse:
    """Who comes by a one-time address chooses a password, once; a GET uses nothing up."""
    try:
        back = queries.invitation(token).user
        form = (
            BackForm(request.POST or None, instance=back)
            if back
            else FirstOrganizerForm(request.POST or None)
        )
        if not form.is_valid():
            status = 422 if form.is_bound else 200
            return render(request, "desk/first.html", {"form": form, "back": back}, status=status)
        store = operations.come_back if back else operations.make_first_organizer
        user = store(form.save(commit=False), token=token)
    except Invitation.DoesNotExist:
        return render(request, "desk/first_closed.html", status=404)
    response: HttpResponse = perform_login(request, user, redirect_url=reverse("mfa_activate_totp"))
    request.session.set_expiry(0)
    return response


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for an organizer."""
    context = {
        "is_set_up": hub().pk is not None,
        "waiting": waiting().count(),
        "unfinished": queries.unfinished(),
        "drafts": list(queries.drafts()),
        "old_sources": queries.old_sources(localdate()),
        "renewing": renewing.words(renewing.read()),
        "needs_look": queries.renewal_needs_a_look(),
        "old_added": queries.old_added(localdate()),
        "problems": list(registry.problems()),
        "behind": publishing.behind(),
    }
    return render(request, "desk/home.html", context)


def set_up(request: HttpRequest) -> HttpResponse:
    """The hub's name, promise, place, languages and operator."""
    form = HubForm(request.POST or None, instance=hub())
    if form.is_valid():
        set_up_hub(form.save(commit=False), by=organizer(request))
        messages.success(request, _("Saved. Visitors see it after the next publish."))
        return redirect("desk:home")
    return render(request, "desk/set_up.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """Every suggestion that waits, with all that it says."""
    rows = [(suggestion, queries.answers(suggestion)) for suggestion in waiting()]
    return render(request, "desk/review.html", {"rows": rows})


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a suggestion up and goes to what became of it."""
    suggestion = get_object_or_404(Suggestion, pk=pk)
    try:
        address = accept_suggestion(suggestion, by=organizer(request))
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
        return redirect("desk:review")
    messages.success(request, _("Accepted. This is what it became; look it over."))
    return redirect(address)


@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Turns a suggestion down."""
    suggestion = get_object_or_404(Suggestion, pk=pk)
    try:
        reject_suggestion(suggestion, by=organizer(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Rejected. It will be deleted in a week."))
    return redirect("desk:review")


def reject_alike(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what is like a suggestion, and turns down what an organizer leaves chosen."""
    suggestion = get_object_or_404(Suggestion.objects.filter(status="waiting"), pk=pk)
    found = alike(suggestion)
    if request.method == "POST":
        chosen = set(request.POST.getlist("suggestion"))
        count = reject_all([one for one in found if str(one.pk) in chosen], by=organizer(request))
        messages.success(
            request,
            ngettext(
                "Rejected %(count)s suggestion. It will be deleted in a week.",
                "Rejected %(count)s suggestions. They will be deleted in a week.",
                count,
            )
            % {"count": count},
        )
        return redirect("desk:review")
    rows = [(one, queries.answers(one)) for one in found]
    return render(request, "desk/alike.html", {"rows": rows})


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publishes the hub; what keeps it from that is listed at the desk."""
    try:
        report = publishing.publish()
    except publishing.Refused:
        messages.error(request, _("Nothing was published. Fix what is listed here first."))
    except publishing.PublishError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Published %(pages)s pages in %(seconds).1f seconds.")
            % {"pages": report.pages, "seconds": report.seconds},
        )
    return redirect("desk:home")


@require_GET
def preview(request: HttpRequest, path: str) -> HttpResponse:
    """A public page as a visitor will see it, with drafts; `path` has no language."""
    wanted = request.GET.get("language", language())
    code = wanted if wanted in dict(settings.LANGUAGES) else language()
    with translation.override(code):
        try:
            match = resolve(f"/{code}/{path}")
        except Resolver404 as missing:
            raise Http404 from missing
        shown = {"preview": True, "shown_path": f"{get_script_prefix()}{code}/{path}"}
        vars(request).update(shown)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    response["Content-Language"] = code
    return response
