"""Templates can be read: short lines, and each loads just what it uses."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Lexer, Template, TokenType
from django.template.library import Library, import_library

SOURCE = Path(__file__).parents[1] / "src" / "upstander"
TEMPLATES = sorted(
    path for path in SOURCE.glob("*/templates/**/*") if path.suffix in (".html", ".txt")
)
LONGEST = 120

templates = pytest.mark.parametrize(
    "path", TEMPLATES, ids=[path.relative_to(SOURCE).as_posix() for path in TEMPLATES]
)


def loaded(text: str) -> list[str]:
    """Returns the libraries that a template loads."""
    return [name for names in re.findall(r"{% load (.+?) %}", text) for name in names.split()]


def uses(text: str, library: Library) -> bool:
    """True where a template has a tag or a filter of a library."""
    parts = Lexer(text).tokenize()
    tags = {part.contents.split()[0] for part in parts if part.token_type == TokenType.BLOCK}
    filters = {
        name
        for part in parts
        if part.token_type in (TokenType.BLOCK, TokenType.VAR)
        for name in re.findall(r"\|(\w+)", part.contents)
    }
    return bool(tags & set(library.tags) or filters & set(library.filters))


@templates
def test_no_line_is_long(path: Path) -> None:
    lines = enumerate(path.read_text().splitlines(), start=1)
    assert [number for number, line in lines if len(line) > LONGEST] == []


@templates
def test_it_loads_just_what_it_uses(path: Path) -> None:
    engine = engines["django"].engine
    text = path.read_text()
    Template(text, engine=engine)  # refuses what is used and not loaded
    always = {name for name, module in engine.libraries.items() if module in engine.builtins}
    idle = [
        name
        for name in loaded(text)
        if name in always or not uses(text, import_library(engine.libraries[name]))
    ]
    assert idle == []


BARE = re.compile(r"<(template|textarea)\b[^>]*>([^<]*)</\1>")


@templates
def test_words_for_a_script_or_to_be_copied_begin_and_end_without_a_line_break(path: Path) -> None:
    """A calendar file, a title or code to copy would have it."""
    bare = [body for _tag, body in BARE.findall(path.read_text())]
    assert [body for body in bare if body != body.strip("\n")] == []


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 100
