"""What organizers write, and what corrections do to it."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from upstander.hub.models import Redirect
from upstander.hub.operations import rename, translate
from upstander.learn import operations
from upstander.learn.models import Claim, Correction, Guide, Source


def correction(claim: Claim, source: Source, **changes: object) -> Correction:
    fields: dict[str, object] = {
        "claim": claim,
        "said": claim.sentence,
        "right": "The city laid lead pipes in 1951.",
        "why": "The minutes name the year.",
        "since": date(2025, 6, 1),
        "source": source,
    }
    return Correction(**(fields | changes))


def test_a_correction_gives_its_claim_the_new_standing_and_says_who_did_it(
    claim: Claim, source: Source, olive: User
) -> None:
    operations.correct(correction(claim, source, standing_after="withdrawn"), by=olive)

    kept = Claim.objects.get()
    assert kept.is_withdrawn
    newest = kept.history.first()
    assert (newest.history_user, newest.history_change_reason) == (
        olive,
        "corrected: now withdrawn",
    )


def test_a_correction_cannot_be_changed_or_removed(claim: Claim, source: Source) -> None:
    kept = operations.correct(correction(claim, source), by=None)

    kept.right = "The city never laid lead pipes."
    with pytest.raises(ValidationError):
        kept.save()
    with pytest.raises(ValidationError):
        kept.delete()
    assert Correction.objects.get().right == "The city laid lead pipes in 1951."


def test_a_refused_correction_leaves_the_claim_as_it_was(claim: Claim, source: Source) -> None:
    with pytest.raises(ValidationError, match="why"):
        operations.correct(correction(claim, source, why=""), by=None)

    assert Claim.objects.get().standing == Claim.Standing.SUPPORTED
    assert not Correction.objects.exists()


def test_sources_keep_the_order_given(claim: Claim, source: Source) -> None:
    second = operations.keep_source(
        Source(title="A letter", url="https://paper.example/letter", publisher="The paper"), by=None
    )
    operations.write_claim(claim, sources=[second, source], by=None)

    assert [row.source for row in claim.citations.all()] == [second, source]


def test_the_same_source_is_kept_once(source: Source) -> None:
    again = Source(title=source.title, url=source.url, publisher="Somebody else")

    assert operations.keep_source(again, by=None) == source


@pytest.mark.parametrize("slug", ["claims", "corrections"])
def test_a_guide_cannot_take_an_address_of_the_room(guide: Guide, slug: str) -> None:
    with pytest.raises(ValidationError, match="taken"):
        rename(guide, slug=slug, by=None)


def test_a_renamed_claim_leads_on_from_each_of_its_old_addresses(claim: Claim) -> None:
    rename(claim, slug="pipes", by=None)
    rename(claim, slug="old-pipes", by=None)

    assert dict(Redirect.objects.values_list("old", "new")) == {
        "learn/claims/lead-pipes/": "learn/claims/old-pipes/",
        "learn/claims/pipes/": "learn/claims/old-pipes/",
    }


def test_a_renamed_claim_may_come_back_to_its_first_address(claim: Claim) -> None:
    rename(claim, slug="pipes", by=None)
    rename(claim, slug="lead-pipes", by=None)

    assert dict(Redirect.objects.values_list("old", "new")) == {
        "learn/claims/pipes/": "learn/claims/lead-pipes/"
    }


def test_a_suggested_source_stands_after_those_the_claim_had(
    claim: Claim, source: Source, olive: User
) -> None:
    fields: operations.SuggestedSource = {
        "language": "en",
        "claim": claim.slug,
        "title": "Survey",
        "url": "https://lab.example/survey",
        "publisher": "The lab",
    }
    operations.apply_suggested_source(fields, by=olive)

    assert [row.source.title for row in claim.citations.all()] == [source.title, "Survey"]


def test_a_suggested_correction_is_recorded_with_what_the_claim_said(
    claim: Claim, olive: User
) -> None:
    fields: operations.SuggestedCorrection = {
        "language": "en",
        "claim": claim.slug,
        "right": "It was 1952.",
        "why": "The ledger says so.",
        "title": "Ledger",
        "url": "https://city.example/ledger",
        "publisher": "The city",
    }
    operations.apply_suggested_correction(fields, by=olive)

    recorded = Correction.objects.get()
    assert (recorded.said, recorded.right) == (claim.sentence, "It was 1952.")
    assert Claim.objects.get().standing == Claim.Standing.CORRECTED


def test_a_link_is_checked_on_a_day_or_not_at_all(source: Source) -> None:
    source.link_state = Source.Link.GONE
    with pytest.raises(ValidationError, match="day of the check"):
        source.full_clean()


def test_a_translation_may_hold_what_its_original_may(claim: Claim) -> None:
    with pytest.raises(ValidationError, match="image cannot be shown") as refused:
        translate(claim, field="context", language="es", text="![Un mapa](mapa.png)", by=None)
    assert list(refused.value.message_dict) == ["text"]
    translate(claim, field="context", language="es", text="| a |\n|---|\n| b |", by=None)
