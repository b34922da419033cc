"""What organizers know beyond the lists: shown as such, and gone once the lists have it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from upstander.officials.models import OfficeCorrection
from upstander.officials.operations import correct
from upstander.officials.queries import answers, corrections, reports
from upstander.places import device
from upstander.places import queries as places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_once", "hub")]

TODAY = date(2026, 11, 29)
JANUARY = date(2027, 1, 3)
NUNN = "us-house-ia-3"
OFFICE = f"/en/officials/offices/{NUNN}/"
KNOWN = {
    "office_id": NUNN,
    "kind": "held",
    "name": "Ana Gray",
    "party": "Democrat",
    "since": date(2026, 11, 20),
    "source_title": "The Iowa Paper",
    "source_url": "https://paper.example/",
    "as_of": TODAY,
}
WON = KNOWN | {"kind": "elected", "elected": date(2026, 11, 3), "since": JANUARY}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def known(by: User, **fields: object) -> OfficeCorrection:
    return correct(OfficeCorrection(**(KNOWN | fields)), by=by)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\r\n ", "")


def test_it_wins_over_the_list_and_shows_as_a_correction_with_its_source(
    client: Client, olive: User
) -> None:
    known(olive)
    card = answers.card(places.office(NUNN), language="en", on=TODAY)
    page, document = read(client, OFFICE), client.get(f"{OFFICE}index.json").json()

    assert card.heading == "Ana Gray"
    assert [(one.words, one.url) for one in card.corrections] == [
        ("Corrected on Nov. 29, 2026. Source:", "https://paper.example/")
    ]
    assert "<b>Ana Gray</b>" in page
    assert 'Corrected on Nov. 29, 2026. Source:</span> <a data-if="url"' in page
    assert document["holder"]["name"] == "Ana Gray"
    assert document["corrections"][0]["source"] == "The Iowa Paper"
    assert "Corrected on Nov. 29\\, 2026. Source: The Iowa Paper." in read(
        client, f"{OFFICE}card.vcf"
    )
    assert "What the list says was corrected. Source: The Iowa Paper." in read(
        client, f"{OFFICE}feed.atom"
    )
    with translation.override("es"):
        said = answers.card(places.office(NUNN), language="es", on=TODAY).corrections[0].words
    assert said == "Corregido el 29 de noviembre de 2026. Fuente:"


def test_the_lookup_without_a_script_says_it_too(client: Client, olive: User) -> None:
    known(olive)
    page = client.post("/en/lookup/", {"q": "50309"}).content.decode()

    assert "Ana Gray" in page
    assert "The Iowa Paper" in page
    assert "Zachary Nunn" not in page


def test_a_winner_is_said_beside_who_holds_it_until_the_day_and_holds_it_then(
    client: Client, olive: User
) -> None:
    known(olive, **WON)
    page = read(client, OFFICE)
    said = "Ana Gray was elected on Nov. 3, 2026, and takes office on Jan. 3, 2027."

    assert "<b>Zachary Nunn</b>" in page
    assert said in page
    assert "Result of the election on Nov. 3, 2026, as of Nov. 29, 2026. Source:" in page
    assert "Ana Gray was to take office on Jan. 3, 2027." in page  # read once the term is over
    assert client.get(f"{OFFICE}index.json").json()["successors"][0]["elected"] == "2026-11-03"
    with time_machine.travel(JANUARY, tick=False):
        assert "<b>Ana Gray</b>" in read(client, OFFICE)


def test_who_was_elected_again_is_said_so(client: Client, olive: User) -> None:
    known(olive, **WON | {"name": "Zach Nunn", "person_id": places.office(NUNN).holder.id})
    said = "Zach Nunn was elected again on Nov. 3, 2026. The new term begins on Jan. 3, 2027."

    assert said in read(client, OFFICE)


def test_what_the_desk_knows_wins_over_what_comes_with_the_package(olive: User) -> None:
    known(olive, office_id="us-house-ga-13")

    assert places.office("us-house-ga-13").holder_on(TODAY).name == "Ana Gray"
    assert places.office("us-house-ca-14").holder_on(TODAY).name == "Aisha Wahab"


def test_searching_finds_who_holds_it_now(olive: User) -> None:
    known(olive, name="Ana Grayling")
    assert places.offices_named("Grayling")[0].id == NUNN


def test_the_tables_of_the_device_have_it_and_are_others_by_name(olive: User) -> None:
    before = places.tables_name()
    known(olive)
    tables = device.office_tables(places.corrected(), [])

    assert places.tables_name() != before
    assert b"The Iowa Paper" in tables["congress.json"]
    OfficeCorrection.objects.all().delete()
    assert places.tables_name() == before


def test_it_is_needed_until_the_list_says_the_same(
    olive: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = known(olive)
    assert corrections.is_needed(kept)
    listed = places.listed(NUNN)
    newer = replace(listed, as_of=TODAY, holder=replace(listed.holder, id="x", name="Ana B. Gray"))
    monkeypatch.setattr(places, "listed", lambda _office_id: newer)
    assert not corrections.is_needed(kept)


def test_a_number_is_told_where_it_is_dialled_and_not_a_second_time(olive: User) -> None:
    known(olive, kind="number", name="", party="", since=None, wrong="202-225-5476",
          right="202-225-0000")  # fmt: skip
    asked = answers.Asked(notes=reports.notes())
    card = answers.card(places.office(NUNN), language="en", on=date(2026, 9, 1), asked=asked)

    assert card.phone == "202-225-0000"
    assert "is wrong" in card.corrected
    assert card.corrections == ()
    assert reports.notes()["numbers"][NUNN]["202-225-5476"]["source"] == "https://paper.example/"


def test_the_desk_has_a_form_that_says_what_is_wrong(desk: Client) -> None:
    fields = {name: value.isoformat() if isinstance(value, date) else value
              for name, value in WON.items()}  # fmt: skip
    for bad, said in (
        ({"source_title": "", "source_url": ""}, "Say where this is from"),
        ({"elected": "2026-12-01"}, "It cannot be later than today"),
        ({"office_id": "us-house-ia-99"}, "We found no such office"),
        ({"office_id": "us-senate-ia-3"}, "This office was not up"),
    ):
        page = desk.post("/desk/lists/corrections/new/", fields | bad)
        assert page.status_code == 422
        assert said in page.content.decode()
    assert desk.post("/desk/lists/corrections/new/", fields).status_code == 302
    again = desk.post("/desk/lists/corrections/new/", fields | {"name": "Ben Stone"})
    assert "There is one for this office and day already." in again.content.decode()
    elsewhere = desk.post("/desk/lists/corrections/new/", fields | {"office_id": "us-house-ia-4"})
    assert "elected to another office already" in elsewhere.content.decode()

    stored = OfficeCorrection.history.get()
    assert stored.history_user.username == "olive"
    page = desk.get("/desk/admin/officials/officecorrection/").content.decode()
    assert "Ana Gray" in page


def test_nobody_but_organizers_corrects(client: Client, vic: User) -> None:
    client.force_login(vic)
    assert client.post("/desk/lists/corrections/new/", {}).status_code == 403
