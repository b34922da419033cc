"""Guides and claims at the desk."""

from django.contrib.auth.models import User
from django.test import Client

from upstander.hub.models import Redirect, Translation
from upstander.learn.models import Citation, Claim, Development, Source

INLINES = ("citations", "developments", "hub-translation-content_type-object_id")


def form(claim: Claim, **changes: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "language": "en",
        "slug": claim.slug,
        "status": claim.status,
        "guide": claim.guide.pk,
        "order": 0,
        "sentence": claim.sentence,
        "true_from": "1950-01-01",
    }
    for prefix in INLINES:
        fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return fields | changes


def test_every_row_written_below_a_claim_says_who_and_why(
    desk: Client, claim: Claim, source: Source, olive: User
) -> None:
    translation = INLINES[2]
    rows = {
        "developments-TOTAL_FORMS": 1,
        "developments-0-on": "2025-07-04",
        "developments-0-what": "Work began.",
        "developments-0-source": source.pk,
        "developments-0-language": "en",
        f"{translation}-TOTAL_FORMS": 1,
        f"{translation}-0-field": "sentence",
        f"{translation}-0-language": "es",
        f"{translation}-0-text": "La ciudad puso tuberías de plomo en 1950.",
    }
    answer = desk.post(f"/desk/admin/learn/claim/{claim.pk}/change/", form(claim, **rows))

    assert answer.status_code == 302
    for row, why in (
        (Claim.objects.get(), "changed at the desk"),
        (Development.objects.get(), "changed at the desk"),
        (Translation.objects.get(), "translated"),
    ):
        newest = row.history.first()
        assert (newest.history_user, newest.history_change_reason) == (olive, why)
    assert claim.text("sentence", "es").state == "current"


def test_a_row_is_taken_off_a_claim(desk: Client, claim: Claim) -> None:
    cited = Citation.objects.get()
    rows = {
        "citations-TOTAL_FORMS": 1,
        "citations-INITIAL_FORMS": 1,
        "citations-0-id": cited.pk,
        "citations-0-claim": claim.pk,
        "citations-0-source": cited.source.pk,
        "citations-0-order": 0,
        "citations-0-DELETE": "on",
    }
    desk.post(f"/desk/admin/learn/claim/{claim.pk}/change/", form(claim, **rows))

    assert not Citation.objects.exists()
    assert Source.objects.exists()


def test_a_new_slug_at_the_desk_leaves_the_old_address_leading_on(
    desk: Client, claim: Claim
) -> None:
    desk.post(f"/desk/admin/learn/claim/{claim.pk}/change/", form(claim, slug="pipes"))

    kept = Claim.objects.get()
    assert kept.slug == "pipes"
    assert Redirect.objects.get().old == "learn/claims/lead-pipes/"
    assert kept.history.first().history_change_reason == "renamed from learn/claims/lead-pipes/"
