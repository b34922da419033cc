"""Asks at the desk."""

from django.contrib.auth.models import User
from django.test import Client

from tests.give.conftest import WriteAsk
from upstander.give.models import Ask


def test_an_ask_is_changed_by_ticking_boxes(write: WriteAsk, desk: Client, olive: User) -> None:
    ask = write("drive", skills=["driving"])
    address = f"/desk/admin/give/ask/{ask.pk}/change/"
    page = desk.get(address).content.decode()
    assert 'value="driving" id="id_skills_1" checked' in page
    assert "your phone company: the number you call, and when" in page

    form = {
        "slug": "drive",
        "title": "Drive",
        "why": "It helps.",
        "how": "Begin.",
        "kind": "skill",
        "minutes": 60,
        "skills": ["driving", "legal"],
        "presence": "in_person",
        "visibility": "public",
        "audiences": ["group", "people_there"],
        "leads_to": "groups/",
        "language": "en",
        "status": "published",
        "hub-translation-content_type-object_id-TOTAL_FORMS": 0,
        "hub-translation-content_type-object_id-INITIAL_FORMS": 0,
    }
    assert desk.post(address, form).status_code == 302
    kept = Ask.objects.get()
    assert kept.skills == ["driving", "legal"]
    assert kept.learns == ["group", "people_there", "public"]
    assert kept.history.first().history_user == olive
