"""Groups at the desk."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from upstander.groups.models import Organization

ADD = "/desk/admin/groups/organization/add/"
FORM = {
    "slug": "shelter",
    "name": "Night Shelter",
    "description": "They take families in.",
    "website": "https://shelter.example/",
    "scope": "local",
    "serves": ["IA"],
    "language": "en",
    "status": "draft",
    "channels-TOTAL_FORMS": 0,
    "channels-INITIAL_FORMS": 0,
    "hub-translation-content_type-object_id-TOTAL_FORMS": 0,
    "hub-translation-content_type-object_id-INITIAL_FORMS": 0,
    "locations-TOTAL_FORMS": 1,
    "locations-INITIAL_FORMS": 0,
    "locations-0-city": "Ames",
    "locations-0-state_province": "IA",
}


def test_a_group_is_added_with_its_location_and_by_whom(desk: Client, olive: User) -> None:
    answer = desk.post(ADD, FORM)

    assert answer.status_code == 302
    kept = Organization.objects.get()
    assert kept.serves == ["IA"]
    assert kept.history.get().history_user == olive
    assert kept.locations.get().point == pytest.approx((42.0, -93.6), abs=0.1)


def test_a_deleted_group_leaves_who_did_it_and_why(
    desk: Client, olive: User, tenants: Organization
) -> None:
    desk.post(f"/desk/admin/groups/organization/{tenants.pk}/delete/", {"post": "yes"})

    assert not Organization.objects.exists()
    last = Organization.history.first()
    assert (last.history_type, last.history_user) == ("-", olive)
    assert last.history_change_reason == "deleted at the desk"


def test_an_address_is_refused_where_the_location_is_confidential(desk: Client) -> None:
    secret = {"locations-0-confidential": "on", "locations-0-address_1": "9 Secret Lane"}
    answer = desk.post(ADD, FORM | secret)

    assert answer.status_code == 200
    assert "Leave this empty: the location is confidential." in answer.content.decode()
    assert not Organization.objects.exists()


def test_the_desk_speaks_of_groups_in_its_tables(desk: Client, tenants: Organization) -> None:
    page = desk.get("/desk/admin/groups/organization/").content.decode()

    assert "Elm Street Tenants" in page
    assert desk.get("/desk/admin/groups/searchwords/add/").status_code == 200
