"""The part of YAML that guide files use: maps, lists, text, whole and decimal numbers, dates.

Text stays text: only `true` and `false` are yes or no, so that `NO`, `on` and `yes` are words.
Aliases and tags are refused: the first can make a small file huge, the second can make any object.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

Path = tuple[str | int, ...]

MOST_BYTES = 500_000
DEEPEST = 12

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}


class NotPlainYAML(Exception):
    """The text is not what this module reads; the message says on which line, and what to do."""

    def __init__(self, message: str, event: Any = None) -> None:
        line = f"Line {event.start_mark.line + 1}: " if event else ""
        super().__init__(f"{line}{message}")


@dataclass
class Document:
    """What a file holds, and the line on which each part of it begins, counted from 1."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)


def read(content: bytes) -> Document:
    """Returns what `content` holds; an empty file holds None.

    Raises:
        NotPlainYAML: it is too large, not UTF-8, not YAML, or uses more of YAML than is allowed.
    """
    if len(content) > MOST_BYTES:
        raise NotPlainYAML(f"The file is too large. A guide file has at most {MOST_BYTES:,} bytes.")
    try:
        return _Reader(content.decode("utf-8-sig")).document()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotPlainYAML(f"Line {line} is not UTF-8 text. Save the file as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        raise NotPlainYAML(_in_words(error)) from error
    except yaml.YAMLError as error:
        raise NotPlainYAML(f"The file is not text: {error}") from error


def _in_words(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "this is not YAML."
    if "'\\t'" in problem:
        problem = "there is a tab. Indent with spaces."
    if problem.startswith("mapping values"):
        problem = "put text with a colon in quotes, or check how far the line is indented."
    mark = error.problem_mark
    return f"Line {mark.line + 1}: {problem}" if mark else problem


class _Reader:
    """Takes the events of a YAML parser one by one, so that nothing is built before it is seen."""

    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        self.lines: dict[Path, int] = {}

    def document(self) -> Document:
        data, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise NotPlainYAML("“---” begins a second document. Keep one.", event)
                data = self._value(next(self.events), ())
        return Document(data, self.lines)

    def _value(self, event: Any, at: Path) -> Any:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise NotPlainYAML(
                "“&” or “*” before a word makes an alias, and guide files have none. "
                "Write the part out again, or put the text in quotes.",
                event,
            )
        if event.tag:
            raise NotPlainYAML(
                "“!” before a word makes a tag, and guide files have none. Put the text in quotes.",
                event,
            )
        if len(at) > DEEPEST:
            raise NotPlainYAML(f"This is nested more than {DEEPEST} levels deep.", event)
        self._begins(at, event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(at)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(at)
        return _scalar(event)

    def _map(self, at: Path) -> dict[str, Any]:
        taken: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise NotPlainYAML("The name of a field is a word.", key)
            name: str = key.value
            if name in taken:
                raise NotPlainYAML(f"“{name}” is here twice. Keep one of them.", key)
            self._begins((*at, name), key)
            taken[name] = self._value(next(self.events), (*at, name))
        return taken

    def _list(self, at: Path) -> list[Any]:
        taken: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            taken.append(self._value(event, (*at, len(taken))))
        return taken

    def _begins(self, at: Path, event: Any) -> None:
        self.lines.setdefault(at, event.start_mark.line + 1)


def _scalar(event: Any) -> str | int | Decimal | bool | date | None:
    text: str = event.value
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
            raise NotPlainYAML(f"The text has the control character {character!a}.", event)
    if event.style is not None:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    if _DATE.fullmatch(text):
        return _date_or_text(text)
    return text


def _date_or_text(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
