"""Dates as far as they are known: read from what people type, kept as EDTF, said in words."""

from datetime import date

import pytest
from django.utils.translation import override

from upstander.hub import dates


@pytest.mark.parametrize(
    ("typed", "kept", "english", "spanish"),
    [
        ("2014-04-12", "2014-04-12", "April 12, 2014", "12 de abril de 2014"),
        ("2014-04", "2014-04", "April 2014", "abril de 2014"),
        ("Abril de 2014", "2014-04", "April 2014", "abril de 2014"),
        ("april, 2014", "2014-04", "April 2014", "abril de 2014"),
        (" 2014 ", "2014", "2014", "2014"),
        ("spring 2020", "2020-21", "spring 2020", "primavera de 2020"),
        ("otoño de 2020", "2020-23", "fall 2020", "otoño de 2020"),
        ("autumn 2020~", "2020-23~", "about fall 2020", "hacia otoño de 2020"),
        ("1984?", "1984?", "1984 (not certain)", "1984 (sin certeza)"),
        ("1984%", "1984%", "about 1984 (not certain)", "hacia 1984 (sin certeza)"),
        ("198X", "198X", "the 1980s", "la década de 1980"),
        ("2014-04-XX", "2014-04-XX", "April 2014", "abril de 2014"),
        ("2014/2016-05", "2014/2016-05", "2014 to May 2016", "entre 2014 y mayo de 2016"),
        ("2014/", "2014/..", "since 2014", "desde 2014"),
        ("../2014", "../2014", "until 2014", "hasta 2014"),
        ("2014-04-12/", "2014-04-12/..", "since April 12, 2014", "desde el 12 de abril de 2014"),
        ("2014-04-12~", "2014-04-12~", "about April 12, 2014", "hacia el 12 de abril de 2014"),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_as_edtf_and_said_in_words(
    typed: str, kept: str, english: str, spanish: str
) -> None:
    assert dates.read(typed) == kept
    assert dates.read(kept) == kept
    with override("en"):
        assert dates.said(kept) == english
    with override("es"):
        assert dates.said(kept) == spanish


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "201", "20140", "2014-13", "2014-00", "2014-02-30", "2014-25", "0999", "2014-4",
     "2016/2014", "..", "../..", "2014/2015/2016", "May 7 2014", "5/7/2014", "x" * 10_000, "٢٠١٤"],
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        dates.read(typed)
    assert not dates.is_date(typed)


def test_the_days_that_a_date_may_mean_put_rows_in_order() -> None:
    known = ("2014", "2014-21", "2014-24", "2014-02", "198X", "2014-XX", "2014/2016", "../2014-06")
    days = {text: (dates.first_day(text), dates.last_day(text)) for text in known}
    assert days == {
        "2014": (date(2014, 1, 1), date(2014, 12, 31)),
        "2014-21": (date(2014, 3, 1), date(2014, 5, 31)),
        "2014-24": (date(2014, 12, 1), date(2015, 2, 28)),
        "2014-02": (date(2014, 2, 1), date(2014, 2, 28)),
        "198X": (date(1980, 1, 1), date(1989, 12, 31)),
        "2014-XX": (date(2014, 1, 1), date(2014, 12, 31)),
        "2014/2016": (date(2014, 1, 1), date(2016, 12, 31)),
        "../2014-06": (date(2014, 6, 1), date(2014, 6, 30)),
    }
    assert dates.in_order("2014-06", "2014")
    assert not dates.in_order("2014-06", "2014-05")


def test_other_software_is_told_what_it_understands_and_no_more() -> None:
    told = {
        text: dates.plain(text)
        for text in ("2014-04-12", "2014-04~", "2014-21", "198X", "2014-XX", "../2014")
    }
    assert told == {
        "2014-04-12": "2014-04-12",
        "2014-04~": "2014-04",
        "2014-21": "2014",
        "198X": "",
        "2014-XX": "2014",
        "../2014": "2014",
    }  # fmt: skip
