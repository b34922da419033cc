"""Campaigns at the desk: writing one, whom it addresses, where they stand, what came of it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from upstander.campaigns import operations
from upstander.campaigns.models import Campaign, Stance
from upstander.campaigns.queries import addressing, tallies, targets
from upstander.campaigns.queries import campaigns as queries
from upstander.campaigns.queries.problems import campaign_problems
from upstander.desk import campaign_preview
from upstander.desk.official_forms import (
    DeskCampaignForm,
    NewCampaignForm,
    StanceForm,
    offices_called,
)
from upstander.desk.operations import write_at
from upstander.hub.admin import organizer
from upstander.hub.operations import delete
from upstander.learn.models import Claim
from upstander.officials.queries import kinds
from upstander.places.queries import Office

FIRST_SCRIPT = gettext_lazy(
    "Hello. I live in {place}. This is for {title} {name}.\n\nI ask for one thing. {request}\n\n"
    "Why it matters to me:\n\n{own_words}\n\nWhat will the office do, specifically? Please send me "
    "an answer. Thank you.\n\nIf they ask what you base this on:\n\n{claims}"
)
FIRST_LETTER = gettext_lazy(
    "Dear {title} {name}:\n\nI live in {place}. I ask for one thing. {request}\n\n{own_words}\n\n"
    "Here is what I base this on, with the sources:\n\n{claims}\n\nPlease answer me: what will you "
    "do, and by when?\n\nSincerely,"
)


@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign, with what keeps it from being published."""
    rows = [
        (row, list(campaign_problems(row)))
        for row in queries.campaigns(preview=True).select_related("guide")
    ]
    return render(request, "desk/campaigns.html", {"rows": rows})


def new(request: HttpRequest) -> HttpResponse:
    """Begins a campaign: a draft with a first script and letter to change."""
    form = NewCampaignForm(request.POST or None)
    if form.is_valid():
        campaign = form.save(commit=False)
        with translation.override(campaign.language):
            campaign.script, campaign.letter = str(FIRST_SCRIPT), str(FIRST_LETTER)
        operations.write_campaign(campaign, claims=[], by=organizer(request))
        return redirect("desk:campaign", campaign.slug)
    status = 422 if form.is_bound else 200
    return render(request, "desk/campaign_new.html", {"form": form}, status=status)


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole campaign, and how it reads for those it addresses; `show` stores nothing."""
    kept = get_object_or_404(Campaign, slug=slug)
    form = DeskCampaignForm(request.POST or None, instance=kept)
    shows = "show" in request.POST
    if form.is_valid() and not shows:
        address = _write(request, form)
        messages.success(request, _("Saved. Visitors see it after the next publish."))
        return redirect("desk:campaign", address)
    context = {"slug": slug, "form": form, "campaign": form.instance}
    context |= _seen(form, asked=form.asked("to") or request.GET.get("to", ""))
    status = 422 if form.errors and not shows else 200
    return render(request, "desk/campaign.html", context, status=status)


def _write(request: HttpRequest, form: DeskCampaignForm) -> str:
    """Stores what the form has; returns the campaign's address."""
    campaign, by = form.instance, organizer(request)
    slug, campaign.slug = campaign.slug, form.initial["slug"]
    write = partial(operations.write_campaign, claims=form.cleaned_data["claims"])
    write_at(campaign, slug=slug, write=write, by=by)
    return slug


def _seen(form: DeskCampaignForm, *, asked: str) -> dict[str, Any]:
    """Whom the campaign addresses as it stands in the form, and its words for one of them."""
    campaign, today = form.instance, localdate()
    addressed = {office.id: office for office in targets.everyone(campaign, on=today)}
    found = [one for one, _called in offices_called(form.asked("whom")) if one in addressed]
    shown = asked if asked in (found or addressed) else next(iter(found or addressed), "")
    offered = [
        addressed[office_id] for office_id in dict.fromkeys([*found, *([shown] if shown else [])])
    ]
    offered += campaign_preview.samples(campaign, addressed.values(), on=today)
    form.offer_targets(list(dict(map(_choice, offered)).items()), shown=shown)
    claims = form.cleaned_data.get("claims") if form.is_bound else None
    cited = campaign.claims.exclude(standing=Claim.Standing.WITHDRAWN) if claims is None else claims
    return {
        "total": len(addressed),
        "counts": campaign_preview.counts(addressed.values(), on=today),
        "previews": campaign_preview.preview(campaign, addressed[shown], claims=cited, on=today)
        if shown
        else [],
        "problems": list(campaign_problems(campaign, addressed.values(), claims=claims)),
    }


def _choice(office: Office) -> tuple[str, str]:
    called = addressing.called(office, language=translation.get_language(), on=localdate())
    return office.id, called


@require_GET
def addressed(request: HttpRequest, slug: str) -> HttpResponse:
    """Every office that a campaign addresses, and what its words lack for each."""
    campaign = get_object_or_404(Campaign, slug=slug)
    today, kind, state = localdate(), request.GET.get("kind", ""), request.GET.get("state", "")
    everyone = list(targets.everyone(campaign, on=today))
    chosen = [
        office
        for office in everyone
        if kind in ("", kinds.of(office.id)) and state in ("", office.state)
    ]
    context = {
        "campaign": campaign,
        "total": len(everyone),
        "counts": campaign_preview.counts(everyone, on=today),
        "problems": list(campaign_problems(campaign, everyone)),
        "chosen": len(chosen),
        "shown": [
            campaign_preview.target(campaign, one, on=today)
            for one in chosen[: campaign_preview.SHOWN]
        ],
        "kind": kind,
        "state": state,
    }
    return render(request, "desk/campaign_addressed.html", context)


def stances(request: HttpRequest, slug: str) -> HttpResponse:
    """Where holders stand on a campaign's request, each with its source."""
    campaign = get_object_or_404(Campaign, slug=slug)
    form = StanceForm(request.POST or None, initial={"as_of": localdate()})
    if form.is_valid():
        stance = form.save(commit=False)
        stance.campaign = campaign
        operations.keep_stance(stance, by=organizer(request))
        messages.success(request, _("Saved. Visitors see it after the next publish."))
        return redirect("desk:stances", slug)
    rows = [(stance, _called(stance)) for stance in campaign.stances.all()]
    context = {"campaign": campaign, "form": form, "rows": rows}
    status = 422 if form.is_bound else 200
    return render(request, "desk/campaign_stances.html", context, status=status)


def _called(stance: Stance) -> str:
    office = targets.known(stance.office_id)
    return _choice(office)[1] if office else stance.office_id


@require_POST
def remove_stance(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a stance away; its office gets the words for everyone."""
    stance = get_object_or_404(Stance, pk=pk, campaign__slug=slug)
    delete(stance, by=organizer(request), why="stance taken away")
    messages.success(request, _("Taken away."))
    return redirect("desk:stances", slug)


@require_GET
def outcomes(request: HttpRequest, slug: str) -> HttpResponse:
    """What visitors chose to have counted, as everyone may see it."""
    campaign = get_object_or_404(Campaign, slug=slug)
    totals = tallies.day_totals(campaign)
    counted = [(tallies.OUTCOMES[code], count) for code, count in totals.outcomes.items()]
    context = {"campaign": campaign, "totals": totals, "counted": counted}
    return render(request, "desk/campaign_outcomes.html", context)
