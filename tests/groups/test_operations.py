"""What organizers write about groups, and what a suggestion becomes."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from upstander.groups import operations
from upstander.groups.models import Channel, Location, Organization, SearchWords

SUGGESTED: operations.SuggestedGroup = {
    "name": "Elm Street Tenants",
    "url": "https://oak.example/",
    "description": "They help neighbors.",
    "place": "Ames, Iowa",
    "language": "en",
}


def write(organization: Organization, *locations: Location) -> Organization:
    return operations.write_organization(organization, locations=locations, channels=[], by=None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address_1", "9 Secret Lane"),
        ("postal_code", "50010"),
        ("latitude", "42.0301"),
    ],
)
def test_a_confidential_location_takes_no_address_and_nothing_is_stored(
    tenants: Organization, field: str, value: str
) -> None:
    secret = Location(city="Ames", state_province="IA", confidential=True, **{field: value})
    with pytest.raises(ValidationError) as refused:
        write(tenants, secret)

    assert list(refused.value.message_dict) == [field]
    assert [str(kept) for kept in tenants.locations.all()] == ["Des Moines, IA"]
    assert tenants.channels.count() == 1


def test_a_location_without_coordinates_stands_in_the_middle_of_its_city(
    tenants: Organization, shelter: Organization
) -> None:
    point = tenants.locations.get().point

    assert point == pytest.approx((41.59, -93.62), abs=0.05)
    assert shelter.locations.get().point is None


@pytest.mark.parametrize(
    ("city", "state", "zip_", "point"),
    [
        ("Spokane Valley", "WA", "", (47.66, -117.24)),
        ("Queens", "NY", "11375", (40.72, -73.85)),
        ("Nowhere at All", "NY", "11375", (40.72, -73.85)),
    ],
)
def test_a_location_is_put_where_its_city_or_else_its_zip_is(
    tenants: Organization, city: str, state: str, zip_: str, point: tuple[float, float]
) -> None:
    write(tenants, Location(city=city, state_province=state, postal_code=zip_))

    assert tenants.locations.get().point == pytest.approx(point, abs=0.1)


def test_a_location_in_a_city_that_nobody_knows_has_no_coordinates(tenants: Organization) -> None:
    write(tenants, Location(city="Nowhere at All", state_province="IA"))

    assert tenants.locations.get().point is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scope": "local", "serves": []}, "serves"),
        ({"scope": "national", "serves": ["IA"]}, "serves"),
        ({"scope": "local", "serves": ["iowa"]}, "serves"),
        ({"scope": "local", "serves": "IA"}, "serves"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"assured_date": "2999-01-01"}, "assured_date"),
        ({"slug": "near"}, "slug"),
    ],
)
def test_a_group_that_is_not_sound_is_refused_by_field(
    tenants: Organization, changes: dict[str, object], field: str
) -> None:
    vars(tenants).update(changes)
    with pytest.raises(ValidationError) as refused:
        write(tenants)

    assert list(refused.value.message_dict) == [field]


def test_what_is_written_takes_the_place_of_what_was_there(
    tenants: Organization, olive: User
) -> None:
    operations.write_organization(
        tenants,
        locations=[Location(city="Ames", state_province="IA")],
        channels=[
            Channel(kind=Channel.Kind.DONATE, url="https://b.example/"),
            Channel(kind=Channel.Kind.FOLLOW, url="https://a.example/"),
        ],
        by=olive,
    )

    kept = Organization.objects.get()
    assert [location.city for location in kept.locations.all()] == ["Ames"]
    assert [channel.kind for channel in kept.channels.all()] == ["donate", "follow"]
    assert kept.history.first().history_user == olive


def test_search_words_say_where_the_city_goes(db: None) -> None:
    with pytest.raises(ValidationError, match=r"\{city\}"):
        operations.write_search_words(SearchWords(words="clean water group"), by=None)


def test_a_suggested_group_becomes_a_draft_where_the_place_is(
    tenants: Organization, olive: User
) -> None:
    address = operations.apply_suggested_group(SUGGESTED, by=olive)

    draft = Organization.objects.get(slug="elm-street-tenants")
    assert not draft.is_published
    assert (draft.scope, draft.serves) == ("local", ["IA"])
    assert str(draft.locations.get()) == "Ames, IA"
    assert address == f"/desk/admin/groups/organization/{draft.pk}/change/"
    assert draft.history.first().history_user == olive


@pytest.mark.parametrize(
    ("place", "scope", "serves", "locations"),
    [
        ("Iowa", "local", ["IA"], 0),
        ("national", "national", [], 0),
        ("Springfield", "national", [], 0),
    ],
)
def test_a_suggested_place_that_is_no_town_is_kept_as_far_as_it_goes(
    olive: User, place: str, scope: str, serves: list[str], locations: int
) -> None:
    operations.apply_suggested_group(SUGGESTED | {"place": place}, by=olive)

    draft = Organization.objects.get()
    assert (draft.scope, draft.serves) == (scope, serves)
    assert draft.locations.count() == locations
    assert (place in draft.description) == (scope == "national")


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Oak", {"oak", "oak-2"}),
        ("Near", {"near-2", "near-3"}),
        ("水", {"group", "group-2"}),
    ],
)
def test_groups_suggested_under_one_name_have_addresses_of_their_own(
    olive: User, name: str, slugs: set[str]
) -> None:
    operations.apply_suggested_group(SUGGESTED | {"name": name}, by=olive)
    operations.apply_suggested_group(SUGGESTED | {"name": name}, by=olive)

    assert set(Organization.objects.values_list("slug", flat=True)) == slugs


def test_a_suggestion_that_cannot_be_a_group_leaves_nothing(olive: User) -> None:
    with pytest.raises(ValidationError):
        operations.apply_suggested_group(SUGGESTED | {"url": "not an address"}, by=olive)

    assert not Organization.objects.exists()
