"""Campaigns and whom they address, what hubs add to the lists, what was counted and reported."""

from upstander.officials.models.added import AddedOfficial, NumberCorrection, TownHall
from upstander.officials.models.campaigns import Campaign, Stance
from upstander.officials.models.changes import KnownOffice, OfficeChange
from upstander.officials.models.counts import Receipt, Report, Tally

__all__ = [
    "AddedOfficial",
    "Campaign",
    "KnownOffice",
    "NumberCorrection",
    "OfficeChange",
    "Receipt",
    "Report",
    "Stance",
    "Tally",
    "TownHall",
]
