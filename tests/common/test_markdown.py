"""What organizers write in Markdown: shown whole, or named, and never a danger."""

import pytest

from upstander.common.markdown import to_html, unshown


def test_a_table_is_one_within_a_frame_that_the_keyboard_reaches() -> None:
    html = to_html("| what | when |\n|---|--:|\n| soup | *noon* |\n")
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>' in html
    assert '<th scope="col">when</th>' in html
    assert "<td><em>noon</em></td>" in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://a.example/x?a=1&b=2.", 'href="https://a.example/x?a=1&amp;b=2"'),
        ("Mail help@city.org now", 'href="mailto:help@city.org"'),
        ("Call 202-555-0100", '<a href="tel:+12025550100" rel="noopener">202-555-0100</a>'),
        ("**(202) 555-0100**", 'href="tel:+12025550100"'),
        ("or 1-800-555-0199, free", 'href="tel:+18005550199"'),
    ],
)
def test_bare_addresses_and_numbers_are_links(text: str, link: str) -> None:
    assert link in to_html(text)


@pytest.mark.parametrize(
    "text",
    ["Open readme.md", "case 2014-456-7890", "id 12025550100", "`202-555-0100`", "555-0100"],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert "<a" not in to_html(text)


def test_a_number_in_a_link_stays_in_that_link() -> None:
    html = to_html("[Call 202-555-0100](https://a.example)")
    assert html.count("<a ") == 1
    assert 'href="https://a.example"' in html


def test_headings_fit_below_the_pages_own() -> None:
    html = to_html("# One\n\n##### Five")
    assert html == "<h2>One</h2>\n<h4>Five</h4>\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("![A cat](https://a.example/cat.png)", "https://a.example/cat.png"),
        ("[x](javascript:alert(1))", "javascript:alert(1"),
        ("[x](data:text/html,x)", "data:text/html,x"),
        ("[x](ftp://a.example)", "ftp://a.example"),
        ("| a |\n|---|\n| ![](b.png) |", "b.png"),
    ],
)
def test_what_a_page_cannot_show_is_named(text: str, named: str) -> None:
    [said] = unshown(text)
    assert named in said
    assert "javascript:" not in to_html(text).partition("href")[2]


@pytest.mark.parametrize(
    "text",
    ["[a](/en/learn/)", "[a](#b:c)", "[a](mailto:a@b.org)", "a < b", "x](y", "https://a.org"],
)
def test_what_is_shown_is_not_named(text: str) -> None:
    assert list(unshown(text)) == []
