"""Passkeys at the desk: showing one in place of a code, and one's own list of them.

allauth stores them and knows when a second factor is asked for; its pages for codes are used as
they are. Its pages for passkeys are not: they would take any port and any name below the hub's.
"""

from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
    resume_request,
)
from allauth.account.stages import LoginStageController
from allauth.mfa.base import views as codes
from allauth.mfa.base.internal.flows import check_rate_limit, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from fido2.webauthn import AttestedCredentialData

from upstander.desk import operations, queries, webauthn
from upstander.desk.forms import PasskeyForm
from upstander.hub.admin import organizer


def authenticate(request: HttpRequest) -> HttpResponse:
    """Takes a passkey or a code from somebody who has given their password."""
    if request.method != "POST" or "code" in request.POST:
        response: HttpResponse = codes.authenticate(request)
        return response
    stage = _stage(request)
    if stage is None:
        return redirect("account_login")
    passkey = _shown(request, stage.login.user)
    if passkey is None:
        return redirect("mfa_authenticate")
    post_authentication(request, passkey)
    response = stage.exit()
    return response


def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Takes a passkey or a code from an organizer who is signed in, before they go on."""
    if request.method != "POST" or "code" in request.POST:
        response: HttpResponse = codes.reauthenticate(request)
        return response
    passkey = _shown(request, organizer(request))
    if passkey is None:
        return redirect(request.get_full_path())
    post_authentication(request, passkey, reauthenticated=True)
    return resume_request(request) or redirect("desk:home")


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """What a browser needs to show a passkey, for who signs in or is signed in."""
    user = request.user
    if not isinstance(user, User):
        stage = _stage(request)
        if stage is None:
            raise PermissionDenied("nobody is signing in")
        user = stage.login.user
    return JsonResponse(webauthn.ask(request.session, known=_keys_here(user)))


@require_POST
def ask_new(request: HttpRequest) -> HttpResponse:
    """What a browser needs to make a passkey."""
    user = organizer(request)
    return JsonResponse(webauthn.ask_new(request.session, user, known=_keys_here(user)))


def new(request: HttpRequest) -> HttpResponse:
    """Adds a passkey to those of an organizer."""
    raise_if_reauthentication_required(request, app="allauth.mfa")
    user = organizer(request)
    count = len(queries.passkeys(user)) + 1
    name = _("Passkey %(number)s") % {"number": count}
    form = PasskeyForm(request.POST or None, initial={"name": name})
    if form.is_valid():
        try:
            credential = webauthn.take_new(
                request.session, request.POST.get("credential", ""), known=_keys_here(user)
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            operations.add_passkey(name=form.cleaned_data["name"], credential=credential, by=user)
            messages.success(request, _("Added. From now on you can sign in with it."))
            return redirect("mfa_index")
    context = {"form": form, "address": webauthn.address()}
    return render(request, "desk/passkey_new.html", context, status=422 if form.errors else 200)


def passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """One passkey of an organizer, to be renamed or removed."""
    user = organizer(request)
    found = _own(user, pk)
    form = PasskeyForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        operations.rename_passkey(found, name=form.cleaned_data["name"], by=user)
        messages.success(request, _("Renamed."))
        return redirect("mfa_index")
    context = {"form": form, "passkey": found}
    return render(request, "desk/passkey.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes a passkey of an organizer."""
    raise_if_reauthentication_required(request, app="allauth.mfa")
    user = organizer(request)
    operations.remove_passkey(_own(user, pk), by=user)
    messages.success(
        request, _("Removed. Browsers where you signed in with it ask for a code next.")
    )
    return redirect("mfa_index")


def _shown(request: HttpRequest, user: User) -> Authenticator | None:
    """Returns the passkey of `user` that was shown; else None, and a sentence has said why."""
    here = {one.key.credential_id: one for one in queries.passkeys(user) if one.works}
    try:
        right = check_rate_limit(user)
        shown = webauthn.take(
            request.session,
            request.POST.get("credential", ""),
            known=[one.key for one in here.values()],
        )
        found = operations.use_passkey(here[shown.id], counter=shown.counter, by=user)
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
        return None
    right()
    return found


def _own(user: User, pk: int) -> queries.Passkey:
    found = next((one for one in queries.passkeys(user) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _keys_here(user: User) -> list[AttestedCredentialData]:
    """Returns the passkeys of `user` that work at the hub's address.

    Raises:
        Http404: the hub has none that passkeys are made for.
    """
    if webauthn.address() is None:
        raise Http404
    return [one.key for one in queries.passkeys(user) if one.works]


def _stage(request: HttpRequest) -> AuthenticateStage | None:
    """Returns the step in which somebody has given a password and nothing more, if that is so."""
    return LoginStageController.enter(request, AuthenticateStage.key)
