"""Reads a publisher's file through and says whether it is what it should be."""

from fnmatch import fnmatchcase
from pathlib import Path

from upstander.civic.making.sources.files import (
    open_zip,
    parse_yaml,
    read_columns,
    read_csv,
    read_json,
    read_member,
    read_text,
    read_tsv,
    require,
)
from upstander.civic.making.sources.listing import Form

_UNPACKED = 20
"""How many times as large as it may be an archive may be when unpacked."""


def check_form(folder: Path, form: Form) -> None:
    """Raise ``BadSource`` unless the file in the folder is whole and laid out as its form says."""
    members = _check_archive(folder, form) if form.name.endswith(".zip") else 0
    table = f"{form.name}:{form.members[0]}" if members else form.name
    if form.layout == "archive":
        rows = members
    elif form.layout == "csv":
        rows = sum(1 for _ in read_csv(folder, table, form.columns))
    elif form.layout == "bars":
        rows = sum(1 for _ in read_columns(folder, table, form.columns))
    elif form.layout == "tabs":
        rows = sum(1 for _ in read_tsv(folder, table, len(form.columns)))
    else:
        rows = _records(folder, form.name)
    short = f"has {rows:,} records, fewer than {form.rows:,}; it may be cut short"
    require(rows >= form.rows, form.name, short)


def _check_archive(folder: Path, form: Form) -> int:
    """How many members an archive has, once each has been read against its checksum."""
    with open_zip(folder, form.name) as archive:
        names = archive.namelist()
        for pattern in form.members:
            found = any(fnmatchcase(name, pattern) for name in names)
            require(found, form.name, f"the archive has no {pattern}")
        size = sum(info.file_size for info in archive.infolist())
        most = form.most_mb * _UNPACKED * 1_000_000
        require(size <= most, form.name, f"would be {size:,} bytes unpacked, too many to be it")
        for name in names:
            read_member(archive, form.name, name)
    return len(names)


def _records(folder: Path, file: str) -> int:
    """How many records a YAML or JSON file holds."""
    if file.endswith((".yaml", ".yml")):
        value = parse_yaml(file, read_text(folder, file))
    else:
        value = read_json(folder, file)
        value = value.get("features", value)
    require(isinstance(value, list | dict), file, "holds no records")
    return len(value)
