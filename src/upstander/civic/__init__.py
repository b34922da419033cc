"""Who represents a place: ZIP, place name or point to divisions, offices and their holders.

Nothing here needs Django or a network, and looking up needs only the standard library::

    from upstander.civic import Civic

    civic = Civic.open()
    for office in civic.lookup("50309").certain_offices():
        print(office.title, office.holder.name if office.holder else "vacant")
"""

from upstander.civic.engine import Civic
from upstander.civic.pack import PackError
from upstander.civic.types import (
    Account,
    Alternative,
    ContactOffice,
    Deadline,
    Division,
    Holder,
    Located,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    Place,
    SourceNote,
    State,
    UnknownOffice,
    UnknownState,
    Vacancy,
    VotingRules,
    ZipCode,
    ZipRange,
)

__all__ = [
    "Account",
    "Alternative",
    "Civic",
    "ContactOffice",
    "Deadline",
    "Division",
    "Holder",
    "Located",
    "Notice",
    "NoticeCode",
    "Office",
    "Outcome",
    "PackError",
    "Place",
    "SourceNote",
    "State",
    "UnknownOffice",
    "UnknownState",
    "Vacancy",
    "VotingRules",
    "ZipCode",
    "ZipRange",
]
