"""What a person types, and the one answer that each text gets."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.civic.small_tables import IOWA, Tables
from upstander.civic import Civic, Located, Outcome
from upstander.civic.reading.text import clean
from upstander.civic.types import LEVELS, Level, NoticeCode

ANSWERED = {Outcome.FOUND, Outcome.SPLIT, Outcome.APPROXIMATE}
ON = date(2026, 8, 5)
CONGRESS: tuple[Level, ...] = ("federal",)
WHITE_HOUSE = {"us-president", "us-vice-president"}


def look(civic: Civic, text: str, levels: Collection[Level] = CONGRESS) -> Located:
    return civic.lookup(text, on=ON, levels=levels)


def codes(located: Located) -> set[str]:
    return {notice.code.value for notice in located.notices}


def certain(located: Located) -> set[str]:
    """Ids of the offices that are certain, but for the two that are everyone's."""
    return {office.id for office in located.certain_offices()} - WHITE_HOUSE


def possible(located: Located) -> set[str]:
    return {office.id for office in located.possible_offices()}


def alternatives(located: Located) -> dict[str, list[str]]:
    """Ends of the ids of the divisions of which any may apply, by kind."""
    return {
        one.kind: [division.id.rpartition(":")[2] for division in one.divisions]
        for one in located.alternatives
    }


def test_a_zip_in_one_district_is_certain_from_country_to_seat(civic: Civic) -> None:
    located = look(civic, "50309")
    assert located.outcome is Outcome.FOUND
    assert [division.id for division in located.divisions] == [
        "ocd-division/country:us",
        "ocd-division/country:us/state:ia",
        "ocd-division/country:us/state:ia/cd:3",
    ]
    assert [division.kind for division in located.divisions] == ["country", "state", "cd"]
    assert located.divisions[2].name == "Iowa's 3rd congressional district"
    assert certain(located) == {"us-senate-ia-2", "us-senate-ia-3", "us-house-ia-3"}
    assert not located.alternatives
    assert not possible(located)
    assert [(place.name, place.state) for place in located.places] == [("Des Moines", "IA")]
    assert {source.key for source in located.sources} >= {"legislators", "zip-districts"}


@pytest.mark.parametrize(
    "text",
    ["  50309\n", "50309-1234", "50309 1234", "503091234", "50309–1234", "５０３０９", "ZIP 50309",
     "50309-", "50309.0", "zip code: 50309", "50309, IA", "50309 Des Moines",
     "50309 Des Moines, Iowa", "50309 USA",
     "Des Moines, IA 50309", "1 Main St, Des Moines, IA 50309-1234, United States",
     "\x0050309\x07", "90210 Ocean Ave, Des Moines IA 50309"],
)  # fmt: skip
def test_a_zip_is_found_in_whatever_stands_around_it(civic: Civic, text: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.FOUND
    assert located.offices == look(civic, "50309").offices


def test_it_says_what_it_used_of_a_longer_text(civic: Civic) -> None:
    assert "zip-plus-four" in codes(look(civic, "50309-1234"))
    assert "zip-plus-four" in codes(civic.by_zip("50309-1234", on=ON, levels=CONGRESS))
    assert "address-reduced" in codes(look(civic, "1 Main St, Des Moines, IA 50309"))
    located = look(civic, "1 Elm Street, Cedar Rapids, Iowa")
    assert codes(located) >= {"address-reduced", "place-by-zips"}
    assert located.places[0].name == "Cedar Rapids"
    assert not codes(look(civic, "50309")) & {"zip-plus-four", "address-reduced"}


@pytest.mark.parametrize("text", ["12345 Main St", "PO Box 50309", "PO Box 50309, Nowhereville"])
def test_a_house_or_box_number_is_no_zip(civic: Civic, text: str) -> None:
    assert look(civic, text).outcome is Outcome.UNKNOWN


def test_a_split_zip_names_every_seat_and_none_as_certain(civic: Civic) -> None:
    located = look(civic, "50320")
    assert located.outcome is Outcome.SPLIT
    assert certain(located) == {"us-senate-ia-2", "us-senate-ia-3"}
    assert possible(located) == {"us-house-ia-1", "us-house-ia-3"}
    (alternative,) = located.alternatives
    assert alternative.kind == "cd"
    assert [one.id[-4:] for one in alternative.divisions] == ["cd:1", "cd:3"]
    assert "split-zip" in codes(located)


def test_a_zip_across_a_state_line_leaves_the_senators_open(civic: Civic) -> None:
    located = look(civic, "02861")  # Pawtucket, Rhode Island, and a corner of Massachusetts
    assert located.outcome is Outcome.SPLIT
    assert [division.kind for division in located.divisions] == ["country"]
    assert [alternative.kind for alternative in located.alternatives] == ["state", "cd"]
    assert len(possible(located)) == 6
    assert not certain(located)
    assert "crosses-states" in codes(located)


def test_the_home_state_of_a_zip_is_never_left_out(civic: Civic) -> None:
    for row in civic.zips():
        assert any(seat.split("-")[2] == row.state.lower() for seat in row.seats), row
    assert "us-house-sd-0" in possible(look(civic, "57717"))  # Belle Fourche, South Dakota


def test_a_post_office_box_gets_alternatives_only(civic: Civic) -> None:
    located = look(civic, "50301")
    assert located.outcome is Outcome.APPROXIMATE
    assert [division.kind for division in located.divisions] == ["country"]
    assert not certain(located)
    assert "us-house-ia-3" in possible(located)
    assert "approximate-zip" in codes(located)


@pytest.mark.parametrize(
    ("text", "seat", "title"),
    [("00601", "us-house-pr-0", "Resident Commissioner"),
     ("00602", "us-house-pr-0", "Resident Commissioner"),
     ("00999", "us-house-pr-0", "Resident Commissioner"),
     ("00801", "us-house-vi-0", "Delegate"),
     ("96799", "us-house-as-0", "Delegate"),
     ("96910", "us-house-gu-0", "Delegate"),
     ("96950", "us-house-mp-0", "Delegate"),
     ("20001", "us-house-dc-0", "Delegate"),
     ("San Juan, PR", "us-house-pr-0", "Resident Commissioner"),
     ("Hagåtña, Guam", "us-house-gu-0", "Delegate"),
     ("Islas Vírgenes de los Estados Unidos", "us-house-vi-0", "Delegate"),
     ("Washington, D.C.", "us-house-dc-0", "Delegate"),
     ("washington dc", "us-house-dc-0", "Delegate")],
)  # fmt: skip
def test_dc_and_the_territories_have_one_seat_and_no_senators(
    civic: Civic, text: str, seat: str, title: str
) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.FOUND
    assert certain(located) == {seat}
    assert title in {office.title for office in located.offices}
    assert "no-senators" in codes(located)


def test_divisions_of_dc_and_the_territories_have_their_own_ids(civic: Civic) -> None:
    def ids(text: str) -> list[str]:
        return [division.id for division in look(civic, text).divisions[1:]]

    dc, pr = "ocd-division/country:us/district:dc", "ocd-division/country:us/territory:pr"
    assert ids("20001") == [dc, f"{dc}/cd:at-large"]
    assert ids("00601") == [pr, f"{pr}/cd:at-large"]
    assert ids("99501")[1] == "ocd-division/country:us/state:ak/cd:at-large"


@pytest.mark.parametrize(
    "text", ["09001", "09899", "34012", "34099", "96201", "96699-1234", "APO AE", "FPO AP 96349"]
)
def test_a_military_code_is_answered_by_the_voting_residence(civic: Civic, text: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.MILITARY
    assert "fvap.gov" in located.notices[-1].text
    assert not located.offices


@pytest.mark.parametrize(
    "text",
    ["96940", "96939", "96941", "96960", "96970", "96898", "Palau", "Koror, Palau", "Majuro MH"],
)
def test_a_freely_associated_state_has_no_seat(civic: Civic, text: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.NO_SEAT
    assert "not a US state or territory" in located.notices[-1].text


@pytest.mark.parametrize(
    "text",
    ["K1A 0B1", "k1a0b1", "M5V-2T6", "Toronto ON M5V 2T6", "SW1A 1AA", "London SW1A 2AA",
     "Toronto, ON", "Paris, France", "Ciudad Juárez, México", "Vancouver British Columbia"],
)  # fmt: skip
def test_a_foreign_place_is_told_so(civic: Civic, text: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.FOREIGN
    assert not located.offices
    assert not located.places


@pytest.mark.parametrize("text", ["Canada", "Mexico", "Lebanon", "Peru"])
def test_a_country_that_is_also_a_town_is_not_taken_for_the_town(civic: Civic, text: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.AMBIGUOUS_PLACE
    assert codes(located) == {"also-foreign"}
    assert located.places


@pytest.mark.parametrize(
    ("text", "code"),
    [("5030", "zip-length"), ("503091", "zip-length"), ("50309-12", "zip-length"),
     ("5O309", "zip-letters"), ("50309x", "zip-letters"), ("abc123", "zip-letters"),
     ("a" * 10_000, "too-long"), ("Des Moines, IA " * 700, "too-long"), ("9" * 10_000, "too-long"),
     ("95,200", "coordinates-malformed"), ("-93.6250,41.5868", "coordinates-swapped")],
)  # fmt: skip
def test_what_cannot_be_read_is_malformed(civic: Civic, text: str, code: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.MALFORMED
    assert codes(located) == {code}


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01\x1f", "\u200b", "\ud800"])
def test_nothing_is_empty(civic: Civic, text: str) -> None:
    assert look(civic, text).outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    ("text", "code"),
    [("00000", "unknown-zip"), ("99999", "unknown-zip"), ("96933", "unknown-zip"),
     ("abcde", "unknown-place"), ("Nowhereville", "unknown-place"), ("!!!", "unknown-place"),
     ("Atlantis, IA", "unknown-place-in-state"), ("ZIP of letters", "unknown-place")],
)  # fmt: skip
def test_what_is_in_no_table_is_unknown(civic: Civic, text: str, code: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.UNKNOWN
    assert codes(located) == {code}
    assert not located.offices


def test_a_name_of_several_places_lists_them_best_known_first(civic: Civic) -> None:
    paris = look(civic, "Paris")
    assert paris.outcome is Outcome.AMBIGUOUS_PLACE
    assert len(paris.places) == 13
    assert paris.places[0].state == "TX"
    assert [place.state for place in look(civic, "Des Moines").places] == ["IA", "WA", "NM"]
    assert look(civic, "St. Louis").places[0].state == "MO"


def test_a_state_that_is_also_a_town_comes_first(civic: Civic) -> None:
    washington = look(civic, "Washington")
    assert washington.outcome is Outcome.AMBIGUOUS_PLACE
    assert [(place.kind, place.state) for place in washington.places[:2]] == [
        ("state", "WA"),
        ("place", "DC"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [("des moines ia", "Des Moines"), ("Des Moines, IA", "Des Moines"),
     ("DES MOINES IOWA", "Des Moines"), ("Des Moines,Iowa,USA", "Des Moines"),
     ("city of Des Moines, Iowa", "Des Moines"), ("St. Louis, MO", "Saint Louis"),
     ("Saint Louis Missouri", "Saint Louis"), ("Española, NM", "Espanola"),
     ("espanola new mexico", "Espanola"), ("Ft. Dodge IA", "Fort Dodge"),
     ("Mt Pleasant, IA", "Mount Pleasant"), ("O'Fallon MO", "O Fallon"),
     ("Coeur d’Alene, ID", "Coeur d'Alene"), ("coeur d alene idaho", "Coeur d'Alene"),
     ("winston salem nc", "Winston-Salem"), ("McIntosh SD", "Mc Intosh"),
     ("New York City", "New York City"), ("Albuquerque, Nuevo México", "Albuquerque")],
)  # fmt: skip
def test_a_place_is_known_however_it_is_written(civic: Civic, text: str, name: str) -> None:
    located = look(civic, text)
    assert located.outcome in ANSWERED
    assert [place.name for place in located.places] == [name]


def test_a_place_in_one_district_is_certain_and_in_several_is_not(civic: Civic) -> None:
    one = look(civic, "Ames, IA")
    assert (one.outcome, certain(one) >= {"us-house-ia-4"}) == (Outcome.FOUND, True)
    several = look(civic, "Des Moines, IA")
    assert several.outcome is Outcome.SPLIT
    assert possible(several) == {"us-house-ia-1", "us-house-ia-3"}
    assert codes(several) >= {"split-place", "place-by-zips"}


def test_a_place_sought_in_the_wrong_state_is_offered_where_it_is(civic: Civic) -> None:
    located = look(civic, "Des Moines, OR")
    assert located.outcome is Outcome.UNKNOWN
    assert [place.state for place in located.places] == ["IA", "WA", "NM"]


def test_a_whole_state_offers_all_its_districts(civic: Civic) -> None:
    iowa = look(civic, "IA")
    assert iowa.outcome is Outcome.SPLIT
    assert certain(iowa) == {"us-senate-ia-2", "us-senate-ia-3"}
    assert len(possible(iowa)) == 4
    assert look(civic, "WY").outcome is Outcome.FOUND
    assert look(civic, "Nueva York").offices == look(civic, "NY").offices


def test_each_kind_of_question_refuses_the_others(civic: Civic) -> None:
    assert civic.by_zip("Des Moines, IA", on=ON, levels=CONGRESS).outcome is Outcome.MALFORMED
    assert (
        civic.by_zip("1 Main St, Des Moines, IA 50309", on=ON, levels=CONGRESS).outcome
        is Outcome.MALFORMED
    )
    assert civic.by_zip("K1A 0B1", on=ON, levels=CONGRESS).outcome is Outcome.FOREIGN
    assert civic.by_zip("", on=ON, levels=CONGRESS).outcome is Outcome.EMPTY
    assert civic.by_place("50309", on=ON, levels=CONGRESS).outcome is Outcome.UNKNOWN
    assert civic.by_place("5O309", on=ON, levels=CONGRESS).outcome is Outcome.MALFORMED
    assert civic.by_place("Cedar Rapids, IA, USA", on=ON, levels=CONGRESS) == replace(
        look(civic, "Cedar Rapids, IA"), query="Cedar Rapids, IA, USA"
    )


WORDS = st.sampled_from(
    ["50309", "50309-1234", "02861", "00601", "Des Moines", "Paris", "St.", "IA", "Iowa", "Puerto",
     "Rico", "APO", "Palau", "Canada", "41.5,", "-93.6", ",", "city", "12", "Main", "PO Box", "ñ",
     "’", "\x00", "\u2028", "USA", "New York", "O", "D.C."]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=8).map(" ".join))
)
@example("30.2,-82")  # near a county's line, and no other
def test_any_text_gets_one_whole_answer(civic: Civic, text: str) -> None:
    for located in (
        civic.lookup(text, on=ON),
        civic.by_zip(text, on=ON),
        civic.by_place(text, on=ON),
    ):
        assert bool(located.offices) == (located.outcome in ANSWERED)
        assert located.offices or located.notices
        assert set(located.offices) == {*located.certain_offices(), *located.possible_offices()}
        # A ZIP's counties go by its area and its middle, and leave open nothing more than they are.
        near_county = any(one.code is NoticeCode.NEAR_COUNTY_LINE for one in located.notices)
        by_name = {"place"} if near_county else {"place", "county"}
        open_kinds = {one.kind for one in located.alternatives} - by_name
        assert (located.outcome is Outcome.FOUND) == (bool(located.offices) and not open_kinds)
        listed = {one.id for layer in located.alternatives for one in layer.divisions}
        assert listed >= {office.division_id for office in located.possible_offices()}
        assert located.query == clean(text)
        assert all("{" not in notice.text for notice in located.notices if "{" not in text)


def test_a_zip_has_its_legislators_and_its_mayor_only_by_name(civic: Civic) -> None:
    located = look(civic, "50319", LEVELS)  # the Capitol of Iowa
    assert located.outcome is Outcome.FOUND  # a mayor's alternative alone does not split it
    assert [division.kind for division in located.divisions] == [
        "country", "state", "cd", "sldu", "sldl",
    ]  # fmt: skip
    assert certain(located) >= {"ia-governor", "ia-upper-17", "ia-lower-33", "us-house-ia-3"}
    assert possible(located) == {"ia-mayor-des_moines"}
    assert alternatives(located) == {"county": ["polk"], "place": ["des_moines"]}
    assert "mayor-by-name" in codes(located)
    assert located.as_of == min(office.as_of for office in located.offices)


def test_a_zip_may_be_split_for_one_chamber_only(civic: Civic) -> None:
    located = look(civic, "50309", LEVELS)
    assert located.outcome is Outcome.SPLIT
    assert "us-house-ia-3" in certain(located)
    assert alternatives(located)["sldu"] == ["15", "17", "18"]
    (said,) = (one for one in located.notices if one.code == "split-legislature")
    assert said.params == {"chambers": "state senate, state house"}
    assert "split-zip" not in codes(located)
    assert look(civic, "50309").outcome is Outcome.FOUND


def test_levels_limit_kinds_and_offices(civic: Civic) -> None:
    kinds: dict[Level, set[str]] = {
        "federal": {"country", "state", "cd"},
        "state": {"country", "state", "sldu", "sldl"},
        "local": {"country", "state", "county", "place"},
    }
    for level, expected in kinds.items():
        located = look(civic, "50319", [level])
        found = {division.kind for division in located.divisions}
        assert found | {one.kind for one in located.alternatives} == expected
        assert {office.level for office in located.offices} == {level}
    with pytest.raises(ValueError, match="'f' is no level"):
        civic.lookup("50319", on=ON, levels="f")  # type: ignore[arg-type]


def test_one_chamber_two_seats_and_none(civic: Civic) -> None:
    nebraska = look(civic, "68118", LEVELS)
    assert {office.id for office in nebraska.offices if office.chamber == "legislature"} == {
        "ne-legislature-4"
    }
    idaho = look(civic, "83209", LEVELS)
    assert certain(idaho) >= {"id-lower-29-a", "id-lower-29-b"}
    guam = look(civic, "96910", LEVELS)
    assert {office.level for office in guam.offices} == {"federal"}
    for code, name in (("20001", "District of Columbia"), ("00601", "Puerto Rico")):
        (said,) = (one for one in look(civic, code, LEVELS).notices if one.code == "not-by-zip")
        assert said.params == {"states": name}


def test_a_floterial_district_may_also_represent_and_is_named(civic: Civic) -> None:
    located = look(civic, "03246", LEVELS)  # Laconia, New Hampshire
    assert "belknap_8" in alternatives(located)["sldl"]
    assert {"nh-lower-belknap_8-1", "nh-lower-belknap_8-2"} <= possible(located)
    (said,) = (one for one in located.notices if one.code == "floterial")
    assert "Belknap County No. 8" in said.params["names"]
    assert "floterial" not in codes(look(civic, "03246"))


def test_land_shares_go_along_the_divisions(tmp_path: Path) -> None:
    tables = Tables()
    tables.divisions += [
        (f"{IOWA}/{kind}:{number}", number, kind, "IA", "", "")
        for kind, number in (("sldu", "18"), ("sldl", "36"))
    ]
    shares = ("ia-4:0.25,ia-3:0.75", "17:0.6,18:0.4", "33,36:0.9")
    seats, upper, lower = shares
    tables.zips = [
        ("50309", "area", seats, "Des Moines", "IA", "41.5", "-93.5", upper, lower, "", "")
    ]
    civic = Civic.open(tables.write(tmp_path / "tables"))
    row = civic.zip("50309")
    assert row is not None
    assert row.seats == ("us-house-ia-4", "us-house-ia-3")
    assert row.land_shares == {
        f"{IOWA}/cd:4": 0.25, f"{IOWA}/cd:3": 0.75,
        f"{IOWA}/sldu:17": 0.6, f"{IOWA}/sldu:18": 0.4, f"{IOWA}/sldl:36": 0.9,
    }  # fmt: skip
    located = look(civic, "50309", LEVELS)
    assert alternatives(located) == {"cd": ["3", "4"], "sldu": ["17", "18"], "sldl": ["33", "36"]}
    assert {one.kind: one.land_shares for one in located.alternatives} == {
        "cd": (0.75, 0.25), "sldu": (0.6, 0.4), "sldl": (None, 0.9),
    }  # fmt: skip


def test_a_post_office_box_has_no_certain_legislator(civic: Civic) -> None:
    located = look(civic, "50301", LEVELS)
    assert located.outcome is Outcome.APPROXIMATE
    assert {office.id for office in located.certain_offices()} == WHITE_HOUSE
    assert "ia-governor" in possible(located)


@pytest.mark.parametrize(
    ("text", "place", "state"),
    [("Denver, Colo.", "Denver", "CO"), ("Moscow, Ida.", "Moscow", "ID"),
     ("Boston, Mass.", "Boston", "MA"), ("Springfield Ill", "Springfield", "IL"),
     ("Charleston, W. Va.", "Charleston", "WV"), ("Albany, N. Y.", "Albany", "NY"),
     ("Spokane Valley, WA", "Spokane Valley", "WA"), ("New Hope, MN", "New Hope", "MN"),
     ("Mt. Lebanon PA", "Mount Lebanon", "PA"), ("East Cleveland, OH", "East Cleveland", "OH"),
     ("12 Oak Ave East Cleveland OH", "East Cleveland", "OH"),
     ("Fort Liberty, NC", "Fort Bragg", "NC"), ("La Grange GA", "Lagrange", "GA"),
     ("De Kalb IL", "Dekalb", "IL"), ("queens", "Queens", "NY"), ("NYC", "New York City", "NY"),
     ("The Bronx", "The Bronx", "NY"), ("Brooklyn, New York, NY", "Brooklyn", "NY"),
     ("Bayamon", "Bayamón", "PR"), ("Saipan", "Saipan", "MP"),
     ("St. Thomas, USVI", "Saint Thomas", "VI"), ("USVI", "U.S. Virgin Islands", "VI"),
     ("Los Angeles County", "Los Angeles County", "CA"), ("Cook County, IL", "Cook County", "IL")],
)  # fmt: skip
def test_places_that_people_type_are_found(civic: Civic, text: str, place: str, state: str) -> None:
    located = look(civic, text)
    assert [(one.name, one.state) for one in located.places] == [(place, state)]
    assert located.offices


@pytest.mark.parametrize(
    ("text", "offered"),
    [("Foo Valley, WA", "Valley"), ("123 Main St, Foo Hope, MN", "Hope"),
     ("Cherry Hill Township, NJ", "Cherry Hill"), ("Union City, WA", "Union")],
)  # fmt: skip
def test_a_name_that_is_not_known_is_offered_and_not_found_elsewhere(
    civic: Civic, text: str, offered: str
) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.UNKNOWN
    assert [place.name for place in located.places] == [offered]
    assert not located.offices


@pytest.mark.parametrize("text", ["Saint", "New", "x, ZZ", "N", "ñ", "w."])
def test_half_a_name_is_plainly_unknown(civic: Civic, text: str) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.UNKNOWN
    assert not located.places


def test_the_larger_of_one_name_comes_first_territories_among_them(civic: Civic) -> None:
    assert [place.state for place in look(civic, "San Juan").places] == ["PR", "TX", "NM"]
    assert look(civic, "Springfield").places[0].state == "MO"


def test_letters_that_are_a_state_and_a_city_are_asked_about(civic: Civic) -> None:
    for text in ("LA", "L.A."):
        names = [place.name for place in look(civic, text).places]
        assert names == ["Louisiana", "Los Angeles"]
    assert [place.name for place in look(civic, "Colo").places] == ["Colorado", "Colo"]


@pytest.mark.parametrize(
    ("text", "zip_state", "named"),
    [("Columbus, GA 33901", "FL", "Columbus"), ("33901 Columbus, GA", "FL", "Columbus"),
     ("San Juan, TX 00901", "PR", "San Juan"), ("Ga. 33901", "FL", "Georgia")],
)  # fmt: skip
def test_a_state_that_contradicts_the_zip_is_asked_about(
    civic: Civic, text: str, zip_state: str, named: str
) -> None:
    located = look(civic, text)
    assert located.outcome is Outcome.AMBIGUOUS_PLACE
    assert codes(located) == {"zip-elsewhere"}
    by_zip, other = located.places
    assert (by_zip.kind, by_zip.state, other.name) == ("zip", zip_state, named)
    chosen = look(civic, f"{by_zip.name}, {by_zip.state}")
    assert chosen.offices
    assert not located.offices


@pytest.mark.parametrize("text", ["12 Oak Ct 33901", "Delaware, OH 43015", "Delaware 43015"])
def test_a_street_or_a_town_is_not_taken_for_a_state(civic: Civic, text: str) -> None:
    assert look(civic, text).offices
