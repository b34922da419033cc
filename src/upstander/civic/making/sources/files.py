"""Opening a publisher's file, or saying by name what is wrong with it.

A file is text or a table in a folder, or a member of an archive there: ``US.zip:US.txt`` is read as
the member ``US.txt`` of ``US.zip``.
"""

import csv
import json
import zipfile
import zlib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

GIVEN = Path(__file__).parent / "given"
MEMBER = ".zip:"
"""What stands between the name of an archive, without its ending, and that of a member."""
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))


class BadSource(ValueError):
    """Raised for a file that is missing, cut short, or not what its name says."""

    def __init__(self, file: str, problem: str) -> None:
        """Name the file and the problem."""
        super().__init__(f"{file}: {problem}")
        self.file = file
        self.problem = problem


@contextmanager
def joined(folders: Sequence[Path]) -> Iterator[Path]:
    """One folder with the files of several; of the same name, that of the first counts.

    The files are linked, not copied, and the folder is gone afterwards.
    """
    if len(folders) == 1:
        yield folders[0]
        return
    with TemporaryDirectory(prefix="upstander-sources-") as made:
        for folder in folders:
            for path in folder.rglob("*"):
                link = Path(made, path.relative_to(folder))
                if path.is_file() and not link.exists():
                    link.parent.mkdir(parents=True, exist_ok=True)
                    link.symlink_to(path.resolve())
        yield Path(made)


def read_bytes(folder: Path, file: str) -> bytes:
    """What a file, or a member of an archive, holds. Raises ``BadSource`` if it cannot be read."""
    archive, colon, member = file.partition(MEMBER)
    if colon:
        with open_zip(folder, f"{archive}.zip") as opened:
            return read_member(opened, file, member)
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError:
        raise BadSource(file, f"not found in {folder}") from None
    except OSError as error:
        raise BadSource(file, f"cannot be read ({error})") from error


def read_text(folder: Path, file: str) -> str:
    """The text of a file, without a mark of its byte order.

    Raises ``BadSource`` if it is absent, not text, or a web page.
    """
    data = read_bytes(folder, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSource(file, f"cannot be read as text ({error})") from error
    if text.lstrip()[:1] == "<":
        raise BadSource(file, "holds a web page or XML, not data; download it again")
    return text


def read_yaml(folder: Path, file: str) -> list[dict[str, Any]]:
    """A YAML list of mappings."""
    rows = parse_yaml(file, read_text(folder, file))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadSource(file, "is not a list of records")
    return rows


def read_yaml_mapping(folder: Path, file: str) -> dict[str, Any]:
    """A YAML mapping with words for keys."""
    value = parse_yaml(file, read_text(folder, file))
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise BadSource(file, "is not a mapping by name")
    return value


def parse_yaml(file: str, text: str | bytes) -> Any:
    """What YAML text says; ``file`` is named where it is not whole."""
    try:
        loader = _Loader(text)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise BadSource(file, f"is not whole YAML ({str(error).splitlines()[0]})") from error


class _Loader(yaml.CSafeLoader):
    """Makes what ``safe_load`` makes, in a twentieth of the time: lists, mappings and text, which
    are nearly all that there is, without its generators."""

    def get_single_data(self) -> Any:
        """What the one document says."""
        node = self.get_single_node()
        return None if node is None else self._value(node)

    def _value(self, node: yaml.Node) -> Any:
        tag = node.tag
        if isinstance(node, yaml.ScalarNode) and tag == _TEXT:
            return node.value
        if node in self.constructed_objects:  # named before, and maybe inside of itself
            return self.constructed_objects[node]
        if isinstance(node, yaml.SequenceNode) and tag == _LIST:
            items = self.constructed_objects[node] = []
            items += map(self._value, node.value)
            return items
        if isinstance(node, yaml.MappingNode) and tag == _MAPPING:
            found = self.constructed_objects[node] = {}
            self.flatten_mapping(node)
            for key, value in node.value:
                found[self._key(key)] = self._value(value)
            return found
        return self.construct_object(node, deep=True)

    def _key(self, node: yaml.Node) -> Hashable:
        key = self._value(node)
        if not isinstance(key, Hashable):
            raise yaml.constructor.ConstructorError(
                None, None, "found unhashable key", node.start_mark
            )
        return key


def read_json(folder: Path, file: str) -> dict[str, Any]:
    """A JSON object."""
    text = read_text(folder, file)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadSource(file, f"is not whole JSON ({error})") from error
    if not isinstance(value, dict):
        raise BadSource(file, "is not a JSON object")
    return value


def read_csv(
    folder: Path, file: str, columns: tuple[str, ...], *, delimiter: str = ","
) -> Iterator[dict[str, str]]:
    """The rows of a table whose first line names exactly these columns."""
    lines = read_text(folder, file).splitlines()
    found = _heading(lines, delimiter)
    if found != columns:
        raise BadSource(file, f"has the columns {', '.join(found)}, not {', '.join(columns)}")
    return _rows(file, lines, found, columns, delimiter)


def read_columns(
    folder: Path, file: str, columns: tuple[str, ...], *, delimiter: str = "|"
) -> Iterator[dict[str, str]]:
    """These columns of a table whose first line names them and maybe others, in any order."""
    lines = read_text(folder, file).splitlines()
    found = _heading(lines, delimiter)
    if missing := [column for column in columns if column not in found]:
        raise BadSource(file, f"has no column {', '.join(missing)}, only {', '.join(found)}")
    return _rows(file, lines, found, columns, delimiter)


def _heading(lines: Iterable[str], delimiter: str) -> tuple[str, ...]:
    return tuple(next(csv.reader(lines, delimiter=delimiter), ()))


def _rows(
    file: str, lines: list[str], found: tuple[str, ...], columns: tuple[str, ...], delimiter: str
) -> Iterator[dict[str, str]]:
    places = [found.index(column) for column in columns]
    for number, row in enumerate(csv.reader(lines[1:], delimiter=delimiter), start=2):
        if len(row) != len(found):
            raise BadSource(file, f"line {number} has {len(row)} values, not {len(found)}")
        yield {column: row[place] for column, place in zip(columns, places, strict=True)}


def read_tsv(folder: Path, file: str, columns: int) -> Iterator[list[str]]:
    """The rows of a tab-separated file without a heading, each with this many values."""
    for number, line in enumerate(read_text(folder, file).splitlines(), start=1):
        row = line.split("\t")
        if len(row) != columns:
            raise BadSource(file, f"line {number} has {len(row)} values, not {columns}")
        yield row


def open_zip(folder: Path, file: str) -> zipfile.ZipFile:
    """An archive, opened. Raises ``BadSource`` if it is absent, no archive, or cut short."""
    try:
        return zipfile.ZipFile(folder / file)
    except FileNotFoundError:
        raise BadSource(file, f"not found in {folder}") from None
    except zipfile.BadZipFile:
        with (folder / file).open("rb") as opened:
            beginning = opened.read(200).lstrip()
        if beginning[:1] == b"<":
            problem = "holds a web page or XML, not data; download it again"
        elif beginning[:2] == b"PK":
            problem = "is an archive cut short; download it again"
        else:
            problem = "is no archive; download it again"
        raise BadSource(file, problem) from None
    except OSError as error:
        raise BadSource(file, f"cannot be read ({error})") from error


def read_member(archive: zipfile.ZipFile, file: str, member: str) -> bytes:
    """What a member of an archive holds; ``file`` is named where it is absent or damaged."""
    try:
        return archive.read(member)
    except KeyError:
        raise BadSource(file, f"the archive has no {member}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise BadSource(file, f"{member} in the archive is damaged ({error})") from error


def given_rows(file: str) -> list[dict[str, str]]:
    """The rows of a table that the project keeps itself, beside this module."""
    return list(csv.DictReader((GIVEN / file).read_text("utf-8").splitlines(), delimiter="\t"))


def read_date(file: str, what: str, value: object) -> date:
    """A date as YYYY-MM-DD, YYYY-MM or YYYY; the first day where only a period is named."""
    parts = str(value).split("-")
    try:
        year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
        return date(year, month, day)
    except ValueError:
        raise BadSource(file, f"{what} is {value!r}, which is no date") from None


def require(condition: bool, file: str, problem: str) -> None:
    """Raise ``BadSource`` unless the condition holds."""
    if not condition:
        raise BadSource(file, problem)
