"""The table of publications."""

from typing import Any

import pytest
from pydantic import ValidationError

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.listing import (
    PUBLICATIONS,
    File,
    Form,
    read_publications,
    state_line_files,
)

ROW: dict[str, Any] = {
    "key": "people",
    "publisher": "the city",
    "title": "People",
    "url": "https://example.org/",
    "terms": "CC0",
    "stale_after": 30,
    "files": [{"forms": [{"name": "people.yaml", "rows": 3}]}],
}


def test_every_file_that_is_read_by_name_is_in_the_table() -> None:
    named = {
        value for name, value in vars(listing).items() if name.isupper() and isinstance(value, str)
    }
    members = (listing.POSTAL_MEMBER, listing.CITIES_MEMBER)
    named -= {listing.LISTING, listing.FETCHED, listing.GEO_IDS_FOLDER, *members}
    forms = [form for each in PUBLICATIONS for file in each.files for form in file.forms]
    assert named <= {form.name for form in forms}
    assert len(named) > 20
    assert any(form.name.startswith(f"{listing.GEO_IDS_FOLDER}/") for form in forms)
    for member in members:
        assert any(form.members == (member,) for form in forms)


def test_every_address_is_a_secure_one() -> None:
    forms = [form for each in PUBLICATIONS for file in each.files for form in file.forms]
    addresses = [form.url for form in forms if form.url] + [
        url for each in PUBLICATIONS for url in each.hashes
    ]
    assert [url for url in addresses if not url.startswith("https://")] == []


def test_a_row_becomes_a_publication_with_its_files() -> None:
    (people,) = read_publications([ROW])
    assert people.files == (File((Form("people.yaml", rows=3),)),)
    assert (people.hashes, people.optional) == ((), False)


def test_a_file_of_every_chamber_is_written_out_for_each() -> None:
    form = {"name": "{state}/{fips}_{chamber}.zip", "url": "https://example.org/{house}.zip"}
    (lines,) = read_publications([ROW | {"files": [{"each": "chamber", "forms": [form]}]}])
    names = [file.name for file in lines.files]
    assert names[:2] == ["al/01_sldu.zip", "al/01_sldl.zip"]
    assert lines.files[1].forms[0].url == "https://example.org/house.zip"
    assert "ne/31_sldl.zip" not in names
    assert len(names) == len(state_line_files()) == 2 * 52 - 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"stale": 30},
        {"stale_after": "soon"},
        {"files": [{"forms": [{"name": "people.yaml", "row": 3}]}]},
        {"files": [{"forms": [{"name": "people.yaml", "layout": "pages"}]}]},
    ],
)
def test_a_field_that_is_none_or_holds_what_it_may_not_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read_publications([ROW | wrong])
