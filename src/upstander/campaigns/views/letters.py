"""Writing: to whom, in what words."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.csrf import csrf_exempt

from upstander.campaigns.forms import LetterForm
from upstander.campaigns.models import Campaign
from upstander.campaigns.queries import letters, own_words, sending, sitting
from upstander.campaigns.queries.letters import Recipient
from upstander.campaigns.views.campaigns import whole
from upstander.hub.context import absolute, language
from upstander.hub.views import visitor_form
from upstander.officials.queries import answers
from upstander.places.queries import Office


@csrf_exempt
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to write to, and in what words; the letter is made on the device, or by posting."""
    context = whole(request, slug)
    if request.method == "POST":
        return _letter(request, context)
    return render(request, "campaigns/letter.html", context | _writing(context["campaign"]))


@visitor_form
def _letter(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The questions of a letter to the official that was posted; with answers, the letter."""
    campaign = context["campaign"]
    form = LetterForm(request.POST, auto_id="%s")
    if not form.is_valid():
        context |= _writing(campaign) | {"refused": form}
        office = form.cleaned_data.get("office")
        if office:
            card = answers.card(office, language=language(), on=date.today())
            context |= {"form": form, "card": card}
        return render(request, "campaigns/letter.html", context, status=422)
    office, place = form.cleaned_data["office"], form.cleaned_data["place"]
    context |= {
        "form": form,
        "card": answers.card(office, language=language(), on=date.today()),
        "onward": sitting.onward(
            campaign, form.cleaned_data, how="letter", language=language(), on=date.today()
        ),
    }
    if context["card"].vacant:
        return render(request, "campaigns/letter.html", context)
    if "story" not in request.POST:
        asked = campaign.text("request", language()).value
        first = {"office": office.id, "place": place, "request": asked}
        first["rest"] = context["onward"].waiting if context["onward"] else ""
        first["represents"] = form.cleaned_data["represents"]
        context["form"] = LetterForm(initial=first, auto_id="%s")
        return render(request, "campaigns/letter.html", context)
    to = letters.recipient(
        office,
        place=place,
        language=language(),
        on=date.today(),
        represents=form.cleaned_data["represents"],
    )
    made = _made(campaign, to, form, claims=context["claims"])
    if len(made["letter"]) > letters.LONGEST:
        form.add_error("story", letters.too_long(made["letter"]))
        context |= {"refused": form}
        return render(request, "campaigns/letter.html", context, status=422)
    context |= made | _ways(campaign, office, form, text=made["letter"])
    return render(request, "campaigns/letter.html", context)


def _made(campaign: Campaign, to: Recipient, form: LetterForm, *, claims: Any) -> dict[str, Any]:
    """The letter, to whom, and how much of it is the visitor's own."""
    asked = campaign.text("request", language()).value
    wish, own = form.wish(asked), form.own_part()

    def fill(own: str, wish: str) -> str:
        return letters.letter(
            campaign, to, claims=claims, own_words=own, request=wish, language=language()
        )

    text = fill(own, wish)
    if wish != asked and wish not in text:
        text = fill(f"{wish}\n\n{own}", wish)
    level = own_words.level(own, theirs=f"{asked} {fill('', asked)}")
    return {
        "letter": text,
        "recipient": to,
        "text": letters.wording(campaign, to.id, "letter", language()),
        "own": level,
        "own_words": own_words.SAYS[level],
        "today": date_format(date.today()),
    }


def _ways(campaign: Campaign, office: Office, form: LetterForm, *, text: str) -> dict[str, Any]:
    """How the visitor sends it: by e-mail, in a post."""
    holder = office.holder_on(date.today())
    title = campaign.text("title", language()).value
    address = next(iter(holder.emails), "") if holder else ""
    return {
        "email": sending.email(address, subject=title, text=text) if address else None,
        "posts": sending.posts(
            holder.accounts if holder else (),
            request=form.wish(campaign.text("request", language()).value),
            link=absolute(campaign.get_absolute_url()),
            represents=form.cleaned_data["represents"],
        ),
    }


def _writing(campaign: Campaign) -> dict[str, Any]:
    """From what the device makes a letter."""
    asked = campaign.text("request", language()).value
    claims = campaign.claims.all()
    wordings = letters.wordings(campaign, "letter", language())
    return {
        "form": LetterForm(initial={"request": asked}, auto_id="%s"),
        "wish": asked,
        "text": wordings[""],
        "wordings": {side: letters.paragraphs(text.value) for side, text in wordings.items()},
        "cited": letters.cited(claims, language()),
        "longest": letters.LONGEST,
        "too_long": letters.TOO_LONG,
        "link": absolute(campaign.get_absolute_url()),
        "post_words": sending.POSTS,
        "networks": sending.networks(),
        "own_says": {level: str(words) for level, words in own_words.SAYS.items()},
        "own_rules": {
            "enough": own_words.ENOUGH,
            "run": own_words.RUN,
            "marks": own_words.MARKS,
        },
    }
