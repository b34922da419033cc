"""A mailbox named after a person goes with them; an office's own stays."""

import pytest

from upstander.civic import Civic
from upstander.civic.mailboxes import is_personal


@pytest.mark.parametrize(
    ("box", "name"),
    [
        ("Robert.Giangeruso", "Robert Giangeruso"),
        ("mcruz", "Maria de la Cruz"),
        ("cruzm", "Maria Cruz"),
        ("mayorcruz", "Maria Cruz"),
        ("mayorstear", "Joe Stear"),
        ("maria", "Maria Cruz"),
        ("mc", "Maria Cruz"),
        ("mayor.jw", "John Whitmire"),
        ("tkozlows", "Ted Kozlowski"),
        ("bsinghallen", "Bobbie Singh-Allen"),
        ("anunez", "Ana Núñez"),
        ("woleary", "Will O'Leary"),
        ("jng", "Jo Ng"),
        ("may", "Katie May"),
        ("teddyw", "Teddy Weill Jr."),
    ],
)
def test_a_mailbox_that_has_a_holders_name_is_theirs(box: str, name: str) -> None:
    assert is_personal(f"{box}@town.example", name)


@pytest.mark.parametrize(
    ("box", "name"),
    [
        ("mayor", "Katie May"),
        ("mayorsoffice", "Amy Goodwin"),
        ("MayorAndCouncil", "Cole Cil"),
        ("info", "Ed Info Li"),
        ("townclerk", "Jo Ng"),
        ("city.hall", "Tom Hall"),
        ("ltgov", "Denny Heck"),
        ("elections", "Al Elect"),
        ("village-president", "Frank Van"),
        ("mayor", ""),
        ("311", "Ana Ruiz"),
    ],
)
def test_an_offices_own_mailbox_is_nobodys(box: str, name: str) -> None:
    assert not is_personal(f"{box}@town.example", name)


def test_many_mayors_have_a_mailbox_of_their_own_and_many_offices_too(civic: Civic) -> None:
    holders = [office.holder for office in civic.offices("local") if office.holder]
    with_mail = [holder for holder in holders if holder.emails]
    own = [holder for holder in with_mail if holder.office_emails]

    assert len(with_mail) - len(own) > 300
    assert len(own) > 150
