"""Posts within each network's length, and what is a visitor's own in a letter."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.campaigns.queries import own_words, sending
from upstander.places.queries import Account

LINK = "https://hub.example/en/officials/campaigns/a-rather-long-name-of-a-campaign/"
FORM = "I ask you to vote for the bill that pays for new pipes on every street of our town."


@pytest.mark.parametrize("network", sending.networks())
@given(request=st.text(max_size=400), name=st.from_regex(r"[A-Za-z0-9_]{1,30}", fullmatch=True))
def test_a_post_fits_whatever_the_request_is(network: str, request: str, name: str) -> None:
    account = Account(network, f"@{name}@social.example", f"https://{network}.example/{name}")
    rules = sending.networks()[network]
    [post] = sending.posts([account], request=request, link=LINK, represents="yes")

    assert sending.length(post.text, rules) <= rules["longest"]
    assert LINK in post.text


def test_a_long_request_is_measured_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def length(text: str, rules: dict[str, Any]) -> int:
        measured.append(text)
        return len(text)

    monkeypatch.setattr(sending, "length", length)
    account = Account("facebook", "rep", "https://facebook.example/rep")
    [post] = sending.posts([account], request="pipes " * 20_000, link=LINK, represents="yes")

    assert len(measured) < 20
    assert len(post.text) > post.longest - len("pipes ")


@pytest.mark.parametrize(
    ("network", "text", "length"),
    [
        ("twitter", "niño", 4),
        ("twitter", "日本", 4),
        ("twitter", f"See {LINK}", 4 + 23),
        ("twitter", "“no” …", 7),
        ("bluesky", "日本", 2),
        ("bluesky", LINK, len(LINK)),
        ("mastodon", f"@rep@mastodon.social {LINK}", 5 + 23),
        ("instagram", "@rep@mastodon.social", 20),
    ],
)
def test_a_post_is_counted_as_its_network_counts(network: str, text: str, length: int) -> None:
    assert sending.length(text, sending.networks()[network]) == length


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", "none"),
        ("— … !", "none"),
        ("My daughter drinks it.", "few"),
        ("I ASK YOU to vote — for the “bill” that pays!", "copied"),
        (f"{FORM} Please.", "copied"),
        ("I ask you to vote, " + "and my own words come here again " * 5, "enough"),
    ],
)
def test_words_are_ones_own_unless_six_in_a_row_are_the_campaigns(text: str, level: str) -> None:
    assert own_words.level(text, theirs=FORM) == level


@given(st.text(max_size=2_000))
def test_the_campaigns_whole_text_never_counts_as_ones_own(text: str) -> None:
    if len(text.split()) >= own_words.RUN:
        assert own_words.level(text, theirs=text) in ("copied", "none", "few")
