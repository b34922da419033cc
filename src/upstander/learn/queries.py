"""Reading guides, claims and corrections."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from upstander.hub import dates
from upstander.hub.context import absolute
from upstander.hub.registry import Feed, Problem
from upstander.learn.models import Citation, Claim, Correction, Development, Guide, Source


def guides(*, preview: bool = False) -> QuerySet[Guide]:
    """Returns the guides a visitor sees, newest first; with `preview`, drafts too.

    Each has `has_corrections`: whether a claim of it that this reader may see was corrected.
    """
    corrected = claims(preview=preview).filter(guide=OuterRef("pk"), corrections__isnull=False)
    return (
        Guide.objects.visible(preview=preview)
        .annotate(has_corrections=Exists(corrected))
        .prefetch_related("translations")
    )


def whole_guides(*, preview: bool = False) -> QuerySet[Guide]:
    """Returns the guides a visitor sees, each with its claims and all that is beside them."""
    visible = Prefetch("claims", queryset=whole_claims(preview=preview))
    return guides(preview=preview).prefetch_related(visible)


def guide(slug: str, *, preview: bool = False) -> Guide:
    """Returns one guide with its claims.

    Raises:
        Guide.DoesNotExist: there is none of that slug that this reader may see.
    """
    return whole_guides(preview=preview).get(slug=slug)


def claims(*, preview: bool = False) -> QuerySet[Claim]:
    """Returns the claims a visitor sees: published ones of published guides, or also drafts."""
    visible = Claim.objects.visible(preview=preview).prefetch_related("translations")
    return visible if preview else visible.filter(guide__status=Guide.Status.PUBLISHED)


def whole_claims(*, preview: bool = False) -> QuerySet[Claim]:
    """Returns the claims a visitor sees, with all that is shown beside them."""
    developments = Development.objects.select_related("source").prefetch_related("translations")
    corrections = Correction.objects.select_related("source").prefetch_related("translations")
    return (
        claims(preview=preview)
        .select_related("guide")
        .prefetch_related(
            Prefetch("citations", queryset=Citation.objects.select_related("source")),
            Prefetch("developments", queryset=developments),
            Prefetch("corrections", queryset=corrections),
        )
    )


def claim(slug: str, *, preview: bool = False) -> Claim:
    """Returns one claim with all that is shown beside it.

    Raises:
        Claim.DoesNotExist: there is none of that slug that this reader may see.
    """
    return whole_claims(preview=preview).get(slug=slug)


def corrections(*, preview: bool = False) -> QuerySet[Correction]:
    """Returns every correction of a visible claim, the newest first."""
    return (
        Correction.objects.filter(claim__in=claims(preview=preview))
        .select_related("claim__guide", "source")
        .prefetch_related("translations", "claim__translations")
    )


def last_changed(of: Guide) -> datetime:
    """Returns when a whole guide, a claim or a correction shown with it was last changed."""
    shown = of.claims.all()
    recorded = (row.recorded for claim in shown for row in claim.corrections.all())
    return max([of.updated, *(claim.updated for claim in shown), *recorded])


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "learn/"
    yield "learn/index.json"
    yield "learn/corrections/"
    yield "learn/corrections/index.json"
    yield "learn/corrections/feed.atom"
    for slug in guides().values_list("slug", flat=True):
        yield f"learn/{slug}/"
        yield f"learn/{slug}/index.json"
    for slug in claims().values_list("slug", flat=True):
        yield f"learn/claims/{slug}/"
        yield f"learn/claims/{slug}/index.json"


def feeds() -> Iterator[Feed]:
    """Yields the feeds of this room."""
    yield Feed(_("Corrections"), "learn/corrections/feed.atom")


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps guides and claims from being published."""
    for claim in claims().filter(citations=None):
        yield Problem(f"claim {claim.slug}", _("It has no source. Add one, or make it a draft."))
    for guide in guides().exclude(claims__status=Claim.Status.PUBLISHED):
        yield Problem(f"guide {guide.slug}", _("It has no published claim. Publish one."))


def source_document(source: Source) -> dict[str, Any]:
    """Returns a source as schema.org CreativeWork."""
    document: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": source.title,
        "url": source.url,
        "publisher": {"@type": "Organization", "name": source.publisher},
    }
    if when := dates.plain(source.published):
        document["datePublished"] = when
    if source.archived_url:
        document["archivedAt"] = source.archived_url
    return document


def correction_document(correction: Correction, language: str) -> dict[str, Any]:
    """Returns a correction as schema.org CorrectionComment."""
    return {
        "@type": "CorrectionComment",
        "text": correction.text("right", language).value,
        "about": correction.text("said", language).value,
        "description": correction.text("why", language).value,
        "dateCreated": correction.since.isoformat(),
        "citation": source_document(correction.source),
    }


def claim_document(claim: Claim, language: str) -> dict[str, Any]:
    """Returns a claim as schema.org Claim, with its sources, developments and corrections."""
    words = claim.text("sentence", language)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": absolute(claim.get_absolute_url()),
        "url": absolute(claim.get_absolute_url()),
        "text": words.value,
        "inLanguage": words.language,
        "creativeWorkStatus": claim.standing,
        "isPartOf": absolute(claim.guide.get_absolute_url()),
        "citation": [source_document(row.source) for row in claim.citations.all()],
        "dateModified": claim.updated.astimezone(UTC).isoformat(timespec="seconds"),
    }
    if claim.true_from or claim.true_until:
        ends = (dates.plain(one) for one in (claim.true_from, claim.true_until))
        document["temporalCoverage"] = "/".join(one or dates.OPEN for one in ends)
    if claim.corrections.all():
        document["correction"] = [
            correction_document(row, language) for row in claim.corrections.all()
        ]
    if claim.developments.all():
        document["comment"] = [
            {
                "@type": "Comment",
                "text": row.text("what", language).value,
                "dateCreated": dates.plain(row.on),
                "citation": source_document(row.source),
            }
            for row in claim.developments.all()
        ]
    return document


def guide_document(guide: Guide, language: str) -> dict[str, Any]:
    """Returns a whole guide as schema.org Article that names its claims by address."""
    title = guide.text("title", language)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": absolute(guide.get_absolute_url()),
        "url": absolute(guide.get_absolute_url()),
        "headline": title.value,
        "abstract": guide.text("summary", language).value,
        "inLanguage": title.language,
        "dateModified": last_changed(guide).astimezone(UTC).isoformat(timespec="seconds"),
        "creditText": guide.text("credits", language).value,
        "hasPart": [absolute(claim.get_absolute_url()) for claim in guide.claims.all()],
    }
    if when := dates.plain(guide.dated):
        document["temporalCoverage"] = when
    return document
