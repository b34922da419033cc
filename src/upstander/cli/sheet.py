"""Tables of people as CSV: read row by row, written beside and put in place at the end."""

import csv
import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import StringIO, TextIOWrapper
from pathlib import Path
from tempfile import mkstemp
from types import SimpleNamespace, TracebackType
from typing import TextIO, cast

from upstander.common.tables import delimiter_of

_BOM = b"\xef\xbb\xbf"
_END = "\r\n"  # whichever ends the lines, a cell with either sign in it must be quoted
_LONGEST_HEADING = 64 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = tuple[int, list[str], str]
"""The line that a row begins on, its values, and what is wrong with it, if anything.

A row that cannot be taken apart has one value: its text.
"""


class BadSheet(ValueError):
    """Raised for a file that is no table to match; the message says what it is instead."""


def as_text(values: Iterable[object], delimiter: str) -> str:
    """Returns values as they stand in a line of a CSV file."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=_END).writerow(values)
    return text.getvalue().removesuffix(_END)


def safe(cell: str) -> str:
    """Returns a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class _Lines:
    """The lines of a file. Those of the row being read can be given back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self.taken.append(line)
        self.number += 1
        return line

    def give_back(self) -> str:
        """Returns the row's first line; the others will be read again."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        self.number -= len(others)
        return first


class Sheet:
    """A CSV file with a heading: UTF-8, between commas, semicolons or tabs.

    Bytes that are no UTF-8 go through as they are. A quotation mark that is never closed costs
    only its own line.

    Raises:
        BadSheet: it is empty, or another kind of file.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            start = file.readline(_LONGEST_HEADING)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start:
            raise BadSheet(f"{path} is not UTF-8 text. Save it as CSV UTF-8, then try again.")
        self.path = path
        self.size = path.stat().st_size
        self.has_bom = start.startswith(_BOM)
        self.line_end = "\r\n" if start.endswith(b"\r\n") else "\n"
        self.delimiter = delimiter_of(start.decode("utf-8-sig", "surrogateescape"))
        self.blank = 0
        self._file = path.open("rb")
        text = TextIOWrapper(self._file, "utf-8-sig", errors="surrogateescape", newline="")
        self._lines = _Lines(text)
        self._reader = csv.reader(self._lines, delimiter=self.delimiter, strict=True)
        try:
            self.heading = self._heading()
        except BadSheet:
            self._file.close()
            raise

    def __enter__(self) -> "Sheet":
        """Returns the sheet, which is closed at the end of the block."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Closes the file."""
        self._file.close()

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._file.tell()

    def __iter__(self) -> Iterator[Row]:
        """Yields every row but the heading. Blank lines are counted in `blank`."""
        width, lines, reader = len(self.heading), self._lines, self._reader
        while True:
            lines.taken.clear()
            line = lines.number + 1
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield line, [lines.give_back().rstrip("\r\n")], "the quotation marks do not match"
                continue
            if len(values) == width:
                yield line, values, ""
            elif not values:
                self.blank += 1
            elif len(lines.taken) > 1 and self._count(lines.taken[1]) == width:
                yield line, [lines.give_back().rstrip("\r\n")], "a quotation mark is not closed"
            else:
                yield line, values, f"{len(values)} values, where the heading has {width}"

    def _heading(self) -> list[str]:
        try:
            names = next(filter(None, self._reader), None)
        except csv.Error as error:
            raise BadSheet(f"{self.path} begins with no heading: {error}.") from error
        if names is None:
            raise BadSheet(f"{self.path} is empty. Its first line must name the columns.")
        return names

    def _count(self, line: str) -> int:
        """How many values a line has by itself, 0 if it cannot be taken apart."""
        try:
            return len(next(csv.reader([line], delimiter=self.delimiter, strict=True), ()))
        except csv.Error:
            return 0


class Output:
    """A CSV file in the making, in the manner of the sheet that it is made from.

    It is a hidden file beside `target` until `keep`, and gone if that never happens.
    """

    def __init__(self, target: Path, like: Sheet) -> None:
        handle, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
        self.target = target
        self.rows = 0
        self._temporary = Path(name)
        # No wider open than the table that the people in it come from.
        shutil.copymode(like.path, name)
        encoding = "utf-8-sig" if like.has_bom else "utf-8"
        self._file = cast(
            TextIO, os.fdopen(handle, "w", encoding=encoding, errors="surrogateescape", newline="")
        )
        self._between, self._end = like.delimiter, like.line_end
        self._line: list[str] = []
        into = SimpleNamespace(write=self._line.append)
        self._writer = csv.writer(into, delimiter=self._between, lineterminator=_END)

    def heading(self, names: Sequence[str]) -> None:
        """Writes the names of the columns."""
        self._file.write(f"{as_text(names, self._between)}{self._end}")

    def write(self, values: Sequence[object], more: str = "") -> None:
        """Writes a row, and counts it. `more` are further cells, made by `as_text` already."""
        self._writer.writerow(values)
        before = self._between if more else ""
        self._file.write(f"{self._line.pop().removesuffix(_END)}{before}{more}{self._end}")
        self.rows += 1

    def keep(self) -> None:
        """Puts the finished file in its place."""
        self._file.close()
        self._temporary.replace(self.target)

    def __enter__(self) -> "Output":
        """Returns the file, which is gone after the block unless it was kept."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Removes what was not kept."""
        # What could not be written for want of room cannot be flushed either.
        with suppress(OSError):
            self._file.close()
        self._temporary.unlink(missing_ok=True)
