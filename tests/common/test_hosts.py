"""Which names a hub answers to."""

import pytest

from upstander.common.hosts import allowed_hosts


@pytest.mark.parametrize(
    ("base_url", "named", "hosts"),
    [
        ("http://127.0.0.1:8000", [], ["*"]),
        ("http://[::1]:8000", [], ["*"]),
        ("https://hub.example/a", [], ["hub.example", "127.0.0.1", "localhost", "[::1]"]),
        ("https://HUB.example", ["a.example"], ["a.example", "127.0.0.1", "localhost", "[::1]"]),
        ("http://[2001:db8::1]", [], ["[2001:db8::1]", "127.0.0.1", "localhost", "[::1]"]),
        ("http://127.0.0.1", ["*"], ["*", "127.0.0.1", "localhost", "[::1]"]),
    ],
)
def test_they_follow_the_hubs_address_unless_they_are_named(
    base_url: str, named: list[str], hosts: list[str]
) -> None:
    assert allowed_hosts(base_url, named) == hosts
