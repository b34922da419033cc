"""Campaigns at the desk."""

from django.contrib.auth.models import User
from django.test import Client

from upstander.campaigns.models import Campaign
from upstander.learn.models import Claim

ADD = "/desk/admin/campaigns/campaign/add/"
FORM = {
    "slug": "wells",
    "language": "en",
    "status": "draft",
    "title": "Ask about the wells",
    "request": "Test every well by May.",
    "script": "This is for {title} {name}. {claims} {own_words}",
    "letter": "Dear {title} {name}: {claims} {own_words}",
    "kinds": ["house"],
    "hub-translation-content_type-object_id-TOTAL_FORMS": 0,
    "hub-translation-content_type-object_id-INITIAL_FORMS": 0,
}


def test_a_campaign_is_written_with_its_claims_and_by_whom(
    desk: Client, claim: Claim, olive: User
) -> None:
    answer = desk.post(ADD, FORM | {"guide": claim.guide.pk, "claims": [claim.pk]})

    assert answer.status_code == 302
    kept = Campaign.objects.get()
    assert (kept.kinds, list(kept.claims.all())) == (["house"], [claim])
    assert kept.history.get().history_user == olive


def test_an_unknown_variable_is_refused_beside_its_field(desk: Client, claim: Claim) -> None:
    wrong = {"guide": claim.guide.pk, "letter": "Dear {nmae}:"}
    answer = desk.post(ADD, FORM | wrong)

    assert answer.status_code == 200
    assert "{nmae} is not a variable. Use: {title}, {name}," in answer.content.decode()
    assert not Campaign.objects.exists()
