"""The token of a form: a random number and when the form was opened, signed by the hub's key."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.core.signing import BadSignature, Signer
from django.utils.timezone import now

LONGEST = timedelta(hours=6)
"""How long a form may lie open."""
BLOCK = 64 * 1024
"""Bytes that are hashed at each attempt. That many, since a browser hashes long ones about as fast
as other programs do, and short ones a hundred times more slowly."""
NONCE = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True)
class Token:
    """A form that was opened, and how much work came with it.

    `text` is as the form has it, `made` when it was opened, `bits` how many zeros the work begins
    with: 0 without any.
    """

    text: str
    made: datetime
    bits: int

    @property
    def age(self) -> timedelta:
        return now() - self.made

    @property
    def digest(self) -> str:
        """What is kept of a token that was used."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def until(self) -> datetime:
        """The full hour when this one is too old, and need not be known any more."""
        hour = (self.made + LONGEST).replace(minute=0, second=0, microsecond=0)
        return hour + timedelta(hours=1)


def new() -> Token:
    """Returns the token of a form that is opened now."""
    made = now().replace(microsecond=0)
    return Token(_signer().sign(f"{int(made.timestamp())}.{secrets.token_urlsafe(12)}"), made, 0)


def read(text: str, nonce: str = "") -> Token | None:
    """Returns the token that a form came with; None where it is not ours, too old or not yet made.

    Args:
        text: as the form has it.
        nonce: the number that the device found, as digits; anything else is no work.
    """
    try:
        seconds, _dot, _random = _signer().unsign(text).partition(".")
    except BadSignature:
        return None
    bits = zeros(text, nonce) if NONCE.fullmatch(nonce) else 0
    token = Token(text, datetime.fromtimestamp(int(seconds), UTC), bits)
    return token if timedelta(0) <= token.age <= LONGEST else None


def zeros(text: str, nonce: str) -> int:
    """Returns how many zeros the hash of a token with a number begins with, as bits."""
    block = f"{nonce}:{text}".encode().ljust(BLOCK, b"\0")
    return 64 - int.from_bytes(sha256(block).digest()[:8], "big").bit_length()


def _signer() -> Signer:
    return Signer(salt="upstander: a suggestion's form")
