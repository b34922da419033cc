"""The pages of offices: what each says, its twins for software, and what changed."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import unquote_to_bytes, urljoin
from xml.etree import ElementTree

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.suggesting import brought
from upstander.hub.context import Rendering, rendered_for
from upstander.hub.models import Hub
from upstander.officials.models import AddedOfficial, KnownOffice, OfficeChange, OfficeCorrection
from upstander.officials.operations import note_changes
from upstander.officials.queries import added, answers, changes, pages, reach, reports
from upstander.officials.views import office_documents, shelf
from upstander.places import queries as places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_once", "hub")]

TODAY = date(2026, 11, 23)
CURRENT = date(2026, 10, 2)  # the lists count as current
NEXT_CONGRESS = date(2027, 1, 4)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def sheriff(hub: Hub) -> AddedOfficial:
    return AddedOfficial.objects.create(
        slug="polk-sheriff",
        title="Sheriff",
        area="Polk County, Iowa",
        name="José “Pepe” <b>O’Neill</b>, Jr.",
        division_id="ocd-division/country:us/state:ia/county:polk",
        phone="515-555-0100 x 12",
        email="sheriff@polk.example",
        street="1985 NE 51st Place; Room 2",
        city="Des Moines",
        region="IA",
        postal_code="50313",
        hours="Weekdays",
        source_title="Polk County",
        source_url="https://polk.example/sheriff",
        as_of=TODAY,
        status=AddedOfficial.Status.PUBLISHED,
    )


@pytest.fixture
def now() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def files(*, code: str = "en", on: date = TODAY) -> dict[str, bytes]:
    """Every file of the shelf; a few offices are enough."""
    with rendered_for(Rendering(base_url="https://hub.example")), translation.override(code):
        return dict(shelf.files(on))


def some(monkeypatch: pytest.MonkeyPatch, *ids: str) -> None:
    """Leaves only these offices, and those that are added."""
    monkeypatch.setattr(places, "offices", lambda: tuple(places.office(one) for one in ids))


def text(html: bytes) -> str:
    main = html.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", main))


def card_lines(card: bytes) -> list[str]:
    return card.replace(b"\r\n ", b"").decode().split("\r\n")


def test_what_is_made_in_bulk_is_what_a_view_answers(
    client: Client, sheriff: AddedOfficial, now: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = ("us-house-ia-3", "us-senate-ia-2", "ia-governor", "us-president", "ia-mayor-des_moines")
    some(monkeypatch, *ids)
    for code in ("en", "es"):
        for name, data in files(code=code).items():
            with rendered_for(Rendering(base_url="https://hub.example")):
                address = f"/{code}/officials/offices/{name.removesuffix('index.html')}"
                answer = client.get(address, headers={"host": "hub.example"}, secure=True)
            assert answer.status_code == 200, name
            if name.endswith(".json"):
                assert answer.json() == json.loads(data)
            else:
                assert answer.content == data, name


def on_a_static_host(states: frozenset[str] | None) -> dict[str, bytes]:
    how = Rendering(base_url="https://hub.example", endpoints=False, states=states)
    with rendered_for(how), translation.override("en"):
        return dict(shelf.files(TODAY))


def test_on_a_static_host_what_is_not_read_by_people_is_in_one_file_of_each_list(
    sheriff: AddedOfficial, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(monkeypatch, "us-house-ia-3", "us-senate-ne-1", "ia-governor", "ne-governor")
    single, made = files(), on_a_static_host(frozenset({"us", "ia"}))

    assert {name for name in made if name.count("/") == 1 and name.endswith(".html")} == {
        *("us-house-ia-3/index.html", "us-senate-ne-1/index.html", "ia-governor/index.html"),
        *("local-polk-sheriff/index.html", "us/index.html", "ia/index.html", "changes/index.html"),
    }
    for code, ids in (
        ("us", ("us-house-ia-3", "us-senate-ne-1")),
        ("ia", ("ia-governor", "local-polk-sheriff")),
    ):
        whole = json.loads(made[f"{code}/offices.json"])["offices"]
        assert whole == [json.loads(single[f"{one}/index.json"]) for one in ids]
        cards = [single[f"{one}/card.vcf"] for one in ids]
        assert made[f"{code}/cards.vcf"] == b"".join(cards)
        changed = ElementTree.fromstring(made[f"{code}/feed.atom"]).findall(f"{ATOM}entry")
        apart = [ElementTree.fromstring(single[f"{one}/feed.atom"]) for one in ids]
        assert len(changed) == sum(len(one.findall(f"{ATOM}entry")) for one in apart)
    card = re.search(
        rb'href="data:text/vcard;charset=utf-8,([^"]*)"', made["ia-governor/index.html"]
    )
    assert card
    assert unquote_to_bytes(card[1]) == single["ia-governor/card.vcf"]


def test_no_page_on_a_static_host_leads_to_one_that_is_not_made(
    sheriff: AddedOfficial, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(monkeypatch, "us-house-ia-3", "ia-governor", "ne-governor")
    made = on_a_static_host(frozenset({"us", "ia"}))
    here = "https://hub.example/en/officials/offices/"
    for name, page in made.items():
        if name.endswith(".html"):
            for link in re.findall(r'\shref="([^"]*)"', page.decode()):
                path = urljoin(here + name, link).partition("#")[0]
                if path.startswith(here):
                    below = path.removeprefix(here)
                    assert (below if "." in below else f"{below}index.html") in made, (name, link)
    assert b"../ne/" not in made["index.html"]
    assert b'href="ia/"' in made["index.html"]


def test_a_script_and_a_redirect_know_which_offices_have_no_page(
    sheriff: AddedOfficial, client: Client
) -> None:
    ids = (
        *("us-house-ne-1", "ia-governor", "ne-governor", "local-polk-sheriff", "ia", "ne"),
        *("changes", "none"),
    )
    told = {}
    for states in (None, frozenset({"us", "ia"}), frozenset[str]()):
        how = Rendering(base_url="https://hub.example", endpoints=False, states=states)
        with rendered_for(how):
            told[states] = [one for one in ids if shelf.has(one)]
            assert reach.for_device()["listed"] == (None if states is None else sorted(states))
    assert list(told.values()) == [
        [*ids[:-1]],
        ["us-house-ne-1", "ia-governor", "local-polk-sheriff", "ia", "changes"],
        [],
    ]


@pytest.fixture
def changed(sheriff: AddedOfficial, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes of this week and of the spring, in the hub's own state and in others."""
    some(monkeypatch, "us-house-ne-1", "ia-governor", "ne-governor")
    for office, kind, before, after, days in (
        ("ia-governor", "holder", "Ana Before", "Zoe <New>", 2),
        ("us-house-ne-1", "phone", "202-225-0001", "202-225-0002", 1),
        ("ne-governor", "holder", "Not Told", "Here", 1),
        ("ia-governor", "phone", "515-555-0001", "515-555-0002", 91),
    ):
        on = TODAY - timedelta(days=days)
        OfficeChange.objects.create(office_id=office, on=on, kind=kind, before=before, after=after)


def test_what_changed_lately_in_congress_and_the_hubs_own_states_is_one_page_and_one_feed(
    changed: None, client: Client, now: None
) -> None:
    made = files()
    said = text(made["changes/index.html"])
    assert said.index("202-225-0002") < said.index("now Zoe &lt;New&gt;, before Ana Before")
    assert "Not Told" not in said
    assert "515-555-0002" not in said
    assert "Iowa" in said.partition("in these lists:")[2]
    assert 'href="../ia-governor/"' in made["changes/index.html"].decode()
    feed = ElementTree.fromstring(made["changes/feed.atom"])
    titles = [one.findtext(f"{ATOM}title") or "" for one in feed.findall(f"{ATOM}entry")]
    assert [("202-225-0002" in one, "Zoe <New>" in one) for one in titles[:2]] == [
        (True, False),
        (False, True),
    ]
    assert titles[1].startswith("Governor of Iowa: Who holds it")
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    own = ElementTree.fromstring(made["ia-governor/feed.atom"])
    assert ids[1] in [one.findtext(f"{ATOM}id") for one in own.findall(f"{ATOM}entry")]
    spanish = files(code="es")
    assert "Qué cambió en las listas" in text(spanish["changes/index.html"])
    with rendered_for(Rendering(base_url="https://hub.example")):
        for name, address in (("index.html", ""), ("feed.atom", "feed.atom")):
            path = f"/en/officials/offices/changes/{address}"
            answer = client.get(path, headers={"host": "hub.example"}, secure=True)
            assert answer.content == made[f"changes/{name}"]


def test_that_a_list_is_old_is_no_change_in_it_and_without_changes_the_page_says_so(
    sheriff: AddedOfficial, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(monkeypatch, "us-house-ia-3")
    late = date(2028, 3, 1)
    assert "Nothing has changed in that time" in text(files(on=late)["changes/index.html"])


def test_the_feed_of_changes_is_listed_where_offices_have_pages(client: Client, hub: Hub) -> None:
    address = 'href="/en/officials/offices/changes/feed.atom"'
    assert address in client.get("/en/feeds/").content.decode()
    assert 'href="changes/"' in client.get("/en/officials/offices/").content.decode()
    with rendered_for(Rendering(base_url="http://x", endpoints=False, states=frozenset())):
        assert address not in client.get("/en/feeds/").content.decode()


def test_a_page_tells_who_holds_the_office_and_how_long_that_is_known(client: Client) -> None:
    with time_machine.travel(TODAY, tick=False):
        page = client.get("/en/officials/offices/us-house-ia-3/").content
    holder = places.office("us-house-ia-3").holder
    assert holder is not None
    said = text(page)
    assert f"<b>{holder.name}</b>" in page.decode()
    assert "The term ends on Jan. 3, 2027." in said
    assert b'data-module="officials/known" data-when="load" data-through="2027-01-03"' in page
    for place in holder.offices:
        assert place.phone is None or f"Call {place.phone}" in said
    assert "711" in said
    assert "Committee on" in said


def test_a_page_tells_of_what_day_it_is_and_once_its_list_is_old_that_it_may_have_changed(
    client: Client,
) -> None:
    address = "/en/officials/offices/us-senate-vt-1/"
    for on, status in ((CURRENT, "held"), (TODAY, "last-known")):
        with time_machine.travel(on, tick=False):
            page = client.get(address).content
            document = client.get(f"{address}index.json").json()
            card = client.get(f"{address}card.vcf").content.replace(b"\r\n ", b"").decode()
        # Without script it stays true on any later day; with it, the note shows from its day on.
        assert "As of July 15, 2026. In office since Jan. 4, 2007." in text(page)
        assert b'data-current="2026-11-12"' in page
        note = page.decode().partition("data-old")[2].partition("</p>")[0]
        assert note.startswith(" hidden>") is (status == "held")
        assert "This may have changed since." in note
        assert "https://www.senate.gov/senators/" in note
        assert (document["status"], document["current_through"]) == (status, "2026-11-12")
        assert document["official_page"] == "https://www.senate.gov/senators/"
        assert ("This may have changed since." in card) is (status == "last-known")
    person = document["holder"]
    assert person["identifiers"] == [{"scheme": "bioguide", "identifier": "S000033"}]
    assert (person["since"], person["start_date"]) == ("2007-01-04", "2025-01-03")


def test_a_vacancy_past_the_limit_of_its_list_is_not_said_any_more() -> None:
    page = pages.page(places.listed("us-house-tx-23"), pages.Rows(), on=TODAY)
    said = " ".join(page.standing)
    assert "Nobody holds" not in said
    assert "It was vacant on July 15, 2026, and our list is too old by now to say more." in said


def test_only_who_is_new_took_office_and_an_old_list_is_a_change(client: Client) -> None:
    def titles(office: str, on: date) -> dict[str, str]:
        with time_machine.travel(on, tick=False):
            feed = client.get(f"/en/officials/offices/{office}/feed.atom").content
        entries = ElementTree.fromstring(feed).iter(f"{ATOM}entry")
        return {
            (entry.findtext(f"{ATOM}updated") or "")[:10]: entry.findtext(f"{ATOM}title") or ""
            for entry in entries
        }

    took = {"2007-01-04": "Bernard Sanders took office."}
    assert titles("us-senate-vt-1", CURRENT) == took
    assert titles("us-senate-vt-1", TODAY) == took | {
        "2026-11-13": "From this day on, our list is too old to be sure. "
        "Last known: Bernard Sanders."
    }
    assert titles("us-house-ca-1", CURRENT) == {"2026-06-10": "James Gallagher took office."}
    aged = changes.dated(places.listed("us-house-tx-23"), TODAY)
    assert [(one.on, one.kind) for one in aged] == [(date(2026, 11, 13), "lapsed")]


def test_a_list_of_offices_says_that_it_is_old(client: Client) -> None:
    said = {}
    for on in (CURRENT, TODAY):
        with time_machine.travel(on, tick=False):
            said[on] = text(client.get("/en/officials/offices/us/").content)
    assert "As of July 15, 2026. This may have changed since." in said[TODAY]
    assert "This may have changed" not in said[CURRENT]


def test_what_an_organizer_wrote_a_year_ago_is_last_known(
    client: Client, sheriff: AddedOfficial
) -> None:
    with time_machine.travel(date(2027, 11, 25), tick=False):
        document = client.get("/en/officials/offices/local-polk-sheriff/index.json").json()
    assert document["status"] == "last-known"
    assert document["holder"]["name"] == sheriff.name
    assert document["holder"]["identifiers"] == []


def test_after_its_term_nobody_is_shown_as_the_holder(client: Client) -> None:
    with time_machine.travel(NEXT_CONGRESS, tick=False):
        page = client.get("/en/officials/offices/us-house-ia-3/").content
        document = client.get("/en/officials/offices/us-house-ia-3/index.json").json()
        card = client.get("/en/officials/offices/us-house-ia-3/card.vcf").content
    holder = places.office("us-house-ia-3").holder
    assert holder is not None
    said = text(page)
    assert "We do not know who holds this office now." in said
    assert f"The term of {holder.name} ended on Jan. 3, 2027." in said
    assert "The Capitol switchboard connects you" in said
    assert (document["status"], document["holder"]) == ("unknown", None)
    assert document["last_holder"]["name"] == holder.name
    assert not any(line == f"FN:{holder.name}" for line in card_lines(card))


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.whole)])
def test_every_office_has_a_page_with_a_way_to_reach_it_or_the_words_for_none(every: int) -> None:
    known = pages.rows()
    seen = 0
    for on in (TODAY, NEXT_CONGRESS):
        for office in places.offices()[::every]:
            page = pages.page(office, known, on=on)
            seen += 1
            assert page.seat
            assert page.name or page.standing, office.id
            assert bool(page.name) is (office.status(on) in ("held", "last-known")), office.id
            assert page.source_url.startswith("https://"), office.id
            if page.known_through:
                assert page.after
                assert page.known_through >= on.isoformat()
    assert seen == 2 * len(places.offices()[::every])


def test_a_vacant_seat_in_congress_says_what_is_not_known_and_has_the_switchboard(
    client: Client,
) -> None:
    with time_machine.travel(CURRENT, tick=False):
        said = text(client.get("/en/officials/offices/us-house-fl-20/").content)
        lines = card_lines(client.get("/en/officials/offices/us-house-fl-20/card.vcf").content)
    assert "We do not know since when, nor by when it is to be filled." in said
    assert "How to reach this office" in said
    assert "What we had for this office" not in said
    assert "dial 711" in said
    assert "N:;;;;" in lines
    assert "item1.TEL;TYPE=WORK,VOICE:+12022243121" in lines
    assert "item1.X-ABLabel:Capitol switchboard" in lines


def test_a_former_members_own_numbers_are_not_given(client: Client) -> None:
    with time_machine.travel(NEXT_CONGRESS, tick=False):
        page = client.get("/en/officials/offices/us-house-ia-3/").content
        twin = client.get("/en/officials/offices/us-house-ia-3/index.json").json()
        card = client.get("/en/officials/offices/us-house-ia-3/card.vcf").content
    assert b"202-225-5476" not in page + card
    assert b"nunn.house.gov" not in page.partition(b"What changed")[0]
    assert twin["contact_details"] == []
    assert b"item1.TEL;TYPE=WORK,VOICE:+12022243121" in card


def test_a_wrong_number_is_told_from_the_page_of_its_office(client: Client, now: None) -> None:
    page = client.get("/en/officials/offices/ia-upper-17/").content.decode()
    form = page.partition('action="/en/suggestions/send/"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields == {"kind": "number", "office": "ia-upper-17"}

    answer = client.post("/en/suggestions/send/", fields)
    asked = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="office" value="ia-upper-17"' in asked
    assert "district 17, Iowa" in asked
    assert 'role="alert"' not in asked
    sent = client.post("/en/suggestions/send/", brought(fields | {"right": "515-555-0199"}))
    assert sent.status_code == 302


def test_an_office_without_any_way_says_so(
    client: Client, sheriff: AddedOfficial, now: None
) -> None:
    AddedOfficial.objects.update(name="", phone="", email="", street="", city="")
    said = text(client.get("/en/officials/offices/local-polk-sheriff/").content)
    assert "We do not know who holds this office now." in said
    assert "We have no way to reach this office." in said


def test_words_of_organizers_are_shown_as_text_and_keep_a_card_whole(
    client: Client, sheriff: AddedOfficial, now: None
) -> None:
    page = client.get("/es/officials/offices/local-polk-sheriff/")
    assert "&lt;b&gt;O’Neill&lt;/b&gt;" in page.content.decode()
    assert b"<b>O" not in page.content
    lines = card_lines(client.get("/en/officials/offices/local-polk-sheriff/card.vcf").content)
    assert lines[0], lines[-2:] == ("BEGIN:VCARD", ["END:VCARD", ""])
    assert "FN:José “Pepe” <b>O’Neill</b>\\, Jr." in lines
    assert "ADR;TYPE=WORK:;;1985 NE 51st Place\\; Room 2;Des Moines;IA;50313;USA" in lines
    assert "N:<b>O’Neill</b>;José “Pepe”;;;Jr." in lines
    assert "item1.TEL;TYPE=WORK,VOICE:515-555-0100 x 12" in lines
    assert "item1.X-ABLabel:Office\\, Des Moines" in lines
    assert "EMAIL;TYPE=INTERNET:sheriff@polk.example" in lines


@given(name=st.text(min_size=1, max_size=80))
def test_no_name_breaks_a_card_or_a_feed(name: str) -> None:
    row = AddedOfficial(slug="x", title=name, area=name, name=name, region="IA", as_of=TODAY)
    row.division_id = "ocd-division/country:us/state:ia"
    office, known = added.office(row), pages.Rows(added={row.office_id: row})
    page = pages.page(office, known, on=TODAY)
    lines = card_lines(office_documents.vcard(page))
    allowed = ("BEGIN", "VERSION", "UID", "FN", "N", "TITLE", "SOURCE", "REV", "NOTE", "END", "")
    assert {re.split("[:;]", line)[0] for line in lines} <= set(allowed)
    ElementTree.fromstring(office_documents.feed(page))


def test_a_draft_is_seen_at_the_desk_only(
    client: Client, desk: Client, sheriff: AddedOfficial, olive: User, now: None
) -> None:
    AddedOfficial.objects.update(status=AddedOfficial.Status.DRAFT)
    assert Client().get("/en/officials/offices/local-polk-sheriff/").status_code == 404
    assert desk.get("/desk/preview/officials/offices/local-polk-sheriff/").status_code == 200


@pytest.mark.parametrize(
    "name", ["us-house-ia-99", "zz-upper-1", "local-nobody", "xx", "us", "US", "ia-"]
)
def test_an_office_that_is_not_there_has_no_page(client: Client, name: str) -> None:
    status = client.get(f"/en/officials/offices/{name}/").status_code
    assert status == (200 if name == "us" else 404)


def test_a_wrong_number_is_told_with_the_right_one(client: Client, now: None) -> None:
    phone = places.office("ia-upper-17").holder.phones[0]  # type: ignore[union-attr]
    OfficeCorrection.objects.create(
        office_id="ia-upper-17",
        wrong=phone,
        right="515-555-0199",
        source_url="https://legis.example/17",
        as_of=TODAY,
    )
    page = client.get("/en/officials/offices/ia-upper-17/").content
    assert f"The number {phone}, which others list, is wrong." in text(page)
    assert b'href="tel:+15155550199"' in page
    card = client.get("/en/officials/offices/ia-upper-17/card.vcf").content.decode()
    assert "515-555-0199" in card
    assert phone not in card


def test_a_number_that_the_lists_lack_is_told_on_the_page(client: Client, now: None) -> None:
    office = next(one for one in places.offices("IA") if one.holder and not one.holder.phones)
    OfficeCorrection.objects.create(office_id=office.id, right="515-555-0199", as_of=TODAY)
    page = client.get(f"/en/officials/offices/{office.id}/").content
    assert "Others list no number of this office." in text(page)
    assert b'href="tel:+15155550199"' in page


def test_a_number_is_corrected_in_every_office_and_twin_however_it_was_written(
    client: Client, now: None
) -> None:
    holder = places.office("us-house-ia-3").holder
    assert holder is not None
    of_district = next(one.phone for one in holder.offices if one.kind == "district" and one.phone)
    OfficeCorrection.objects.create(
        office_id="us-house-ia-3",
        wrong=f"+1 {of_district.replace('-', '.')}",
        right="515-555-0199",
        as_of=TODAY,
    )
    base = "/en/officials/offices/us-house-ia-3/"
    page = client.get(base).content.decode()
    document = client.get(f"{base}index.json").json()
    asked = answers.Asked(notes=reports.notes(TODAY))
    office = places.office("us-house-ia-3")
    card = answers.card(office, language="en", on=TODAY, asked=asked)

    assert "Call 515-555-0199" in text(page.encode())
    assert f"Call {of_district}" not in text(page.encode())
    for told in (document["contact_details"], document["offices"]):
        assert "515-555-0199" in json.dumps(told)
        assert of_district not in json.dumps(told)
    [place] = [one for one in card.places if one.phone == "515-555-0199"]
    assert place.tel == "tel:+15155550199"
    assert f"The number {of_district}, which others list, is wrong." in place.corrected
    assert of_district not in {one.phone for one in card.offices}


def test_a_document_calls_an_office_what_the_page_calls_it(client: Client, now: None) -> None:
    document = client.get("/en/officials/offices/us-president/index.json").json()
    page = client.get("/en/officials/offices/us-president/").content
    notes = {one["note"] for one in document["contact_details"] if "note" in one}
    assert notes == {"Office, Washington"}
    assert "Office, Washington" in text(page)
    assert {one["kind"] for one in document["offices"]} == {"office"}


def test_two_changes_of_a_kind_on_one_day_are_two_entries(client: Client, now: None) -> None:
    for phone in ("515-555-0101", "515-555-0102"):
        OfficeChange.objects.create(
            office_id="ia-governor", on=TODAY, kind=OfficeChange.Kind.PHONE, after=phone
        )
    feed = client.get("/en/officials/offices/ia-governor/feed.atom").content
    ids = [one.findtext(f"{ATOM}id") for one in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) >= 2


def test_a_list_names_every_office_of_its_state(client: Client, now: None) -> None:
    page = client.get("/en/officials/offices/nh/").content.decode()
    ids = {office.id for office in places.offices("NH") if office.level != "federal"}
    assert set(re.findall(r'href="\.\./([\w-]+)/"', page)) == ids
    congress = client.get("/en/officials/offices/us/").content.decode()
    assert "us-house-nh-1" in congress
    assert "us-president" in congress


# Changes


def test_the_first_note_is_where_changes_count_from(monkeypatch: pytest.MonkeyPatch) -> None:
    some(monkeypatch, "ia-governor", "us-house-ia-3")
    assert note_changes(TODAY) == 0
    assert note_changes(TODAY) == 0
    assert KnownOffice.objects.count() == 2


def test_a_new_number_is_told_once_in_the_page_and_the_feed(
    client: Client, sheriff: AddedOfficial, now: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(monkeypatch, "ia-governor")
    note_changes(TODAY)
    AddedOfficial.objects.update(phone="515-555-0177")
    assert note_changes(NEXT_CONGRESS) == 1
    assert note_changes(NEXT_CONGRESS) == 0
    page = client.get("/en/officials/offices/local-polk-sheriff/").content
    assert "Telephone: now 515-555-0177, before 515-555-0100 x 12." in text(page)
    feed = client.get("/en/officials/offices/local-polk-sheriff/feed.atom").content
    titles = [entry.findtext(f"{ATOM}title") for entry in ElementTree.fromstring(feed)]
    assert "Telephone: now 515-555-0177, before 515-555-0100 x 12." in titles


def test_a_holder_who_left_is_told_and_not_each_of_their_contacts(
    sheriff: AddedOfficial, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(monkeypatch)
    note_changes(TODAY)
    AddedOfficial.objects.update(name="")
    assert note_changes(NEXT_CONGRESS) == 1
    change = OfficeChange.objects.get()
    assert (change.kind, change.after) == (OfficeChange.Kind.STATUS, "unknown")
    AddedOfficial.objects.update(name="Ana Ruiz")
    note_changes(NEXT_CONGRESS)
    last = OfficeChange.objects.filter(kind=OfficeChange.Kind.HOLDER).get()
    assert (last.before, last.after) == ("", "Ana Ruiz")


# When pages are made anew


def test_pages_are_made_anew_when_they_would_say_something_else(
    hub: Hub, sheriff: AddedOfficial
) -> None:
    first = shelf.fingerprint(TODAY)
    assert shelf.fingerprint(TODAY) == first
    assert shelf.fingerprint(NEXT_CONGRESS) != first
    sheriff.area = "Polk County"
    sheriff.save()
    second = shelf.fingerprint(TODAY)
    assert second != first
    OfficeCorrection.objects.create(office_id="ia-governor", wrong="1", as_of=TODAY)
    third = shelf.fingerprint(TODAY)
    assert third != second
    hub.name = "Oak Street"
    hub.save()
    assert shelf.fingerprint(TODAY) not in (first, second, third)


def test_a_day_on_which_nothing_turns_leaves_the_pages_as_they_are() -> None:
    turns = {day for one in places.offices() for day in shelf._turns(one)}
    quiet = next(
        day for day in map(date.fromordinal, range(TODAY.toordinal(), 10**6)) if day not in turns
    )
    before = date.fromordinal(quiet.toordinal() - 1)
    assert shelf.fingerprint(quiet) == shelf.fingerprint(before)


def test_a_former_holders_own_mailbox_goes_with_them(client: Client, now: None) -> None:
    former = {
        office: office.holder
        for office in places.offices(level="local")
        if office.holder and office.holder.emails and office.status(TODAY) != "held"
    }
    gone = [one for one, holder in former.items() if not holder.office_emails]
    kept = [one for one, holder in former.items() if holder.office_emails]
    assert len(gone) > 150
    assert len(kept) > 50
    assert "nj-mayor-lyndhurst" in {one.id for one in gone}

    for office in (*gone[:5], *(one for one in gone if one.id == "nj-mayor-lyndhurst")):
        (email,) = former[office].emails
        for twin in ("", "index.json", "card.vcf"):
            answer = client.get(f"/en/officials/offices/{office.id}/{twin}")
            assert email not in answer.content.decode()
    for office in kept[:5]:
        email = former[office].office_emails[0]
        for twin in ("", "index.json", "card.vcf"):
            assert email in client.get(f"/en/officials/offices/{office.id}/{twin}").content.decode()


def test_a_page_that_is_read_after_a_term_hides_the_mailbox_of_who_held_it(
    client: Client, now: None
) -> None:
    office = next(
        one
        for one in places.offices(level="local")
        if one.holder_on(TODAY)
        and one.holder
        and one.holder.emails
        and not one.holder.office_emails
    )
    answer = client.get(f"/en/officials/offices/{office.id}/").content
    twin = json.loads(client.get(f"/en/officials/offices/{office.id}/index.json").content)

    assert office.holder
    (email,) = office.holder.emails
    assert re.search(rf"<li data-known>\s*E-mail:[^\n]*{re.escape(email)}", answer.decode())
    assert f"{email} named after {office.holder.name}, whose term ends on" in text(answer)
    (found,) = [one for one in twin["contact_details"] if one["type"] == "email"]
    assert (found["value"], found["valid_until"]) == (email, twin["known_through"])
    assert found["valid_until"] == office.holder.last_day.isoformat()


def test_what_changed_does_not_keep_the_mailbox_of_who_left(
    sheriff: AddedOfficial, client: Client, now: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(monkeypatch)
    note_changes(TODAY)
    for name, email in (
        ("Ana Ruiz", "ana.ruiz@polk.example"),
        ("Ana Ruiz", "aruiz@polk.example"),
        ("Ben Stone", "sheriff@polk.example"),
        ("Cal Moss", "cal.moss@polk.example"),
    ):
        AddedOfficial.objects.update(name=name, email=email)
        note_changes(NEXT_CONGRESS)
    for twin in ("", "index.json", "feed.atom"):
        said = client.get(f"/en/officials/offices/local-polk-sheriff/{twin}").content.decode()
        assert "ruiz@" not in said
        assert "Who holds it: now Cal Moss, before Ben Stone." in said
        assert "E-mail: now cal.moss@polk.example, before sheriff@polk.example." in said
