"""A post-office box is an address for letters, not a place to visit."""

import pytest

from upstander.civic import Civic
from upstander.civic.boxes import parted


@pytest.mark.parametrize(
    ("address", "street", "box"),
    [
        ("", "", ""),
        ("411 Walnut St., Suite 5", "411 Walnut St., Suite 5", ""),
        ("City Hall", "City Hall", ""),
        ("12 Box Elder St.", "12 Box Elder St.", ""),
        ("P.O. Box 829", "", "P.O. Box 829"),
        ("p. o. box #12-34", "", "p. o. box #12-34"),
        ("Post Office Box 7", "", "Post Office Box 7"),
        ("POB 1548", "", "POB 1548"),
        ("Apartado 9023431", "", "Apartado 9023431"),
        ("P.O. Drawer 1768", "", "P.O. Drawer 1768"),
        ("General Delivery", "", "General Delivery"),
        ("300 Main St., P.O. Box 1548", "300 Main St.", "P.O. Box 1548"),
        ("P.O. Box 202 120 N. 4th St.", "120 N. 4th St.", "P.O. Box 202"),
        ("111 7th Ave. SE, Box 13, Suite 6800", "111 7th Ave. SE, Suite 6800", "Box 13"),
        ("State Capitol, PO Box 5", "State Capitol", "PO Box 5"),
        ("Room 3E.8, P.O. Box 12 Capitol Station", "Room 3E.8", "P.O. Box 12 Capitol Station"),
        ("Office of the Governor, PO Box 5", "", "Office of the Governor, PO Box 5"),
        ("Capitol Station, P.O. Box 5", "", "Capitol Station, P.O. Box 5"),
        ("PMB 223 2210 County Road", "", "PMB 223 2210 County Road"),
        ("4530 Oak Ave. Private Mailbox 409", "", "4530 Oak Ave. Private Mailbox 409"),
        ("RR 2 Box 15", "", "RR 2 Box 15"),
        ("12 RR Donnelley Way, Box 4", "12 RR Donnelley Way", "Box 4"),
    ],
)
def test_an_address_is_parted_into_where_one_goes_and_what_is_for_letters(
    address: str, street: str, box: str
) -> None:
    assert parted(address) == (street, box)


def test_nine_offices_of_congress_are_for_letters(civic: Civic) -> None:
    found = [
        place
        for office in civic.offices("federal")
        for place in (office.holder.offices if office.holder else ())
        if place.is_for_letters
    ]
    assert len(found) == 9
    assert all("Box" in (place.address or "") for place in found)
