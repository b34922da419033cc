"""What hubs add to the lists of officials, what changed in offices, what callers report."""

from upstander.officials.models.changes import KnownOffice, OfficeChange
from upstander.officials.models.corrections import OfficeCorrection
from upstander.officials.models.lists import AddedOfficial, TownHall
from upstander.officials.models.reports import Report

__all__ = [
    "AddedOfficial",
    "KnownOffice",
    "OfficeChange",
    "OfficeCorrection",
    "Report",
    "TownHall",
]
