"""Guides and what happened later stand in order, however little is known of when."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from upstander.hub.operations import save
from upstander.learn.models import Claim, Development, Guide, Source
from upstander.learn.queries import guide_document, source_document

pytestmark = pytest.mark.django_db


def test_guides_stand_in_order_and_one_without_a_date_comes_last(guide: Guide) -> None:
    for slug, dated in (
        ("none", ""),
        ("spring", "spring 2025"),
        ("year", "2024"),
        ("may", "2025-05"),
    ):
        row = Guide(slug=slug, title=slug, summary="x", credits="x", dated=dated)
        save(row, by=None, why="written")
    assert list(Guide.objects.values_list("slug", "dated")) == [
        ("may", "2025-05"),
        ("water", "2025-04-02"),
        ("spring", "2025-21"),
        ("year", "2024"),
        ("none", ""),
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/en/learn/claims/lead-pipes/",
            ["spring 2020", "the 1990s", "from 1950", "until about 1990"],
        ),
        (
            "/es/learn/claims/lead-pipes/",
            ["primavera de 2020", "la década de 1990", "desde 1950", "hasta hacia 1990"],
        ),
    ],
)
def test_a_page_says_what_is_known_and_no_day(
    client: Client, claim: Claim, source: Source, path: str, words: list[str]
) -> None:
    claim.true_from, claim.true_until = "1950", "1990~"
    save(claim, by=None, why="written")
    for on in ("2020-21", "199X"):
        save(Development(claim=claim, on=on, what=f"In {on}.", source=source), by=None, why="x")
    page = " ".join(client.get(path).content.decode().split())

    assert [one for one in words if one not in page] == []
    assert page.index("In 199X.") < page.index("In 2020-21.")
    assert '<time datetime="2020">' in page
    assert 'datetime=""' not in page


def test_an_undated_guide_says_so_and_its_document_gives_no_time(
    client: Client, guide: Guide, claim: Claim
) -> None:
    guide.dated = ""
    save(guide, by=None, why="written")
    assert "Undated" in client.get("/en/learn/water/").content.decode()
    assert "temporalCoverage" not in guide_document(guide, "en")


def test_documents_have_the_part_of_a_date_that_schema_org_knows(source: Source) -> None:
    source.published = "2020-21"
    assert source_document(source)["datePublished"] == "2020"
    source.published = "19XX"
    assert "datePublished" not in source_document(source)


def test_a_claim_cannot_end_before_it_begins_and_a_date_must_be_one(claim: Claim) -> None:
    claim.true_from, claim.true_until = "1990", "198X"
    with pytest.raises(ValidationError, match="must not be before"):
        claim.full_clean()
    claim.true_until = "soon"
    with pytest.raises(ValidationError, match="a season as spring 2014"):
        claim.full_clean()
