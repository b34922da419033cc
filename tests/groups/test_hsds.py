"""The JSON of groups, held against the schemas of HSDS 3."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.test import Client

from upstander.groups.models import Organization

pytestmark = pytest.mark.shared

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "array": list,
    "object": dict,
}
BESIDE = {"organization": {"additional_websites", "assured_date", "scope", "serves"}}
"""What an organization says here that HSDS 3.0 has no name for, or has elsewhere."""


def schema(name: str) -> dict[str, Any]:
    folder = Path(os.environ["UPSTANDER_SHARED"], "data/conformance/hsds/schema")
    return dict(json.loads((folder / name).read_text()))


def assert_conforms(value: dict[str, Any], name: str) -> None:
    """Fails where a name, a type, a format or what is required is not as the schema says."""
    rules = schema(name)
    own = BESIDE.get(rules["name"], set())
    assert set(rules["required"]) <= set(value)
    assert set(value) <= set(rules["properties"]) | own
    for key in set(value) - own:
        rule: dict[str, Any] = rules["properties"][key]
        held: Any = value[key]
        assert issubclass(type(held), TYPES[rule["type"]]), key
        assert held in rule.get("enum", [held]), key
        if rule.get("format") == "uuid":
            UUID(held)
        if rule.get("format") == "uri":
            assert urlsplit(held).scheme in ("http", "https"), key
        if "$ref" in rule.get("items", {}):
            for item in held:
                assert_conforms(item, rule["items"]["$ref"])


def test_every_group_is_an_hsds_organization(
    tenants: Organization, shelter: Organization, water_law: Organization, client: Client
) -> None:
    page = client.get("/en/groups/index.json").json()

    assert (page["total_items"], page["empty"]) == (3, False)
    for document in page["contents"]:
        assert_conforms(document, "organization.json")
        alone = client.get(f"{urlsplit(document['uri']).path}index.json").json()
        assert alone == document
    first = page["contents"][0]
    assert first["locations"][0]["addresses"][0]["address_1"] == "12 Elm Street"
    assert first["additional_websites"][0]["url"] == "https://tenants.example/join"


def test_the_list_has_the_shape_of_an_hsds_page(tenants: Organization, client: Client) -> None:
    folder = Path(os.environ["UPSTANDER_SHARED"], "data/conformance/hsds/examples")
    example = json.loads((folder / "organization_list.json").read_text())
    page = client.get("/en/groups/index.json").json()

    assert {key: type(value) for key, value in page.items()} == {
        key: type(value) for key, value in example.items()
    }
