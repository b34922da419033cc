"""Who represents a place: ZIP, place name or point to divisions, offices and their holders.

Nothing here needs Django or a network, and looking up needs only the standard library::

    from upstander.civic import Civic

    civic = Civic.open()
    located = civic.lookup("50309")
    for office in located.certain_offices():
        holder = office.holder_on(located.on)
        print(office.title, "-", holder.name if holder else office.status(located.on))
"""

from upstander.civic.answering.directory import Match, NearOffice
from upstander.civic.engine import Civic
from upstander.civic.reading.corrections import (
    FAULTS,
    Fault,
    corrected,
    fault,
    is_said,
    number_for,
    same_winner,
    sits_on,
)
from upstander.civic.reading.pack import PackError
from upstander.civic.reading.rows import Layer
from upstander.civic.types import (
    CORRECTION_KINDS,
    KINDS,
    LEVELS,
    Account,
    Alternative,
    Committee,
    ContactOffice,
    Correction,
    CorrectionKind,
    Deadline,
    Division,
    DivisionKind,
    Holder,
    Level,
    Located,
    Membership,
    NewLines,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    Place,
    SourceNote,
    State,
    Status,
    UnknownDivision,
    UnknownOffice,
    UnknownState,
    Vacancy,
    VotingRules,
    ZipCode,
    ZipRange,
)

__all__ = [
    "CORRECTION_KINDS",
    "FAULTS",
    "KINDS",
    "LEVELS",
    "Account",
    "Alternative",
    "Civic",
    "Committee",
    "ContactOffice",
    "Correction",
    "CorrectionKind",
    "Deadline",
    "Division",
    "DivisionKind",
    "Fault",
    "Holder",
    "Layer",
    "Level",
    "Located",
    "Match",
    "Membership",
    "NearOffice",
    "NewLines",
    "Notice",
    "NoticeCode",
    "Office",
    "Outcome",
    "PackError",
    "Place",
    "SourceNote",
    "State",
    "Status",
    "UnknownDivision",
    "UnknownOffice",
    "UnknownState",
    "Vacancy",
    "VotingRules",
    "ZipCode",
    "ZipRange",
    "corrected",
    "fault",
    "is_said",
    "number_for",
    "same_winner",
    "sits_on",
]
