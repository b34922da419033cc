"""How a visitor takes a letter away: an e-mail of theirs, a post of theirs. Nothing is sent here.

`sending.js` makes the same on a device.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from upstander.campaigns.queries.constituents import Represents
from upstander.places.queries import Account

FILE = Path(__file__).parent / "networks.json"

LONGEST_LINK = 1_900
"""Characters of a `mailto:` address, at most: mail programs cut longer ones off."""

POST = _("{handle} As someone you represent, I ask you: {request} {link}")
"""A post before a visitor changes it, to somebody who surely represents them."""

POST_TO_OTHERS = _("{handle} I ask you: {request} {link}")
"""The same to anybody else."""

POSTS: dict[Represents, str | Promise] = {
    "yes": POST,
    "no": POST_TO_OTHERS,
    "unsure": POST_TO_OTHERS,
}

_LINK = re.compile(r"https?://\S+")
_MENTION = re.compile(r"(@[\w.-]+)@[\w.-]+")
_NARROW = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_AS_IN_SCRIPTS = "!*'()"  # what `encodeURIComponent` leaves as it is, beside what `quote` does


@dataclass(frozen=True)
class Email:
    """An e-mail to write: `whole` where its address carries the letter, else one pastes it."""

    address: str
    href: str
    whole: bool


@dataclass(frozen=True)
class Post:
    """A post to an official's account, within the length that its network takes."""

    network: str
    account: str
    url: str
    longest: int
    text: str


def email(address: str, *, subject: str, text: str) -> Email:
    """Returns what opens the visitor's own mail program."""
    bare = f"mailto:{quote(address, safe='@' + _AS_IN_SCRIPTS)}?subject={_quoted(subject)}"
    whole = f"{bare}&body={_quoted(text.replace(chr(10), chr(13) + chr(10)))}"
    fits = len(whole) < LONGEST_LINK
    return Email(address, whole if fits else bare, fits)


def _quoted(text: str) -> str:
    return quote(text, safe=_AS_IN_SCRIPTS)


@cache
def networks() -> dict[str, dict[str, Any]]:
    """Returns by network its name and how it counts a post.

    `longest` is in characters; each link counts as `link` of them, where that is given. Where it
    is `wide`, most characters beyond Latin letters count twice; with `short_mentions`, the host
    in `@name@host` does not count.
    """
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def posts(
    accounts: Iterable[Account], *, request: str, link: str, represents: Represents
) -> tuple[Post, ...]:
    """Returns a post for each account on a network whose length we know."""
    pattern = str(POSTS[represents])
    return tuple(
        Post(
            network=networks()[one.network]["name"],
            account=handle(one),
            url=one.url,
            longest=networks()[one.network]["longest"],
            text=_fitted(pattern, one, request, link),
        )
        for one in accounts
        if one.network in networks()
    )


def handle(account: Account) -> str:
    """Returns how a post names the account; empty on Facebook, which has its own way."""
    return "" if account.network == "facebook" else f"@{account.handle.lstrip('@')}"


def _fitted(pattern: str, account: Account, request: str, link: str) -> str:
    """The post, with as many words of the request as the network takes."""
    rules = networks()[account.network]
    words, longest = request.split(), rules["longest"]

    def said(count: int) -> str:
        asked = " ".join(words[:count]) + ("" if count == len(words) else " …")
        return pattern.format(handle=handle(account), request=asked, link=link).strip()

    if words and length(said(len(words)), rules) <= longest:
        return said(len(words))
    shorter = range(1, min(len(words), longest))  # a word counts as one, at least
    count = bisect_right(shorter, longest, key=lambda count: length(said(count), rules))
    return said(count) if count else link


def length(text: str, rules: dict[str, Any]) -> int:
    """Returns how long a network takes a post to be; never less than it does itself."""
    links = _LINK.findall(text) if "link" in rules else []
    rest = _LINK.sub("", text) if links else text
    if rules.get("short_mentions"):
        rest = _MENTION.sub(r"\1", rest)
    return sum(_weight(char, rules) for char in rest) + len(links) * int(rules.get("link", 0))


def _weight(char: str, rules: dict[str, Any]) -> int:
    narrow = any(first <= ord(char) <= last for first, last in _NARROW)
    return 2 if rules.get("wide") and not narrow else 1
