"""What the device makes as the server does: numbers to dial, posts of the right length."""

import pytest

from tests import node
from tests.telephones import DIALLED, LISTED
from upstander.campaigns.queries import sending
from upstander.places.queries import Account

LINK = "https://hub.example/en/officials/campaigns/a-rather-long-name-of-a-campaign/"
POSTS = """async (asked, pattern, rules, account, link) => {
    const { post } = await import("#campaigns/sending.js");
    return asked.map((request) => post(pattern, account, request, link, rules));
}"""


def test_the_device_dials_a_number_as_the_server_does() -> None:
    dial = """async (all) => {
        const { tel } = await import("#officials/seats.js");
        return all.map(tel);
    }"""
    cases = DIALLED | LISTED

    assert node.run(dial, list(cases)) == list(cases.values())


@pytest.mark.parametrize("network", sending.networks())
def test_the_device_cuts_a_post_where_the_server_does(network: str) -> None:
    words = ["Pay", "for", "pipes", "see", "https://a.example/", "@rep@b.example", "a", "日本"]
    asked = [" ".join((words * 2_500)[:count]) for count in (0, 1, 20, 31, 32, 33, 400, 20_000)]
    asked.append("x" * 70_000)
    account = Account(network, "@rep@c.example", "https://c.example/rep")
    given = {"network": network, "handle": account.handle}
    rules = sending.networks()[network]

    made = node.run(POSTS, asked, str(sending.POST), rules, given, LINK)

    texts = [
        sending.posts([account], request=one, link=LINK, represents="yes")[0].text for one in asked
    ]
    assert made == texts
    assert all(sending.length(one, rules) <= rules["longest"] for one in texts)
