"""Committees of Congress and who sits on them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.contacts import phone
from upstander.civic.making.sources.federal import web_address, without_unknown
from upstander.civic.making.sources.files import BadSource, read_yaml, read_yaml_mapping, require

_CHAMBERS = ("house", "senate", "joint")
_Lists = Mapping[str, list[list[Any]]]


def committee_rows(folder: Path, members: Iterable[str]) -> list[dict[str, Any]]:
    """One row for each committee, by id, a subcommittee's being its parent's with its own behind.

    ``members`` are the Bioguide ids of everybody in Congress: others on a list have left since it
    was made, and are not in the rows. Raises ``BadSource`` for a file laid out otherwise, for a
    list of a committee that does not exist, and where so many lists or people are missing that a
    file must be cut short.
    """
    serving = frozenset(members)
    lists = {
        committee: _ranked(committee, members)
        for committee, members in read_yaml_mapping(folder, listing.COMMITTEE_MEMBERS).items()
    }
    try:
        rows = [
            row
            for committee in read_yaml(folder, listing.COMMITTEES)
            for row in _family(committee, lists)
        ]
    except (KeyError, TypeError, AttributeError) as error:
        problem = f"is not laid out as we know it ({error!r})"
        raise BadSource(listing.COMMITTEES, problem) from error
    _check(rows, lists, serving)
    for row in rows:
        row["members"] = [[person, role] for person, role in row["members"] if person in serving]
    return sorted(rows, key=lambda row: str(row["id"]))


def _ranked(committee: str, members: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """Ids and titles of a committee's members, as they rank."""
    try:
        return [
            [member["bioguide"], member.get("title")] for member in sorted(members, key=_seniority)
        ]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        problem = f"the list of {committee} is not laid out as we know it; it may be cut short"
        raise BadSource(listing.COMMITTEE_MEMBERS, problem) from error


def _family(committee: Mapping[str, Any], lists: _Lists) -> list[dict[str, Any]]:
    """The rows of a committee and its subcommittees."""
    parent = committee["thomas_id"]
    require(
        committee["type"] in _CHAMBERS,
        listing.COMMITTEES,
        f"{parent} is of type {committee['type']!r}, none of {', '.join(_CHAMBERS)}",
    )
    rows = [_row(committee, parent, committee["type"], None, lists)]
    for part in committee.get("subcommittees") or ():
        rows.append(_row(part, parent + part["thomas_id"], committee["type"], parent, lists))
    return rows


def _row(
    committee: Mapping[str, Any],
    committee_id: str,
    chamber: str,
    parent: str | None,
    lists: _Lists,
) -> dict[str, Any]:
    row = {
        "id": committee_id,
        "name": " ".join(committee["name"].split()),
        "chamber": chamber,
        "parent": parent,
        "website": web_address(committee.get("url")),
        "phone": phone(committee.get("phone")) or None,
        "address": str(committee.get("address") or "").replace(";", ",") or None,
        "members": lists.get(committee_id, []),
    }
    return without_unknown(row)


def _seniority(member: Mapping[str, Any]) -> tuple[bool, int, str]:
    """The majority first, then by rank; on a joint committee both houses have their own ranks."""
    return member["party"] != "majority", int(member["rank"]), str(member["bioguide"])


def _check(rows: list[dict[str, Any]], lists: _Lists, serving: frozenset[str]) -> None:
    file = listing.COMMITTEE_MEMBERS
    unknown = sorted(lists.keys() - {row["id"] for row in rows})
    require(not unknown, file, f"lists members of {', '.join(unknown[:5])}, no committee")
    empty = sum(not row["members"] for row in rows)
    require(
        empty <= len(rows) * 0.2,
        file,
        f"has no members for {empty} of {len(rows)} committees; it may be cut short",
    )
    seated = {person for row in rows for person, _ in row["members"]}
    gone = len(seated - serving)
    require(
        gone <= len(seated) * 0.1,
        file,
        f"has {gone} of {len(seated)} members who are in Congress no more; it may be too old",
    )
