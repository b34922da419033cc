"""What import-linter cannot see: where models point, what `places` hands out."""

import ast
import dataclasses
import inspect
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

from django.apps import apps

from upstander.civic import Civic
from upstander.places import device, queries

CONTRACT = Path(__file__).parents[1] / "pyproject.toml"
SOURCE = CONTRACT.parent / "src" / "upstander"


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


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Returns every module but migrations, by its path below the package."""
    return tuple(
        (path.relative_to(SOURCE), ast.parse(path.read_text()))
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
    )


def taken(tree: ast.Module, room: str) -> Iterator[tuple[str, str]]:
    """Yields what a module takes from those of a room: the module, and the name in it."""
    called = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == room:
            called |= {one.asname or one.name: f"{room}.{one.name}" for one in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{room}."):
            yield from ((node.module or "", one.name) for one in node.names)
        elif isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names if one.name.startswith(room))
    for node in ast.walk(tree) if called else ():
        match node:
            case ast.Attribute(value=ast.Name(id=name)) if name in called:
                yield called[name], node.attr


def test_rooms_take_from_places_only_what_it_gives() -> None:
    uses = [
        (str(path), module, name)
        for path, tree in modules()
        if path.parts[0] != "places"
        for module, name in taken(tree, "upstander.places")
    ]
    ungiven = [use for use in uses if use[2] not in getattr(import_module(use[1]), "__all__", ())]
    assert ungiven == []
    assert len(uses) > 50


def carries(hint: object, seen: set[object]) -> bool:
    """True for the engine, and for a type that has it somewhere in it."""
    if hint is Civic:
        return True
    if getattr(hint, "__hash__", None) is None or hint in seen:
        return False
    seen.add(hint)
    held = list(get_args(hint))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        held += get_type_hints(hint).values()
    return any(carries(one, seen) for one in held)


def test_places_gives_nobody_the_engine() -> None:
    """Other rooms cannot name its type, so that none of them can hand it on."""
    for module in (queries, device):
        for name in module.__all__:
            given = getattr(module, name)
            hints = get_type_hints(given).values() if inspect.isfunction(given) else [given]
            assert not any(carries(hint, set()) for hint in hints), name
    assert carries(get_type_hints(queries.engine)["return"], set()), "what this looks for"
