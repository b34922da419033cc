"""The starter guide: whole, in both languages, true to what is known, and easy to read."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.upkeep.readability import fernandez_huerta, flesch_kincaid
from upstander.campaigns.models import Campaign
from upstander.elections.models import Answer, Candidacy, Contest, Question
from upstander.give.models import Ask
from upstander.groups.models import Location, Organization
from upstander.hub import registry
from upstander.hub.models import Hub, Publishable, Translatable
from upstander.learn.models import Claim, Correction, Development, Guide, Source
from upstander.places import queries as places
from upstander.upkeep.operations import Loaded, load_starter

LANGUAGES = ["en", "es"]


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """The starter, stored once for all tests here, for storing it takes the longest."""
    places.take_up()  # the package's tables, whatever the test before answered from
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_starter()
        transaction.set_rollback(True)


@pytest.fixture
def starter(stored: Loaded, db: None) -> Loaded:
    return stored


def translatable() -> list[Translatable]:
    models = [model for model in apps.get_models() if issubclass(model, Translatable)]
    return [row for model in models for row in model._default_manager.all()]


def in_each(rows: Iterable[Translatable], field: str) -> dict[str, str]:
    """Returns the texts of a field of all the rows, by language, one paragraph each."""
    kept = list(rows)
    return {code: "\n\n".join(row.text(field, code).value for row in kept) for code in LANGUAGES}


def test_the_starter_has_all_its_parts(starter: Loaded) -> None:
    assert starter == Loaded(
        hubs=1,
        guides=1,
        claims=5,
        developments=5,
        corrections=3,
        campaigns=1,
        groups=14,
        search_words=1,
        asks=13,
        contests=1,
        candidates=12,
        questions=1,
        translations=94,
    )


def test_all_of_it_is_published_and_nothing_keeps_it_from_visitors(starter: Loaded) -> None:
    rows = [row for row in translatable() if isinstance(row, Publishable)]

    assert len(rows) == 35
    assert {row.status for row in rows} == {Publishable.Status.PUBLISHED}
    assert list(registry.problems()) == []


def test_every_text_has_a_translation_that_is_not_the_original(starter: Loaded) -> None:
    rows = translatable()

    texts = [
        (row, field, code) for row in rows for field in row.translated_fields for code in LANGUAGES
    ]
    states = [(str(row), field, code, row.text(field, code).state) for row, field, code in texts]
    assert [one for one in states if one[-1] not in ("original", "current")] == []
    same = [
        getattr(row, field)
        for row in rows
        for field in row.translated_fields
        if getattr(row, field) and row.text(field, "en").value == row.text(field, "es").value
    ]
    assert (len(rows), same) == (47, [])


def test_the_hub_is_in_des_moines(starter: Loaded) -> None:
    hub = Hub.objects.get()
    assert (hub.name, hub.place, hub.languages) == ("Upstander", "Des Moines, Iowa", LANGUAGES)


def test_the_guide_names_who_it_builds_on(starter: Loaded) -> None:
    guide = Guide.objects.get()
    for code in LANGUAGES:
        words = guide.text("credits", code).value
        assert all(name in words for name in ("Amanda Gelender", "Guante", "Mariame Kaba"))


def test_the_claims_stand_as_they_do(starter: Loaded) -> None:
    standing = {claim.slug: claim.standing for claim in Claim.objects.order_by("order")}
    assert standing == {
        "zero-tolerance": "supported",
        "1475-children": "corrected",
        "complaints-of-children-in-custody": "corrected",
        "destroying-detention-records": "supported",
        "ice-began-in-2003": "supported",
    }
    assert {row.claim.slug for row in Correction.objects.all()} == {
        "zero-tolerance",
        "1475-children",
        "complaints-of-children-in-custody",
    }
    since = {claim.slug: claim.developments.count() for claim in Claim.objects.all()}
    assert (since["zero-tolerance"], since["destroying-detention-records"]) == (3, 2)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_numbers_of_the_testimony_are_all_there(starter: Loaded, code: str) -> None:
    claim = Claim.objects.get(slug="1475-children")
    words = f"{claim.text('sentence', code).value} {claim.text('context', code).value}"
    numbers = re.findall(r"(?<![\d,])\d{1,3}(?:,\d{3})*(?![\d,])", words)
    assert {"1,475", "7,635", "6,075", "28", "5", "52"} <= set(numbers)


@pytest.mark.parametrize(
    "slug", ["complaints-of-children-in-custody", "destroying-detention-records"]
)
def test_a_claim_on_abuse_begins_with_a_content_note(starter: Loaded, slug: str) -> None:
    assert Claim.objects.get(slug=slug).content_note


def test_sources_are_front_pages_that_nobody_has_checked_yet(starter: Loaded) -> None:
    sources = Source.objects.all()
    assert {source.link_state for source in sources} == {Source.Link.UNCHECKED}
    assert {urlsplit(source.url).path for source in sources} == {"/"}
    assert {row.source.url for row in Development.objects.all()} <= {one.url for one in sources}


def test_groups_are_unconfirmed_and_have_no_street_address(starter: Loaded) -> None:
    local = Organization.objects.filter(scope="local")
    assert (Organization.objects.count(), local.count()) == (14, 4)
    assert {group.assured_date for group in Organization.objects.all()} == {None}
    assert {(at.address_1, at.postal_code) for at in Location.objects.all()} == {("", "")}
    for group in local:
        assert [str(at) for at in group.locations.all()] == ["Des Moines, IA"]
        assert group.serves == ["IA"]


def test_the_letter_cites_the_first_two_claims(starter: Loaded) -> None:
    campaign = Campaign.objects.get()
    assert {claim.order for claim in campaign.claims.all()} == {0, 1}
    for field in ("script", "letter"):
        for words in in_each([campaign], field).values():
            assert all(f"{{{name}}}" in words for name in ("name", "place", "claims", "own_words"))


def test_nobody_has_asked_the_candidates(starter: Loaded) -> None:
    question = Question.objects.get()
    assert question.words == (
        "What specifically will you do to see that children are not separated from their families "
        "by immigration enforcement?"
    )
    assert (question.asked_on, Answer.objects.count()) == (None, 0)
    note = Contest.objects.get().note
    assert "not the ballot, which had six names" in note


@pytest.mark.shared
def test_the_candidates_are_those_of_the_file_and_no_address_came_along(starter: Loaded) -> None:
    path = Path(os.environ["UPSTANDER_SHARED"], "data/sources/fec_cn18_oct2018.txt")
    rows = [line.split("|") for line in path.read_text(encoding="latin-1").splitlines()]
    registered = [row for row in rows if row[3:7] == ["2018", "IA", "H", "03"]]
    parties = {"DEM": "Democratic", "REP": "Republican", "LIB": "Libertarian", "GRE": "Green"}
    of_the_file = {(row[1].split(",")[0], parties.get(row[2], "")) for row in registered}

    kept = Candidacy.objects.all()
    assert {(one.family_name.upper(), one.party) for one in kept} == of_the_file
    assert len(of_the_file) == 12
    stored = " ".join(str(list(model._default_manager.values())) for model in apps.get_models())
    streets = {row[11] for row in registered if row[11]}
    assert streets
    assert not [street for street in streets if street.lower() in stored.lower()]


def test_asks_go_from_minutes_to_months_and_cover_every_kind(starter: Loaded) -> None:
    asks = Ask.objects.all()
    assert {ask.kind for ask in asks} == set(Ask.Kind.values)
    assert min(ask.minutes for ask in asks) <= 5
    assert max(ask.minutes for ask in asks) >= 40 * 60


def test_what_people_must_read_is_easy_in_both_languages(starter: Loaded) -> None:
    asks, guides, campaigns = Ask.objects.all(), Guide.objects.all(), Campaign.objects.all()
    kinds = {
        "summary": in_each(guides, "summary"),
        "text": in_each(guides, "body"),
        "why": in_each(asks, "why"),
        "how": in_each(asks, "how"),
        "groups": in_each(Organization.objects.all(), "description"),
        "script": in_each(campaigns, "script"),
        "letter": in_each(campaigns, "letter"),
    }
    grades = {kind: flesch_kincaid(words["en"]) for kind, words in kinds.items()}
    ease = {kind: fernandez_huerta(words["es"]) for kind, words in kinds.items()}
    assert {kind: grade for kind, grade in grades.items() if grade > 9} == {}
    assert {kind: points for kind, points in ease.items() if points < 60} == {}


def test_the_measures_tell_hard_words_from_easy_ones() -> None:
    easy = "The dog ran to the red house. It was happy."
    hard = "Notwithstanding aforementioned jurisdictional considerations, adjudication proceeded."
    assert flesch_kincaid(easy) < 3
    assert flesch_kincaid(hard) > 15
    facil = "El perro fue a la casa roja. Era de Ana."
    dificil = "Determinadas consideraciones jurisdiccionales imposibilitaron procedimientos."
    assert fernandez_huerta(facil) > 90
    assert fernandez_huerta(dificil) < 60


def test_a_claim_page_shows_its_correction_in_spanish(starter: Loaded, client: Client) -> None:
    page = client.get("/es/learn/claims/1475-children/").content.decode()
    assert "Estos niños están «desaparecidos»." in page
    assert "padres o parientes cercanos" in page
