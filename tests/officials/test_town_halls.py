"""Town halls, as announced."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar
from time_machine import travel

from upstander.hub.models import Hub
from upstander.officials.models import TownHall

NUNN = "us-house-ia-3"
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)


def town_hall(office: str = NUNN, **fields: object) -> TownHall:
    row = TownHall(
        **{
            "office_id": office,
            "title": "Ask <b>anything</b>",
            "starts": NOON + timedelta(days=1),
            "timezone": "America/Chicago",
            "place": "Ames Public Library",
            "street": "515 Douglas Avenue, Ames, IA",
            "url": "https://nunn.house.gov/ask",
            "as_of": NOON.date(),
        }
        | fields
    )
    row.full_clean()
    row.save()
    return row


@pytest.mark.parametrize("zone", ["Central", "America/Nowhere", "../etc/passwd", ""])
def test_a_town_hall_without_a_known_time_zone_is_refused(hub: Hub, zone: str) -> None:
    with pytest.raises(ValidationError) as refused:
        town_hall(timezone=zone)

    assert "timezone" in refused.value.message_dict
    assert not TownHall.objects.exists()


@travel(NOON, tick=False)
def test_town_halls_are_listed_until_they_are_over_and_cancelled_ones_say_so(
    hub: Hub, client: Client
) -> None:
    town_hall()
    town_hall(title="Called off", status=TownHall.Status.CANCELLED, url="https://x.example/")
    town_hall(title="Going on", starts=NOON - timedelta(minutes=30))
    town_hall(title="Long over", starts=NOON - timedelta(days=1))
    town_hall(title="Just ended", starts=NOON - timedelta(hours=3), ends=NOON)
    page = client.get("/en/officials/town-halls/").content.decode()

    assert page.index("Going on") < page.index("Ask &lt;b&gt;anything&lt;/b&gt;")
    assert "Nov. 24, 2026, noon local time" in page
    assert "Zachary Nunn" in page
    assert 'Called off <span class="tag">cancelled</span>' in page
    assert "Long over" not in page


@travel(NOON, tick=False)
def test_a_calendar_keeps_each_town_hall_and_its_uid_when_it_is_cancelled(
    hub: Hub, client: Client
) -> None:
    row = town_hall(note="Bring\x07 a chair; sit, please", ends=NOON + timedelta(hours=26))
    [before] = events(client)
    row.status = TownHall.Status.CANCELLED
    row.save()
    [after] = events(client)

    assert before["uid"] == after["uid"] == f"town-hall-{row.pk}@127.0.0.1"
    assert "status" not in before
    assert after["status"] == "CANCELLED"
    assert after.start == NOON + timedelta(days=1)
    assert after.end == NOON + timedelta(hours=26)
    assert after["location"] == "Ames Public Library, 515 Douglas Avenue, Ames, IA"
    assert "Bring a chair; sit, please" in after["description"]


def events(client: Client) -> list:
    return Calendar.from_ical(client.get("/en/officials/town-halls.ics").content).walk("VEVENT")
