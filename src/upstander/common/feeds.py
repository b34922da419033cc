"""Atom feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

ATOM = "application/atom+xml; charset=utf-8"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One item of a feed. `id` stays the same for ever; `address` is absolute."""

    id: str
    title: str
    address: str
    text: str
    updated: datetime


class Feed(Atom1Feed):
    """A feed that, while it is empty, says at each publish that it never changed."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


def atom(
    *, title: str, address: str, feed_address: str, language: str, entries: Iterable[FeedEntry]
) -> HttpResponse:
    """Returns the feed as a response. Addresses are absolute; times are aware."""
    feed = Feed(
        title=title, link=address, description=None, language=language, feed_url=feed_address
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.address,
            description=entry.text,
            unique_id=entry.id,
            updateddate=entry.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)
