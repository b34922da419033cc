"""Writing campaigns and what hubs add to the lists. Each write is whole or not at all."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from upstander.hub.operations import save
from upstander.learn.models import Claim
from upstander.officials import targets
from upstander.officials.models import AddedOfficial, Campaign, NumberCorrection, Stance, TownHall


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


def write_added(official: AddedOfficial, *, by: User | None) -> AddedOfficial:
    """Stores an official that no list has.

    Raises:
        ValidationError: a field is missing or wrong, or its address is taken.
    """
    return save(official, by=by, why="official written")


def write_town_hall(meeting: TownHall, *, by: User | None) -> TownHall:
    """Stores a public meeting with an official, or that it is cancelled.

    Raises:
        ValidationError: a field is missing or wrong, or it ends before it begins.
    """
    return save(meeting, by=by, why="town hall written")


def correct_number(correction: NumberCorrection, *, by: User | None) -> NumberCorrection:
    """Stores that a number in the lists is wrong, and the right one where it is known.

    Raises:
        ValidationError: a field is missing or wrong, or the number is corrected already.
    """
    return save(correction, by=by, why="number corrected")
