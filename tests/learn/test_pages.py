"""What a visitor reads, and what stays hidden until it is published."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from upstander.hub import registry
from upstander.hub.operations import translate, unpublish
from upstander.learn import operations
from upstander.learn.models import Claim, Correction, Development, Guide, Source

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def corrected(claim: Claim, source: Source, olive: User) -> Correction:
    return operations.correct(
        Correction(
            claim=claim,
            said=claim.sentence,
            right="It was 1951.",
            why="The minutes <say> so.",
            since=date(2025, 6, 1),
            source=source,
        ),
        by=olive,
    )


def test_a_correction_shows_wherever_its_claim_shows(corrected: Correction, client: Client) -> None:
    for address in ("learn/water/", "learn/claims/lead-pipes/", "learn/corrections/"):
        page = client.get(f"/en/{address}").content.decode()
        assert "It was 1951." in page, address
        assert "The minutes &lt;say&gt; so." in page, address
        assert "June 1, 2025" in page, address


def test_the_feed_of_corrections_is_atom_with_lasting_ids(
    corrected: Correction, client: Client
) -> None:
    first = ElementTree.fromstring(client.get("/en/learn/corrections/feed.atom").content)
    again = ElementTree.fromstring(client.get("/en/learn/corrections/feed.atom").content)

    entries = first.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == ["It was 1951."]
    assert ElementTree.tostring(first) == ElementTree.tostring(again)


def test_the_json_twin_says_what_the_page_says(corrected: Correction, client: Client) -> None:
    twin = client.get("/en/learn/claims/lead-pipes/index.json").json()
    page = client.get("/en/learn/claims/lead-pipes/").content.decode()
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)

    assert embedded
    assert json.loads(embedded[1]) == twin
    assert twin["@type"] == "Claim"
    assert twin["creativeWorkStatus"] == "corrected"
    assert twin["temporalCoverage"] == "1950-01-01/.."
    assert twin["citation"][0]["publisher"]["name"] == "The city"
    assert twin["correction"][0]["text"] == "It was 1951."


def test_later_developments_show_with_their_day_and_source(
    claim: Claim, source: Source, client: Client
) -> None:
    operations.add_development(
        Development(claim=claim, on=date(2025, 7, 4), what="Work began.", source=source), by=None
    )
    page = client.get("/en/learn/claims/lead-pipes/").content.decode()

    assert "Work began." in page
    assert 'datetime="2025-07-04"' in page
    assert "with later developments" in page


def test_a_draft_is_nowhere(claim: Claim, corrected: Correction, client: Client) -> None:
    unpublish(claim.guide, by=None)

    listed = set(registry.addresses())
    for address in ("learn/water/", "learn/claims/lead-pipes/"):
        assert address not in listed
        assert client.get(f"/en/{address}").status_code == 404
        assert client.get(f"/en/{address}index.json").status_code == 404
    assert "It was 1951." not in client.get("/en/learn/corrections/").content.decode()


def test_a_draft_claim_is_named_by_no_page_or_twin_of_its_guide(
    claim: Claim, source: Source, client: Client
) -> None:
    draft = Claim(guide=claim.guide, slug="rumour", sentence="Nobody knows this yet.")
    operations.write_claim(draft, sources=[source], by=None)

    for address in ("learn/", "learn/index.json", "learn/water/", "learn/water/index.json"):
        answer = client.get(f"/en/{address}")
        assert answer.status_code == 200
        assert "rumour" not in answer.content.decode(), address


def test_a_guide_is_said_to_be_corrected_only_by_what_a_visitor_sees(
    claim: Claim, corrected: Correction, client: Client
) -> None:
    said = "kept up by corrections"
    assert said in client.get("/en/learn/").content.decode()

    second = Claim(guide=claim.guide, slug="pumps", sentence="It has pumps.", status="published")
    operations.write_claim(second, sources=[corrected.source], by=None)
    unpublish(claim, by=None)

    assert said not in client.get("/en/learn/").content.decode()


@pytest.mark.parametrize(
    "address", ["", "learn/", "learn/index.json", "learn/water/", "learn/corrections/"]
)
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(
    address: str, corrected: Correction, source: Source, client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/en/{address}").status_code == 200
        return len(asked)

    queries()  # Django remembers kinds of rows from the first time on
    few = queries()
    for number in range(3):
        guide = Guide(slug=f"g{number}", title="More", summary="Much.", credits="Ana.")
        guide.dated, guide.status = date(2025, 5, 1), Guide.Status.PUBLISHED
        operations.write_guide(guide, by=None)
        for of in (guide, corrected.claim.guide):
            more = Claim(guide=of, slug=f"c{number}-{of.slug}", sentence="So.", status="published")
            operations.write_claim(more, sources=[source], by=None)
            late = Correction(claim=more, said="So.", right="Not so.", why="Seen.", source=source)
            late.since = date(2025, 6, 2)
            operations.correct(late, by=None)

    assert queries() == few


def test_a_missing_translation_shows_the_original_marked_and_in_its_language(
    guide: Guide, client: Client
) -> None:
    page = client.get("/es/learn/water/").content.decode()

    assert '<span lang="en">The water on Elm Street</span>' in page
    assert "Aún no está traducido." in page


def test_a_translation_older_than_its_original_gives_way_to_it(
    guide: Guide, client: Client
) -> None:
    translate(guide, field="title", language="es", text="El agua de la calle Elm", by=None)
    assert "El agua de la calle Elm" in client.get("/es/learn/water/").content.decode()

    guide.title = "The water on Elm and Oak"
    operations.write_guide(guide, by=None)

    page = client.get("/es/learn/water/").content.decode()
    assert "El agua de la calle Elm" not in page
    assert '<span lang="en">The water on Elm and Oak</span>' in page


def test_markup_in_organizers_words_is_text(guide: Guide, client: Client) -> None:
    # Of a version that did not name what it dropped.
    body = "<script>alert(1)</script> [a](javascript:alert(1)) [b](https://b.example/)"
    Guide.objects.update(body=body)
    page = client.get("/en/learn/water/").content.decode()

    assert "<script>alert" not in page
    assert "javascript:alert" not in page.replace("(javascript:alert(1))", "")
    assert '<a href="https://b.example/" rel="noopener">b</a>' in page


def test_a_published_claim_without_a_source_keeps_the_hub_from_publishing(claim: Claim) -> None:
    assert not list(registry.problems())
    claim.citations.all().delete()

    assert [problem.where for problem in registry.problems()] == ["claim lead-pipes"]


def test_a_guide_without_a_published_claim_keeps_the_hub_from_publishing(guide: Guide) -> None:
    assert [problem.where for problem in registry.problems()] == ["guide water"]
