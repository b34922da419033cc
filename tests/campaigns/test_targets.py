"""Whom a campaign addresses, in whose words, and what keeps those from being said."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from upstander.campaigns import operations
from upstander.campaigns.models import Campaign, Stance
from upstander.campaigns.queries import addressing, letters, targets
from upstander.campaigns.queries.campaigns import campaign_document
from upstander.campaigns.queries.problems import publish_problems
from upstander.hub.operations import translate, unpublish
from upstander.officials.models import AddedOfficial
from upstander.officials.operations import write_added
from upstander.officials.queries import added, kinds
from upstander.places import queries as places

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 2)
LATER = date(2027, 1, 4)


@pytest.fixture
def sheriff(db: None) -> AddedOfficial:
    return write_added(
        AddedOfficial(
            slug="polk-sheriff",
            title="Sheriff",
            area="Polk County, Iowa",
            name="Ana Ruiz",
            division_id="ocd-division/country:us/state:ia/county:polk",
            region="IA",
            zips=["50309"],
            source_title="Polk County",
            source_url="https://polk.example/",
            as_of=DAY,
            status=AddedOfficial.Status.PUBLISHED,
        ),
        by=None,
    )


def addressed(campaign: Campaign, on: date = DAY) -> list[str]:
    return [office.id for office in targets.everyone(campaign, on=on)]


def said_of(campaign: Campaign) -> list[str]:
    """Returns what `publish_problems` says, as a publish would read the rows."""
    return [one.message for one in publish_problems()]


def stand(campaign: Campaign, office_id: str, side: str) -> Stance:
    stance = Stance(campaign=campaign, office_id=office_id, side=side, as_of=DAY)
    stance.source_url = "https://news.example/a"
    return operations.keep_stance(stance, by=None)


def test_everyone_of_its_kinds_is_addressed_but_vacant_seats(campaign: Campaign) -> None:
    every = places.seats()
    vacant = {office.id for office in every if office.status(DAY) == "vacant"}

    assert vacant
    assert set(addressed(campaign)) == {office.id for office in every} - vacant
    assert addressed(campaign)[0].startswith("us-house-")
    assert addressed(campaign)[-1].startswith("us-senate-")


def test_states_and_committees_narrow_and_named_offices_are_added(
    campaign: Campaign, sheriff: AddedOfficial
) -> None:
    campaign.kinds, campaign.states = ["house", "upper", "mayor"], ["IA"]
    per_kind = Counter(map(kinds.of, addressed(campaign)))
    assert (per_kind["house"], per_kind["upper"]) == (4, 50)
    assert all("ia-" in office_id for office_id in addressed(campaign))

    campaign.kinds, campaign.committees = ["house", "senate"], ["SSAF"]
    campaign.named = ["ny-governor", "local-polk-sheriff", "us-house-ia-3"]
    found = addressed(campaign)
    assert found[0] == "us-house-ia-3"
    assert found[-2:] == ["ny-governor", "local-polk-sheriff"]
    assert set(found[1:-2]) == {f"us-senate-ia-{n}" for n in (2, 3)} & targets.members("SSAF")


def test_a_draft_of_an_added_official_is_addressed_by_nobody(
    campaign: Campaign, sheriff: AddedOfficial
) -> None:
    campaign.kinds = ["added"]
    assert addressed(campaign) == ["local-polk-sheriff"]

    unpublish(sheriff, by=None)
    assert addressed(campaign) == []


def test_an_added_official_is_called_as_its_organizers_say(
    sheriff: AddedOfficial, campaign: Campaign
) -> None:
    translate(sheriff, field="title", language="es", text="Sheriff del condado", by=None)
    office = targets.known("local-polk-sheriff")
    assert office is not None
    to = letters.recipient(office, place="", language="es", on=DAY, represents="yes")

    assert (to.title, to.name, to.office) == (
        "Sheriff del condado",
        "Ana Ruiz",
        "Polk County, Iowa",
    )


@pytest.mark.parametrize(
    ("office_id", "words"),
    [
        ("us-president", "president of the United States, Government of the United States"),
        ("us-house-dc-0", "delegate for the District of Columbia, United States House"),
        ("us-house-pr-0", "resident commissioner for Puerto Rico, United States House"),
        ("us-senate-ia-2", "senator for Iowa, United States Senate"),
        ("ia-upper-17", "senator for Iowa, district 17, Senate of Iowa"),
        ("ne-legislature-12", "senator for Nebraska, district 12, Legislature of Nebraska"),
        ("nh-lower-belknap_5-2", "representative for New Hampshire, Belknap 5, House of Repr"),
        ("ca-lower-17", "assembly member for California, district 17, Assembly of California"),
        ("ia-governor", "governor of Iowa, Government of Iowa"),
        ("dc-mayor", "mayor of the District of Columbia, Government of the District of Columbia"),
        ("ia-mayor-des_moines", "mayor of Des Moines, City of Des Moines"),
    ],
)
def test_where_nobody_is_known_the_office_is_addressed(office_id: str, words: str) -> None:
    to = letters.recipient(
        places.office(office_id), place="", language="en", on=date(2040, 1, 1), represents="yes"
    )

    assert not to.known
    assert f"{to.name}, {to.office}".startswith(f"the office of the {words}")


@pytest.mark.parametrize(
    ("office_id", "words"),
    [
        ("us-house-dc-0", "la oficina del delegado o delegada del Distrito de Columbia"),
        ("us-house-ia-3", "la oficina del escaño de representante de Iowa, distrito 3"),
        ("ne-legislature-12", "la oficina del escaño senatorial de Nebraska, distrito 12"),
        ("pr-governor", "la oficina de la gobernación de Puerto Rico"),
        ("va-chief-election-officer", "la oficina de la máxima autoridad electoral de Virginia"),
        ("dc-mayor", "la alcaldía del Distrito de Columbia"),
        ("ia-mayor-des_moines", "la alcaldía de Des Moines"),
    ],
)
def test_an_office_of_nobody_known_is_named_without_a_title_in_spanish(
    office_id: str, words: str
) -> None:
    with translation.override("es"):
        office, on = places.office(office_id), date(2040, 1, 1)

        assert addressing.whole_name(office, language="es", on=on) == words


def test_a_letter_to_an_office_has_no_title_and_is_dear_to_nobody(campaign: Campaign) -> None:
    campaign.letter = "Dear {title} {name}:\n\nThis is for {title} {name}."
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)
    said = []
    for on in (DAY, date(2040, 1, 1)):
        to = letters.recipient(
            places.office("us-senate-ia-2"), place="", language="en", on=on, represents="yes"
        )
        said.append(letters.letter(campaign, to, claims=[], own_words="", language="en"))

    assert said[0].startswith("Dear Senator Joni Ernst:")
    assert said[1] == (
        "To the office of the senator for Iowa:\n\nThis is for the office of the senator for Iowa."
    )


def test_each_stance_has_its_own_words_and_the_rest_the_plain_ones(campaign: Campaign) -> None:
    campaign.script_supports = "Thank you, {name}."
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)
    stand(campaign, "us-senate-ia-2", "opposes")
    stand(campaign, "us-senate-ia-2", "supports")
    campaign.refresh_from_db()

    script = {
        office_id: letters.wording(campaign, office_id, "script", "en").value
        for office_id in ("us-senate-ia-2", "us-senate-ia-3")
    }
    assert script["us-senate-ia-2"] == "Thank you, {name}."
    assert script["us-senate-ia-3"].startswith("This is for")
    assert letters.wording(campaign, "us-senate-ia-2", "letter", "en").value.startswith("Dear")
    assert Stance.objects.get().side == "supports"


def test_plain_words_in_the_readers_language_go_before_a_stances_in_another(
    campaign: Campaign,
) -> None:
    campaign.script_supports = "Thank you, {name}."
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)
    translate(campaign, field="script", language="es", text="Para {name}.", by=None)
    stand(campaign, "us-senate-ia-2", "supports")

    assert letters.wording(campaign, "us-senate-ia-2", "script", "es").value == "Para {name}."
    translate(campaign, field="script_supports", language="es", text="Gracias.", by=None)
    campaign = Campaign.objects.get()
    assert letters.wording(campaign, "us-senate-ia-2", "script", "es").value == "Gracias."


def test_the_writers_own_request_takes_the_place_of_the_campaigns(campaign: Campaign) -> None:
    campaign.letter = "I ask: {request} As in district {district}."
    to = letters.recipient(
        places.office("us-house-ia-3"), place="", language="en", on=DAY, represents="yes"
    )

    def letter(request: str) -> str:
        return letters.letter(campaign, to, claims=[], own_words="", language="en", request=request)

    assert letter("Do it now.") == "I ask: Do it now. As in district 3."
    assert letter("") == "I ask: Pay for new pipes by May. As in district 3."


def test_a_variable_that_a_target_lacks_refuses_to_publish_and_names_both(
    campaign: Campaign,
) -> None:
    campaign.letter, campaign.states = "Dear {name} of {district}:", ["IA"]
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)

    [english, spanish] = said_of(campaign)
    assert english.startswith("letter (en): there is no {district} for Senator ")
    assert "(us-senate-ia-2)" in english
    assert "us-house" not in english
    assert spanish.startswith("letter (es)")
    assert letters.lacking(campaign, places.office("us-senate-ia-2"), "en") == ["district"]
    assert letters.lacking(campaign, places.office("us-house-ia-3"), "en") == []


@time_machine.travel(DAY, tick=False)
def test_many_that_lack_a_variable_are_counted_after_the_first_three(campaign: Campaign) -> None:
    campaign.script = "{name}, {committee}"
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)

    said = next(iter(said_of(campaign)))
    assert said.count("(us-") == 3
    assert said.endswith(f"and {len(addressed(campaign)) - 3} more.")


def test_only_the_words_that_an_official_gets_are_checked(campaign: Campaign) -> None:
    campaign.script_opposes = "{name} of district {district}, change your mind."
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)
    assert said_of(campaign) == []

    stand(campaign, "us-senate-ia-2", "opposes")
    assert "{district} for Senator Joni Ernst" in " ".join(said_of(campaign))


def test_a_member_of_the_committee_is_told_which_one(campaign: Campaign) -> None:
    campaign.committees, campaign.script = ["HSAG03", "SSAF"], "You sit on {committee}."
    office_id = min(targets.members("HSAG03"))
    to = letters.recipient(
        places.office(office_id), place="", language="en", on=DAY, represents="yes"
    )

    assert letters.script(campaign, to, claims=[], language="en") == (
        "You sit on Nutrition and Foreign Agriculture (House Committee on Agriculture)."
    )


def test_a_committee_that_is_no_more_addresses_nobody_and_breaks_no_page(
    campaign: Campaign,
) -> None:
    campaign.committees = ["NOPE"]

    assert targets.for_device(campaign)["on_committee"] == {}
    assert addressed(campaign) == []
    assert campaign_document(campaign, "en")["committees"] == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("states", ["XX"], "There is no state XX."),
        ("committees", ["NOPE"], "No committee of Congress that we know is called NOPE."),
        ("named", ["us-house-ia-99"], "There is no office us-house-ia-99 here"),
        ("named", ["local-nobody"], "There is no office local-nobody here"),
        ("states", ["DC"], "It addresses nobody."),
    ],
)
def test_whom_nobody_knows_keeps_it_from_being_published(
    campaign: Campaign, field: str, value: list[str], said: str
) -> None:
    campaign.kinds = ["senate"]
    setattr(campaign, field, value)
    operations.write_campaign(campaign, claims=campaign.claims.all(), by=None)

    message, *_more = said_of(campaign)
    assert message.startswith(said)


def test_a_stance_is_of_an_office_that_there_is(campaign: Campaign) -> None:
    with pytest.raises(ValidationError, match="no office us-senate-ia-9"):
        stand(campaign, "us-senate-ia-9", "opposes")


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.whole)])
def test_every_office_can_be_addressed_on_any_day_and_in_both_languages(
    db: None, every: int
) -> None:
    for language in ("en", "es"):
        for office in places.offices()[::every]:
            for day in (DAY, LATER):
                name = addressing.name(office, language=language, on=day)
                words = (
                    addressing.title(office, language),
                    name,
                    addressing.body(office, language),
                )
                assert all(words), office.id
                assert "{" not in "".join(words), office.id


def test_every_reason_is_named_at_once(campaign: Campaign) -> None:
    campaign.states = ["IA"]
    operations.write_campaign(campaign, claims=[], by=None)
    translate(campaign, field="letter", language="es", text="{nombre} {district}", by=None)

    said = said_of(campaign)
    assert "script (en) uses {claims}, and the campaign cites no claim." in said
    assert any("letter (es): {nombre} is not a variable" in one for one in said)
    assert any("letter (es): there is no {district} for " in one for one in said)


def test_an_added_official_of_a_district_is_told_its_number(
    campaign: Campaign, sheriff: AddedOfficial
) -> None:
    sheriff.division_id = "ocd-division/country:us/state:ia/sldu:17"
    write_added(sheriff, by=None)
    office = added.office(sheriff)
    to = letters.recipient(office, place="", language="en", on=DAY, represents="yes")

    assert to.district == "17"
    assert added.for_device(sheriff, "en")["districtName"] == "17"
    assert letters.missing(campaign, office, "{district}") == []
