"""The code that a campaign offers to other sites."""

from html import unescape

import pytest
from django.test import Client

from upstander.campaigns.models import Campaign


@pytest.mark.parametrize("title", ['Say "no" & <b>mean</b> it', "</textarea><script>x</script>"])
def test_a_title_stays_a_title_in_the_code_that_is_copied(
    campaign: Campaign, client: Client, title: str
) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(title=title)
    page = client.get("/en/officials/campaigns/pipes/").content.decode()
    shown = page.split('<textarea id="embed-code"', 1)[1].split("</textarea>", 1)[0]
    code = unescape(shown.split(">", 1)[1])
    said = code.split('title="', 1)[1].split('"', 1)[0]

    assert unescape(said) == title
    assert "<" not in said
    assert code.count("<iframe ") == code.count("<script ") == 1
    assert [line.split()[0] for line in code.splitlines()] == ["<iframe", "<script"]
