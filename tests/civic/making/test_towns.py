"""GeoNames' cities, as its publisher's archive and as an extract of the country."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from upstander.civic.making.sources.files import BadSource
from upstander.civic.making.sources.towns import cities

MANY = 22_000
ROWS = [
    ("Elm", "US", "IA", "41.5", "-93.6", "900", "Elm City|Olmo"),
    ("Ponce", "PR", "00", "18.0", "-66.6", "", ""),
    ('Mile "Zero"', "US", "FL", "24.5", "-81.8", "510", ""),
    ("Paris", "FR", "11", "48.9", "2.35", "2138551", "Lutetia"),
]


def archive(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    lines = [
        "\t".join((
            str(number), name, name, others.replace("|", ","), lat, lng, "P", "PPL", country, "",
            admin, "", "", "", people, "", "", "", "2026-01-01",
        ))
        for number, (name, country, admin, lat, lng, people, others) in enumerate(rows)
    ]  # fmt: skip
    with ZipFile(folder / "cities500.zip", "w") as file:
        file.writestr("cities500.txt", "\n".join(lines) + "\n")
    return folder


def extract(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    lines = [
        "geonameid\tname\tcountry\tadmin1\tlat\tlng\tpopulation\ttimezone\talternate_names",
        *(
            "\t".join((str(number), *row[:6], "", row[6]))
            for number, row in enumerate(rows)
        ),
    ]  # fmt: skip
    (folder / "geonames_us_cities500.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("laid", [archive, extract])
def test_both_forms_give_the_towns_of_the_country_and_its_territories(
    tmp_path: Path, laid: Callable[..., Path]
) -> None:
    found = list(cities(laid(tmp_path, ROWS + [ROWS[0]] * MANY)))

    assert len(found) == MANY + 3
    assert [(city.name, city.state, city.population, city.others) for city in found[:3]] == [
        ("Elm", "IA", 900, ("Elm City", "Olmo")),
        ("Ponce", "PR", 0, ("",)),
        ('Mile "Zero"', "FL", 510, ("",)),
    ]
    assert (found[1].lat, found[1].lng) == (18.0, -66.6)


@pytest.mark.parametrize("laid", [archive, extract])
@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (ROWS, "has 3 towns of the United States, fewer than 22000; it may be cut short"),
        ([("Elm", "US", "IA", "north", "-93.6", "900", ""), *ROWS], "what is no number"),
    ],
)
def test_a_list_that_is_cut_or_damaged_is_refused(
    tmp_path: Path, laid: Callable[..., Path], rows: list[tuple[str, ...]], says: str
) -> None:
    with pytest.raises(BadSource, match=says):
        list(cities(laid(tmp_path, rows)))
