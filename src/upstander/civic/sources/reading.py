"""Opening a publisher's file, or saying by name what is wrong with it."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

GIVEN = Path(__file__).parent / "given"


class BadSource(ValueError):
    """Raised for a file that is missing, cut short, or not what its name says."""

    def __init__(self, file: str, problem: str) -> None:
        """Name the file and the problem."""
        super().__init__(f"{file}: {problem}")
        self.file = file
        self.problem = problem


def read_text(folder: Path, file: str) -> str:
    """The text of a file. Raises ``BadSource`` if it is absent, not text, or a web page."""
    try:
        text = (folder / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadSource(file, f"not found in {folder}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource(file, f"cannot be read as text ({error})") from error
    if text.lstrip()[:1] == "<":
        raise BadSource(file, "holds a web page or XML, not data; download it again")
    return text


def read_yaml(folder: Path, file: str) -> list[dict[str, Any]]:
    """A YAML list of mappings."""
    text = read_text(folder, file)
    try:
        rows = yaml.load(text, Loader=yaml.CSafeLoader)  # ten times as fast as safe_load
    except yaml.YAMLError as error:
        raise BadSource(file, f"is not whole YAML ({str(error).splitlines()[0]})") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadSource(file, "is not a list of records")
    return rows


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


def read_csv(folder: Path, file: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a CSV file whose first line names exactly these columns."""
    lines = read_text(folder, file).splitlines()
    found = tuple(next(csv.reader(lines[:1]), ()))
    if found != columns:
        raise BadSource(file, f"has the columns {', '.join(found)}, not {', '.join(columns)}")
    for number, row in enumerate(csv.reader(lines[1:]), start=2):
        if len(row) != len(columns):
            raise BadSource(file, f"line {number} has {len(row)} values, not {len(columns)}")
        yield dict(zip(columns, row, strict=True))


def read_tsv(folder: Path, file: str, columns: int) -> Iterator[list[str]]:
    """The rows of a tab-separated file without a heading, each with this many values."""
    for number, line in enumerate(read_text(folder, file).splitlines(), start=1):
        row = line.split("\t")
        if len(row) != columns:
            raise BadSource(file, f"line {number} has {len(row)} values, not {columns}")
        yield row


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
