"""Writing campaigns, and what visitors choose to have counted. Each is whole or not at all.

Nobody can check a count, and no address is kept that would tell one sender from another. So each
random word that comes with a count counts once, and a day has only so many: a hostile program can
fill a day, and no more.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from upstander.campaigns.models import Campaign, Receipt, Stance, Tally
from upstander.campaigns.queries import targets
from upstander.campaigns.queries.tallies import COUNTS_KEPT, total
from upstander.hub.models import Hub
from upstander.hub.operations import save
from upstander.learn.models import Claim
from upstander.officials import operations as officials
from upstander.officials.queries import added, reports
from upstander.places import choices

MOST_OF_A_CAMPAIGN = 2_000
"""Counts of one campaign in a day, at most."""
MOST_OF_A_HUB = 6_000
"""Counts of all campaigns in a day, at most."""
RECEIPTS_KEPT = timedelta(days=choices.TOKEN_DAYS)
"""A device that has kept a count for longer drops it: `tally.js` has the same days, less one."""

TOKEN = re.compile(r"[0-9a-f]{32}")


class Received(StrEnum):
    """What became of a count or a report that came in."""

    COUNTED = "counted"
    AGAIN = "again"
    """Its word had come before: nothing was added."""
    FULL = "full"
    """The day has all that it may have: nothing was kept."""


@transaction.atomic
def write_campaign(campaign: Campaign, *, claims: Iterable[Claim], by: User | None) -> Campaign:
    """Stores a campaign and the claims its script and letter cite.

    Raises:
        ValidationError: a field is missing or too long, its address is taken, or the script or
            the letter has an unknown variable.
    """
    save(campaign, by=by, why="campaign written")
    campaign.claims.set(claims)
    return campaign


@transaction.atomic
def keep_stance(stance: Stance, *, by: User | None) -> Stance:
    """Stores where the holder of an office stands on a campaign's request; replaces an earlier one.

    Raises:
        ValidationError: a field is missing, or the office is none that we know.
    """
    if targets.known(stance.office_id) is None:
        message = _("There is no office %(id)s here, or it is a draft.")
        raise ValidationError({"office_id": message % {"id": stance.office_id}})
    kept = stance.campaign.stances.filter(office_id=stance.office_id).first() or stance
    kept.side, kept.source_url, kept.as_of = stance.side, stance.source_url, stance.as_of
    return save(kept, by=by, why="stance noted")


@transaction.atomic
def count(campaign: Campaign, outcome: str, token: str, *, on: date | None = None) -> Received:
    """Counts one outcome of a campaign, once for each `token`.

    Raises:
        ValueError: there is no such outcome, or `token` is not 32 hexadecimal digits.
    """
    kind, today = Tally.Outcome(outcome), on or localdate()

    def full() -> bool:
        of_day = Tally.objects.filter(on=today)
        return (
            total(of_day.filter(campaign=campaign)) >= MOST_OF_A_CAMPAIGN
            or total(of_day) >= MOST_OF_A_HUB
        )

    received = _once(token, on=today, full=full)
    if received == Received.COUNTED:
        row, _new = Tally.objects.get_or_create(campaign=campaign, on=today, outcome=kind)
        Tally.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return received


@transaction.atomic
def report_full_mailbox(office_id: str, token: str, *, on: date | None = None) -> Received:
    """Counts one caller who found the mailbox of an office full, once for each `token`.

    Raises:
        UnknownOffice: there is no such office.
        ValueError: `token` is not 32 hexadecimal digits.
    """
    added.find(office_id)
    today = on or localdate()
    received = _once(token, on=today, full=lambda: reports.is_full(today, office_id=office_id))
    if received == Received.COUNTED:
        officials.count_report(office_id, on=today)
    return received


def _once(token: str, *, on: date, full: Callable[[], bool]) -> Received:
    """Takes a token, so that it counts once; keeps nothing where it came before or `full()`.

    Belongs into a transaction, in which the caller then adds what it counts.

    Raises:
        ValueError: `token` is not 32 hexadecimal digits.
    """
    if not TOKEN.fullmatch(token):
        raise ValueError("a token has 32 hexadecimal digits")
    hashed = sha256(token.encode()).hexdigest()
    if Receipt.objects.filter(token_hash=hashed).exists():
        return Received.AGAIN
    # On PostgreSQL two could each find the last place of a day: the hub's row is one at a time.
    Hub.objects.select_for_update().first()
    if full():
        return Received.FULL
    _receipt, new = Receipt.objects.get_or_create(token_hash=hashed, defaults={"on": on})
    return Received.COUNTED if new else Received.AGAIN


def forget_old(on: date) -> int:
    """Deletes receipts and counts whose time is over; returns how many rows went."""
    old = (
        Receipt.objects.filter(on__lte=on - RECEIPTS_KEPT),
        Tally.objects.filter(on__lte=on - COUNTS_KEPT),
    )
    return sum(rows.delete()[0] for rows in old)
