"""What import-linter cannot see: models point only to rooms below."""

import tomllib
from pathlib import Path

from django.apps import apps

CONTRACT = Path(__file__).parents[1] / "pyproject.toml"


def layers() -> dict[str, int]:
    """Returns each room's height; rooms beside each other have the same."""
    contracts = tomllib.loads(CONTRACT.read_text())["tool"]["importlinter"]["contracts"]
    rows = next(one for one in contracts if one["type"] == "layers")["layers"]
    return {
        room.strip(): height for height, row in enumerate(reversed(rows)) for room in row.split("|")
    }


def test_models_point_only_to_their_own_room_or_one_below() -> None:
    height = layers()
    upward = []
    seen = 0
    for model in apps.get_models():
        room = model._meta.app_label
        for field in model._meta.get_fields():
            target = field.related_model
            if not field.concrete or not isinstance(target, type):
                continue
            other = target._meta.app_label
            if room in height and other in height:
                seen += 1
                if height[other] > height[room]:
                    upward.append(f"{model.__name__}.{field.name} -> {other}")
    assert upward == []
    assert seen > 5


def test_every_room_with_a_folder_has_its_place_in_the_contract() -> None:
    folders = {path.parent.name for path in CONTRACT.parent.glob("src/upstander/*/__init__.py")}
    assert folders == set(layers())
