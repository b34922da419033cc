"""Writing guides, claims and corrections. Each write is whole or not at all."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from upstander.hub.operations import save
from upstander.learn.models import Citation, Claim, Correction, Development, Guide, Source


class SuggestedSource(TypedDict):
    """A source in a visitor's words, for the claim of that slug; `url` is a web address."""

    claim: str
    title: str
    url: str
    publisher: str
    language: str


class SuggestedCorrection(TypedDict):
    """What is right in place of a claim, why, and the source that shows it."""

    claim: str
    right: str
    why: str
    title: str
    url: str
    publisher: str
    language: str


def write_guide(guide: Guide, *, by: User | None) -> Guide:
    """Stores a guide.

    Raises:
        ValidationError: a field is missing, too long, or its address is taken.
    """
    return save(guide, by=by, why="guide written")


@transaction.atomic
def write_claim(claim: Claim, *, sources: Iterable[Source], by: User | None) -> Claim:
    """Stores a claim and what it rests on, in the order given.

    Raises:
        ValidationError: a field is missing or too long, or its address is taken.
    """
    save(claim, by=by, why="claim written")
    claim.citations.all().delete()
    for order, source in enumerate(sources):
        Citation.objects.create(claim=claim, source=source, order=order)
    return claim


def keep_source(source: Source, *, by: User | None) -> Source:
    """Returns the kept source of the same address and title, or stores this one.

    Raises:
        ValidationError: a field is missing, too long, or not a web address.
    """
    kept = Source.objects.filter(url=source.url, title=source.title).first()
    return kept or save(source, by=by, why="source added")


def add_development(development: Development, *, by: User | None) -> Development:
    """Stores what happened after a claim was made.

    Raises:
        ValidationError: a field is missing or too long.
    """
    return save(development, by=by, why="development added")


@transaction.atomic
def correct(correction: Correction, *, by: User | None) -> Correction:
    """Records a correction for good and gives its claim the standing that follows.

    All that shows the claim (pages, letters, scripts, feeds) carries it from the next publish on.

    Raises:
        ValidationError: a field is missing, or the correction has been recorded before.
    """
    save(correction, by=by, why="correction recorded")
    claim = correction.claim
    claim.standing = correction.standing_after
    save(claim, by=by, why=f"corrected: now {claim.standing}")
    return correction


@transaction.atomic
def apply_suggested_source(fields: SuggestedSource, *, by: User) -> str:
    """Adds a suggested source to the claim it is for; returns the claim's desk address.

    Raises:
        Claim.DoesNotExist: the claim named in `fields` is gone.
        ValidationError: a field is empty, too long, or not a web address.
    """
    claim = Claim.objects.get(slug=fields["claim"])
    source = _suggested_source(fields, by=by)
    Citation.objects.get_or_create(
        claim=claim, source=source, defaults={"order": claim.citations.count()}
    )
    save(claim, by=by, why="suggested source accepted")
    return reverse("admin:learn_claim_change", args=[claim.pk])


@transaction.atomic
def apply_suggested_correction(fields: SuggestedCorrection, *, by: User) -> str:
    """Records a suggested correction, from today on; returns the claim's desk address.

    Raises:
        Claim.DoesNotExist: the claim named in `fields` is gone.
        ValidationError: a field is empty, too long, or not a web address.
    """
    claim = Claim.objects.get(slug=fields["claim"])
    correct(
        Correction(
            claim=claim,
            language=fields["language"],
            said=claim.sentence,
            right=fields["right"],
            why=fields["why"],
            since=date.today(),
            source=_suggested_source(fields, by=by),
        ),
        by=by,
    )
    return reverse("admin:learn_claim_change", args=[claim.pk])


def _suggested_source(fields: SuggestedSource | SuggestedCorrection, *, by: User) -> Source:
    title, url, publisher = fields["title"], fields["url"], fields["publisher"]
    return keep_source(Source(title=title, url=url, publisher=publisher), by=by)
