"""Tables as text, the way that spreadsheets write them."""

import csv
from io import StringIO

DELIMITERS = (",", ";", "\t")


def delimiter_of(start: str) -> str:
    """Returns the sign that takes a table's heading apart into most names; a comma if none does.

    Spreadsheets write a semicolon where a comma parts whole numbers from the rest.
    """

    def names(sign: str) -> int:
        # Without translation: old spreadsheets end their lines with a carriage return alone.
        return len(next(csv.reader(StringIO(start, newline=""), delimiter=sign), ()))

    return max(DELIMITERS, key=names)
