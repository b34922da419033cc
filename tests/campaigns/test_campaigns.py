"""What keeps a campaign from being published, and what a correction does to its letter."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from upstander.campaigns import operations
from upstander.campaigns.models import Campaign
from upstander.campaigns.queries import letters
from upstander.campaigns.queries.addresses import public_addresses
from upstander.campaigns.queries.campaigns import campaign as find_campaign
from upstander.hub import registry
from upstander.hub.models import Redirect
from upstander.hub.operations import rename, translate, unpublish
from upstander.learn.models import Claim, Correction, Development, Guide, Source
from upstander.learn.operations import add_development, correct, write_claim, write_guide
from upstander.places import queries as places

pytestmark = pytest.mark.django_db


def problems() -> list[tuple[str, str]]:
    return [
        (one.where, one.message) for one in registry.problems() if one.where.startswith("campaign")
    ]


def amend(claim: Claim, source: Source, **fields: object) -> Correction:
    given: dict[str, object] = {
        "said": claim.sentence,
        "right": "The city laid lead pipes in 1951.",
        "why": "The minutes name the year.",
        "since": date(2025, 6, 1),
    }
    return correct(Correction(claim=claim, source=source, **(given | fields)), by=None)


def letter_of(slug: str) -> str:
    campaign = find_campaign(slug)
    seat = places.office("us-senate-ia-3")
    to = letters.recipient(
        seat, place="Ames, IA", language="en", on=date(2026, 9, 1), represents="yes"
    )
    return letters.letter(
        campaign, to, claims=campaign.claims.all(), own_words="I teach here.", language="en"
    )


def test_a_campaign_that_cites_a_withdrawn_claim_refuses_to_publish_and_names_both(
    campaign: Campaign, claim: Claim, source: Source
) -> None:
    assert problems() == []
    amend(claim, source, standing_after="withdrawn")

    [(where, message)] = problems()
    assert where == "campaign pipes"
    assert "lead-pipes, which is withdrawn" in message
    assert "lead pipes" not in letter_of("pipes")


def test_a_campaign_that_cites_a_draft_or_follows_a_draft_guide_refuses_to_publish(
    campaign: Campaign, claim: Claim
) -> None:
    unpublish(claim, by=None)
    unpublish(claim.guide, by=None)

    assert [where for where, _message in problems()] == ["campaign pipes"] * 2
    said = " ".join(message for _where, message in problems())
    assert "the claim lead-pipes, a draft" in said
    assert "guide, water, is a draft" in said


def test_a_campaign_that_cites_a_claim_of_another_draft_guide_refuses_to_publish(
    campaign: Campaign, source: Source
) -> None:
    other = Guide(slug="air", title="The air", summary="Smoke.", credits="Ana.")
    other.dated = date(2025, 5, 1)
    smoke = Claim(guide=write_guide(other, by=None), slug="smoke", sentence="It is thick.")
    smoke.status = Claim.Status.PUBLISHED
    campaign.claims.add(write_claim(smoke, sources=[source], by=None))

    [(where, message)] = problems()
    assert where == "campaign pipes"
    assert "the claim smoke of the guide air, a draft" in message
    assert "It is thick." not in letter_of("pipes")


@pytest.mark.parametrize("broken", ["{nmae}", "{name!r}", "{name.first}", "{", "a } b", "{}"])
def test_a_script_with_an_unknown_variable_is_refused_and_the_variable_named(
    campaign: Campaign, broken: str
) -> None:
    campaign.script = f"Hello {broken}"
    with pytest.raises(ValidationError) as refused:
        operations.write_campaign(campaign, claims=[], by=None)

    assert "is not a variable" in refused.value.message_dict["script"][0]
    assert Campaign.objects.get().claims.count() == 1


def test_a_translation_with_an_unknown_variable_keeps_the_site_from_being_published(
    campaign: Campaign,
) -> None:
    translate(campaign, field="letter", language="es", text="Hola, {nombre}:", by=None)

    [(where, message)] = problems()
    assert where == "campaign pipes"
    assert "letter (es): {nombre} is not a variable" in message


def test_a_campaign_addresses_at_least_one_chamber_that_there_is(campaign: Campaign) -> None:
    for kinds in ([], ["senate", "court"]):
        campaign.kinds = kinds
        with pytest.raises(ValidationError, match="house, senate"):
            operations.write_campaign(campaign, claims=[], by=None)


def test_a_letter_cites_a_claim_with_its_address_and_source(campaign: Campaign) -> None:
    assert letter_of("pipes") == (
        "Dear Senator Chuck Grassley:\n\nI live in Ames, IA.\n\nI teach here.\n\n"
        "The city laid lead pipes in 1950.\n"
        "See http://127.0.0.1:8000/en/learn/claims/lead-pipes/\n"
        "Source: Minutes of May, The city, May 2, 1950\n\nThank you,"
    )


def test_claims_are_said_in_paragraphs_of_their_own(
    campaign: Campaign, claim: Claim, source: Source
) -> None:
    second = Claim(guide=claim.guide, slug="cost", sentence="New pipes cost less.")
    second.status = Claim.Status.PUBLISHED
    campaign.claims.add(write_claim(second, sources=[source], by=None))
    campaign.script = "Why?\n\n{claims}"
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)

    to = letters.recipient(
        places.office("us-senate-ia-3"),
        place="",
        language="en",
        on=date(2026, 9, 1),
        represents="yes",
    )
    said = letters.script(campaign, to, claims=campaign.claims.all(), language="en")
    assert set(said.split("\n\n")) == {"Why?", claim.sentence, "New pipes cost less."}


def test_a_letter_says_a_corrected_claim_in_its_corrected_words(
    campaign: Campaign, claim: Claim, source: Source
) -> None:
    amend(claim, source)

    assert "The city laid lead pipes in 1951.\nSee http" in letter_of("pipes")
    assert "1950.\n" not in letter_of("pipes")


def test_a_correction_of_how_a_claim_was_read_stands_after_it(
    campaign: Campaign, claim: Claim, source: Source
) -> None:
    amend(claim, source, said="The pipes are gone.", right="They are still there.")

    assert "The city laid lead pipes in 1950. They are still there." in letter_of("pipes")


def test_a_disputed_claim_is_said_to_be_disputed(
    campaign: Campaign, claim: Claim, source: Source
) -> None:
    amend(claim, source, standing_after="disputed")

    assert "in 1950. (This is disputed.)" in letter_of("pipes")


def test_what_a_visitor_writes_is_never_taken_for_a_variable(campaign: Campaign) -> None:
    filled = letters.fill(
        "{own_words}\n\n\n\n{name}",
        {"own_words": "I am {name} and <b>bold</b>.", "name": "Ana {own_words}"},
    )

    assert filled == "I am {name} and <b>bold</b>.\n\nAna {own_words}"


def test_a_seat_whose_holder_is_not_known_is_addressed_by_its_office() -> None:
    house = places.office("us-house-ia-3")
    to = letters.recipient(house, place="", language="en", on=date(2027, 1, 4), represents="yes")

    assert to.name == "the office of the representative for Iowa, district 3"
    assert to.place == "[your town]"


def test_a_renamed_campaign_leaves_an_address_that_leads_on(
    campaign: Campaign, olive: User
) -> None:
    rename(campaign, slug="new-pipes", by=olive)

    assert Redirect.objects.get().new == "officials/campaigns/new-pipes/"
    assert "officials/campaigns/new-pipes/call/" in public_addresses()


def test_a_cited_claim_comes_with_what_happened_last(claim: Claim, source: Source) -> None:
    for day, what in ((date(1985, 3, 4), "They took half out."), (date(1961, 1, 2), "Nothing.")):
        add_development(Development(claim=claim, on=day, what=what, source=source), by=None)

    assert letters.claim_words(claim, "en") == (
        "The city laid lead pipes in 1950. Later (March 4, 1985): They took half out."
    )
