"""States and territories, and how to register to vote in each, as vote.gov words it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.federal import state_division
from upstander.civic.making.sources.files import read_json, require

_WAYS = {
    "in-person": "default_ip_deadline",
    "online": "default_online_deadline",
    "mail-postmarked": "default_mail_postmarked_deadline",
    "mail-received": "default_mail_received_deadline",
}
_REGISTRATION = ("online", "by-mail", "in-person", "not-needed")


def state_rows(folder: Path, given: list[dict[str, str]]) -> list[dict[str, Any]]:
    """One row for each of the 56 jurisdictions. Raises ``BadSource`` if a file has others."""
    codes = {row["code"].lower() for row in given}
    offices = read_json(folder, listing.ELECTION_OFFICES)
    deadlines = read_json(folder, listing.DEADLINES)
    for file, found in ((listing.ELECTION_OFFICES, offices), (listing.DEADLINES, deadlines)):
        wrong = sorted(codes ^ found.keys())
        require(not wrong, file, f"lacks or adds {', '.join(wrong)}")
        unread = sorted(code for code, row in found.items() if not isinstance(row, dict))
        require(not unread, file, f"has no record for {', '.join(unread)}")
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "name_es": row["name_es"],
            "fips": row["fips"],
            "kind": row["kind"],
            "division": state_division(row),
            "voting": _rules(
                row["code"], offices[row["code"].lower()], deadlines[row["code"].lower()]
            ),
        }
        for row in given
    ]


def _rules(code: str, office: Mapping[str, str], deadlines: Mapping[str, str]) -> dict[str, Any]:
    file = listing.ELECTION_OFFICES
    missing = [
        field
        for field in ("registration_type", "hp_link", "more_info_link", "confirm_registration_link")
        if not office.get(field)
    ]
    require(not missing, file, f"{code} has no {', '.join(missing)}")
    registration = office["registration_type"]
    allowed = ", ".join(_REGISTRATION)
    require(
        registration in _REGISTRATION, file, f"{code} has {registration!r}, not one of {allowed}"
    )
    national = office.get("national_voter_registration_form_accepted")
    return {
        "registration": registration,
        "website": office["hp_link"],
        "register": office.get("registration_link"),
        "more": office["more_info_link"],
        "confirm": office["confirm_registration_link"],
        "national_form": None if national is None else national == "true",
        "deadlines": [
            [way, deadlines[field]] for way, field in _WAYS.items() if deadlines.get(field)
        ],
    }
