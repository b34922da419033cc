"""The browser's look-up answers as the engine does, for every ZIP and every place."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from upstander.civic.answering.gazetteer import ASIDES, Gazetteer
from upstander.civic.reading import text
from upstander.civic.reading.pack import PACKAGED, Pack
from upstander.places import device, queries
from upstander.places.queries import ContactOffice, Holder, Located, Office

pytestmark = pytest.mark.browser

SCRIPTS = Path(device.__file__).parent / "static" / "upstander" / "places"
SUMMARIES = """async ([texts, on]) => {
    const { find } = await import("./lookup.js");
    const { known } = await import("./place.js");
    const { stateSeats } = await import("./lookup-state.js");
    const ids = (seats) => seats.map((seat) => seat.id).join();
    const summaries = [];
    for (const text of texts) {
        const found = await find(text, "/", on || undefined);
        const state = await stateSeats(known(found), "/", on || undefined);
        const seats = found.seats.concat(state.seats);
        const notices = found.notices.concat(state.notices);
        summaries.push([
            found.outcome,
            ids(seats.filter((seat) => seat.certain)),
            ids(seats.filter((seat) => !seat.certain)),
            found.places.map((place) => `${place.kind} ${place.name || ""}/${place.state}`).join(),
            notices.map(({code, params}) => `${code} ${Object.values(params)}`).join(),
        ].join("|"));
    }
    return summaries;
}"""
BAD_INPUTS = [
    "", " ", "\t\n", "ABCDE", "5O309", "503", "5030", "503091", "50309-", "50309.0", "50309-12",
    "50309-1234",
    "50309 1234", "503091234", "ZIP 50309", "zip code: 50309-1234", "00000", "99999", "K1A 0B1",
    "k1a0b1", "Ottawa K1A 0B1", "SW1A 1AA", "London SW1A1AA", "09001", "34002", "96201", "APO AE",
    "FPO", "APO AE 09001", "96960", "Majuro", "Marshall Islands", "Koror, Palau", "Micronesia",
    "96799", "96910", "96950", "00802", "00999", "San Juan PR", "San Juan, Puerto Rico", "Guam",
    "Islas Vírgenes de los Estados Unidos", "Islas Vírgenes de los, Estados Unidos",
    "Charlotte Amalie, USVI", "Des Moines", "des moines ia", "DES MOINES, IOWA", "Des Moines,",
    "Paris", "Paris, TX", "Paris, France", "Paris, Texas, USA", "París", "Georgia", "Jordan",
    "Jordan, MN", "Lebanon", "Mexico", "México", "Ontario", "Toronto, ON", "London", "New York",
    "New York City", "Nueva York", "Washington", "Washington DC", "Washington, D.C.",
    "Washington State", "Iowa", "IA", "ia", "DC", "d.c.", "Luisiana", "Springfield",
    "Springfield, Iowa", "Nowhere, Iowa", "Nowhere", "State of Iowa", "City of Boston",
    "Town of Amherst MA", "Village of Oak Park IL", "St. Louis", "Saint Louis MO", "ST LOUIS, MO",
    "Ste. Genevieve MO", "Ft Worth", "Mt Vernon NY", "N Las Vegas", "W. Palm Beach", "O'Fallon MO",
    "O’Fallon", "O Fallon, IL", "Coeur d'Alene", "Coeur d Alene", "McAllen", "Mc Allen TX",
    "Winston Salem", "Winston-Salem", "Winston–Salem NC", "Truth or Consequences", "Texarkana",
    "Kansas City", "Bowling Green", "Peñasco", "Penasco NM", "Ｄｅｓ Ｍｏｉｎｅｓ", "５０３０９",
    "100 Main Street, Des Moines, IA", "100 Main Street, Des Moines, IA 50309", "PO Box 50309",
    "PO Box, 50309", "PO Box 12, Ames IA 50010", "Apt 50309", "50309 Des Moines",
    "50309 Des Moines Iowa", "50309 IA", "50309 Elm Street", "50309-1234, Des Moines",
    "12345 Main St, Boston", "near Boston, Massachusetts please", "Boston MA EE. UU.",
    "Boston United States of America", "USA", "United States", ", USA", "Москва", "東京",
    "Paris 😀", "Boston & Maine", "a\x00b", "Des\x07 Moines\u200b, IA", "\ufeff50309", "%s", "null",
    "constructor", "__proto__", "toString, IA", "<b>Boston</b>", "'; drop table", "x" * 200,
    "x" * 201, "Des Moines " * 1000, " " * 10_000 + "50309", "1 " * 5000, "()", "()+-", "1,2,3",
    "12/34/56", "...", "Shaker Hts OH", "S Bend, IN", "st", "n", "mc", "o", "d l", "Ames\u0301",
]  # fmt: skip
WAYS = (
    "{name} {code}",
    "{upper}, {state}",
    "City of {name}, {estado}",
    "  {lower}\t{code} , USA",
    "{zip} {name}",
    "{zip} {name}, {state}",
    "12 Oak Ave., {name}, {code} {zip}-0001",
    "12 Oak Ave., {name}, {code}",
    "P.O. Box {zip}, {name} {code}",
    "we live in {name}, {state}",
    "{name}, Canada",
    "{name} City",
    "North {name}",
    "N. {name} {code}",
    "{short}",
    "{hyphened}, {code}",
    "{accented} {estado}",
)


@pytest.fixture(autouse=True)
def nothing_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new hub corrects nothing; to ask it for every text would take longer than to answer."""
    monkeypatch.setattr(queries, "_known_here", [])


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def address(
    device_tables: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A site that has the look-up's scripts and tables, and an empty page."""
    folder = tmp_path_factory.mktemp("lookup")
    (folder / "index.html").write_text("<!doctype html><title>Look-up</title>")
    for script in SCRIPTS.glob("*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    for name, data in device_tables.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    with _served(folder) as found:
        yield found


@pytest.fixture
def lookup_page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page that has loaded nothing yet."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def _summary(located: Located) -> str:
    """The engine's answer in the words of `SUMMARIES`."""
    return "|".join([
        located.outcome,
        _ids(located.certain_offices()),
        _ids(located.possible_offices()),
        ",".join(
            f"{place.kind} {'' if found_by_zip else place.name}/{place.state}"
            for place in located.places
            for found_by_zip in [place.kind == "zip" and place.name not in place.zips]
        ),
        ",".join(
            f"{notice.code} {','.join(notice.params.values())}" for notice in located.notices
        ),
    ])  # fmt: skip


def _ids(offices: tuple[Office, ...]) -> str:
    return ",".join(office.id for office in offices)


def _differences(
    page: Page, texts: list[str], on: date | None = None
) -> list[tuple[str, str, str]]:
    """Up to ten texts that the browser and the engine answer differently, with both answers."""
    answers = as_json(page, SUMMARIES, [texts, on and on.isoformat()])
    told = (
        (text, answer, _summary(queries.find(text, on=on)))
        for text, answer in zip(texts, answers, strict=True)
    )
    return list(islice((one for one in told if one[1] != one[2]), 10))


def test_every_zip_is_answered_as_the_engine_does(lookup_page: Page) -> None:
    assert _differences(lookup_page, [f"{number:05}" for number in range(100_000)]) == []


@cache
def _some_zips() -> list[str]:
    rows = list(queries.engine().zips())
    moved = [row.code for row in rows if row.next_seats][::23]
    others = [row.code for row in rows if not row.next_seats or row.kind == "new"][::211]
    return [*moved, *others]


@pytest.mark.parametrize(
    "on", ["2026-10-01", "2026-11-03", "2027-01-02", "2027-01-03", "2027-02-01", "2029-02-01"]
)
def test_every_day_is_answered_as_the_engine_does(lookup_page: Page, on: str) -> None:
    towns = [
        "Texas", "Iowa", "Memphis, TN", "Mobile, AL", "Salt Lake City", "Detroit, MI",
        "Bayshore Gardens, FL", "Yankeetown, FL", "Bayou Boeuf, LA", "Travis County, TX",
    ]  # fmt: skip
    assert _differences(lookup_page, [*_some_zips(), *towns], date.fromisoformat(on)) == []


def test_every_place_is_answered_as_the_engine_does(lookup_page: Page) -> None:
    places = [place for place in queries.engine().places() if place.kind != "state"]
    assert len(places) > 38_000
    texts = {f"{place.name}, {place.state}" for place in places} | {place.name for place in places}
    states = {
        name for state in queries.states() for name in (state.code, state.name, state.name_es)
    }
    foreign = set(queries.engine().foreign_names())
    assert _differences(lookup_page, sorted(texts | states | foreign)) == []


def test_hasty_and_hostile_text_is_answered_as_the_engine_does(lookup_page: Page) -> None:
    assert _differences(lookup_page, BAD_INPUTS) == []


def test_many_ways_of_typing_a_place_are_answered_as_the_engine_does(lookup_page: Page) -> None:
    texts = []
    for number, place in enumerate(queries.engine().places()[56::7]):
        state = queries.state(place.state)
        texts.append(WAYS[number % len(WAYS)].format(
            name=place.name, upper=place.name.upper(), lower=place.name.lower(),
            short=re.sub(r"\bSaint\b", "St.", place.name), hyphened=place.name.replace(" ", "-"),
            accented=re.sub("[aeiou]", lambda vowel: f"{vowel[0]}\u0301", place.name),
            code=state.code, state=state.name, estado=state.name_es,
            zip=place.zips[0] if place.zips else "00901",
        ))  # fmt: skip
    assert len(texts) > 4000
    assert _differences(lookup_page, texts) == []


def test_every_word_that_the_engine_knows_is_known_to_the_browser(lookup_page: Page) -> None:
    """The private lists of the engine: a word added to one of them must be added to the other."""
    names = Gazetteer(Pack(PACKAGED))
    short = [
        re.sub(rf"\b{whole}\b", abbreviation, place.name, flags=re.IGNORECASE) + f" {place.state}"
        for abbreviation, whole in text._SPELLED_OUT.items()
        for place in queries.engine().places(whole, limit=20)
    ]
    others = {*names._state_codes, *names._no_seat_keys, *names._foreign_keys}
    ends = [f"{head}{name}" for name in others for head in ("", "Nowhere ", "Salem, ")]
    asides = [f"{aside}{name}" for aside in ASIDES for name in ("Salem", "Boston MA", "Maine")]
    assert len(short) > 50
    assert _differences(lookup_page, [*short, *ends, *asides]) == []


@pytest.mark.parametrize(
    "on", ["2020-01-01", "2026-06-15", "2026-11-04", "2027-01-03", "2027-01-04"]
)
def test_every_office_is_told_as_the_engine_does_on_any_day(lookup_page: Page, on: str) -> None:
    offices = queries.engine().offices()
    told = as_json(
        lookup_page,
        """async ([ids, on]) => {
            const { official } = await import("./lookup.js");
            return Promise.all(ids.map((id) => official(id, "/", on)));
        }""",
        [[office.id for office in offices], on],
    )
    assert len(told) > 8000
    wanted = [_told(office, date.fromisoformat(on)) for office in offices]
    assert [_unlike(*pair) for pair in zip(told, wanted, strict=True) if pair[0] != pair[1]] == []


def as_json(page: Page, script: str, given: list[Any]) -> list[Any]:
    """Returns what a script returns. Playwright takes its time over thousands of values."""
    run = f"async (given) => JSON.stringify(await ({script})(JSON.parse(given)))"
    told: list[Any] = json.loads(page.evaluate(run, json.dumps(given)))
    return told


def _unlike(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What differs, by the names of the facts."""
    names = {*one, *other}
    return {"id": one["id"]} | {
        name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)
    }


def _told(office: Office, on: date) -> dict[str, Any]:
    holder = office.holder_on(on) or office.holder
    vacancy = office.vacancy and {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in (
            ("reason", office.vacancy.reason),
            ("since", office.vacancy.since),
            ("until", office.vacancy.until),
            ("filledBy", office.vacancy.filled_by),
            ("note", office.vacancy.note),
            ("servesMeanwhile", office.vacancy.serves_meanwhile),
        )
        if value
    }
    beyond = {
        "districtName": queries.district_name(office),
        "seat": office.seat,
        "division": office.division_id,
    }
    return {
        "id": office.id,
        "title": office.title,
        "level": office.level,
        "chamber": office.chamber,
        "state": office.state,
        "district": office.district,
        "status": office.status(on),
        "termEnd": _day(holder.last_day if holder else office.term_end),
        "holder": holder
        and {
            **_told_holder(holder, every_number=office.level != "federal"),
            **(_told_successor(office, holder) if holder in office.successors else {}),
        },
        "succeeded": office.holder_on(on) in office.successors
        and not _stays(office.holder, holder),
        "successors": [
            _told_holder(one, every_number=False) | _told_successor(office, one)
            for one in office.successors
            if one.term_start and one.term_start > on
        ],
        "vacancy": vacancy,
        "corrections": [
            [one.kind, _day(one.checked), one.source, one.url or "", _day(one.elected) or ""]
            for one in office.corrections
            if one.kind != "number"
        ],
        "source": office.source,
        "asOf": office.as_of.isoformat(),
        **({"senateClass": office.senate_class} if office.level == "federal" else beyond),
    }


def _told_holder(holder: Holder, *, every_number: bool) -> dict[str, Any]:
    capitol = _capitol(holder)
    own = [capitol.phone] if capitol and capitol.phone else []
    return {
        "name": holder.name,
        "party": holder.party,
        "termStart": _day(holder.term_start),
        "termEnd": _day(holder.last_day),
        "turnover": None if holder.term_end else _day(holder.turnover),
        "since": _day(holder.since),
        "limit": _day(holder.limit),
        "checked": _day(holder.checked),
        "phone": capitol and capitol.phone,
        "phones": list(holder.phones) if every_number else own,
        "emails": list(holder.emails),
        "street": (capitol.street or "") if capitol and (capitol.address or capitol.city) else None,
        "address": _parts(capitol) if capitol and (capitol.address or capitol.city) else None,
        "timezone": capitol and capitol.timezone,
        "opening": capitol and capitol.opening,
        "hours": capitol and capitol.hours,
        "website": holder.website,
        "contactForm": holder.contact_form,
        "accounts": [
            {"network": account.network, "handle": account.handle, "url": account.url}
            for account in holder.accounts
            if account.network in device.NETWORKS
        ],
    }


def _told_successor(office: Office, holder: Holder) -> dict[str, Any]:
    return {"elected": _day(holder.elected), "stays": _stays(office.holder, holder)}


def _stays(before: Holder | None, holder: Holder | None) -> int:
    """Who of them goes on: 2 for the same person, 1 for the same offices, else 0."""
    if before is None or holder is None:
        return 0
    if before.id == holder.id:
        return 2
    return int(bool(before.offices) and before.offices == holder.offices)


def _capitol(holder: Holder | None) -> ContactOffice | None:
    offices = holder.offices if holder else ()
    return next((one for one in offices if one.kind == "capitol"), None)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _parts(office: ContactOffice) -> list[str]:
    return [part or "" for part in (office.address, office.city, office.state, office.zip)]


def test_every_other_office_of_an_official_is_told(lookup_page: Page) -> None:
    offices = queries.engine().offices()
    told = as_json(
        lookup_page,
        """async (ids) => {
            const { districtOffices } = await import("./lookup-offices.js");
            const offices = await Promise.all(ids.map((id) => districtOffices(id, "/")));
            const exact = ["kind", "address", "phone", "hours", "opening", "timezone"];
            return offices.map((of) => of.map((one) => exact.map((name) => one[name])));
        }""",
        [office.id for office in offices],
    )
    wanted = [
        [
            [one.kind, _parts(one), one.phone, one.hours, one.opening, one.timezone]
            for one in (office.holder.offices if office.holder else ())
            if one is not _capitol(office.holder)
        ]
        for office in offices
    ]
    assert sum(map(len, wanted)) > 5000
    assert [pair for pair in zip(told, wanted, strict=True) if pair[0] != pair[1]][:3] == []


def test_the_nearest_office_comes_first(lookup_page: Page) -> None:
    point = queries.engine().zip("52240")  # Iowa City, whose member has an office there
    assert point is not None
    offices = lookup_page.evaluate(
        """async (text) => {
            const [{ find }, { known }] = [await import("./lookup.js"), await import("./place.js")];
            const { stateSeats } = await import("./lookup-state.js");
            const { districtOffices } = await import("./lookup-offices.js");
            const place = known(await find(text, "/"));
            const { point } = await stateSeats(place, "/");
            const offices = await districtOffices("us-house-ia-1", "/", point);
            return { point, offices };
        }""",
        "52240",
    )
    assert offices["point"] == {
        "lat": pytest.approx(point.lat, abs=0.0051),
        "lng": pytest.approx(point.lng, abs=0.0051),
    }
    by_distance = sorted(offices["offices"], key=lambda one: one["km"])
    assert len(by_distance) > 1
    assert [one["address"] for one in offices["offices"]] == [one["address"] for one in by_distance]


@pytest.fixture
def asked_for(lookup_page: Page) -> Callable[[], set[str]]:
    """What the page has asked the server for, without the empty page itself."""
    asked: list[str] = []
    lookup_page.on("request", lambda request: asked.append(request.url.split("/", 3)[3]))
    return lambda: set(asked)


def test_no_request_tells_more_than_the_state_and_names_are_loaded_only_for_a_name(
    lookup_page: Page, asked_for: Callable[[], set[str]]
) -> None:
    of_texts = """async (texts) => {
        const { find } = await import("./lookup.js");
        return Promise.all(texts.map((text) => find(text, "/")));
    }"""
    for_any_zip = {
        "lookup.js", "lookup-answer.js", "lookup-tables.js", "lookup-text.js",
        "congress.json", "zips.json",
    }  # fmt: skip
    lookup_page.evaluate(of_texts, ["50309", "02138-1234", "00501"])
    assert asked_for() == for_any_zip
    lookup_page.evaluate(of_texts, ["Ames, Iowa", "1600 Pennsylvania Ave, Washington DC"])
    for_any = for_any_zip | {
        "lookup-places.js", "lookup-names.js", "lookup-addresses.js", "places.json",
    }  # fmt: skip
    assert asked_for() == for_any
    lookup_page.evaluate(SUMMARIES, [["50309", "Ames, Iowa", "96910"], None])
    assert asked_for() == for_any | {
        "place.js", "choices.js", "lookup-state.js", "lookup-contacts.js", "states/ia.json",
    }  # fmt: skip


def test_a_place_tells_about_where_it_is(lookup_page: Page) -> None:
    zip_, place, state, middle = lookup_page.evaluate(
        """async (texts) => {
            const { find } = await import("./lookup.js");
            const { middle } = await import("./lookup-state.js");
            const found = await Promise.all(texts.map((text) => find(text, "/")));
            return [...found, await middle(found[1], "/")];
        }""",
        ["50309", "Ames, IA", "State of Nebraska"],
    )
    ames = queries.find("Ames, IA").places[0]
    assert (zip_["lat"], zip_["lng"]) == queries.zip_area("50309")
    assert (middle["lat"], middle["lng"]) == (
        pytest.approx(ames.lat, abs=0.006),
        pytest.approx(ames.lng, abs=0.006),
    )
    assert [found["state"] for found in (zip_, place, state)] == ["IA", "IA", "NE"]
    assert (place["lat"], state["lat"]) == (None, None)


def test_a_table_that_did_not_come_is_asked_for_again(lookup_page: Page) -> None:
    lookup_page.route("**/zips.json", lambda route: route.abort())
    with pytest.raises(Error, match="Failed to fetch"):
        lookup_page.evaluate(SUMMARIES, [["50309"], None])
    lookup_page.unroute("**/zips.json")
    assert _differences(lookup_page, ["50309"]) == []
