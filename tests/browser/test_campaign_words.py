"""A script says the same words for every kind of official on the device and on the server."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from upstander.campaigns.models import KINDS, Campaign
from upstander.campaigns.queries import letters, targets
from upstander.officials.queries import kinds
from upstander.places import queries as places

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ON = date(2026, 11, 23)
TEXT = "{title}|{name}|{office}|{district}|{committee}"
ALONE = (
    *("us-house-ak-0", "us-house-dc-0", "us-house-pr-0", "us-president", "us-vice-president"),
    *("ne-legislature-12", "dc-mayor", "dc-legislature-ward_1", "dc-legislature-chairman"),
    *("nh-lower-belknap_5-2", "ma-lower-2nd_middlesex", "pr-upper-4-1", "va-lower-17"),
    *("ca-lower-17", "ia-mayor-des_moines", "id-lower-5-a", "ma-secretary-of-state"),
)
ON_THE_DEVICE = """async ([ids, spec, text]) => {
  const site = document.querySelector("script[src*='site.js']").src;
  const load = (name) => import(new URL(`../${name}`, site).href);
  const { compose, targets } = await load("campaigns/campaign.js");
  const { session } = await load("hub/store.js");
  session.set("place", { name: "Iowa", state: "IA", states: ["IA"], seats: ids, maybe: [] });
  const element = document.querySelector("[data-module='campaigns/call']");
  element.dataset.campaignSpec = JSON.stringify(spec);
  element.querySelector("template[data-text]").content.textContent = text;
  const own = document.createElement("template");
  own.dataset.textOpposes = "";
  own.content.textContent = "Think again, {name}. {request}";
  element.append(own);
  const chosen = await targets(element);
  return chosen.map((one) => [one.seat.id, compose(element, one, "")]);
}"""


def some_offices() -> list[str]:
    """Returns the ids of an office of every kind and state, and of those unlike any other."""
    found: dict[tuple[str, str | None], str] = {}
    for office in places.offices():
        found.setdefault((kinds.of(office.id), office.state), office.id)
    known = {office.id for office in places.offices()}
    senators = ("us-senate-ia-2", "us-senate-ia-3")
    return [*found.values(), *(one for one in (*ALONE, *senators) if one in known)]


def on_the_server(ids: list[str], committees: list[str], language: str) -> dict[str, str]:
    campaign = Campaign(committees=committees)
    said = {}
    for office in map(places.office, dict.fromkeys(ids)):
        if office.status(ON) != "vacant":
            to = letters.recipient(office, place="Ames", language=language, on=ON, represents="yes")
            on_committee = targets.committee(campaign, office.id)
            said[office.id] = "|".join((to.title, to.name, to.office, to.district, on_committee))
    return said


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_of_official_is_addressed_alike(
    site: str, chromium: Browser, language: str
) -> None:
    ids, committees = some_offices(), ["HSAG", "SSAF"]
    spec: dict[str, Any] = {
        "kinds": list(KINDS),
        "states": [],
        "on_committee": {
            targets.committee_name(one): sorted(targets.members(one)) for one in committees
        },
        "named": ids,
        "stances": {"us-senate-ia-3": "opposes", "us-senate-ia-2": "supports"},
    }
    context = chromium.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(datetime(ON.year, ON.month, ON.day, 12))
    page.goto(f"{site}/{language}/officials/campaigns/family-separation/call/")
    said = page.evaluate(ON_THE_DEVICE, [ids, spec, TEXT])
    context.close()

    with translation.override(language):
        alike = on_the_server(ids, committees, language)
    assert {key: text for key, text in said if key != "us-senate-ia-3"} == {
        key: text for key, text in alike.items() if key != "us-senate-ia-3"
    }
    opposed = dict(said)["us-senate-ia-3"]
    assert opposed.startswith(f"Think again, {alike['us-senate-ia-3'].split('|')[1]}. O")
    order = [list(KINDS).index(kinds.of(office_id)) for office_id, _said in said]
    assert order == sorted(order)
