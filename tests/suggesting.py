"""The token that a suggestion's form brings."""

from datetime import timedelta

import time_machine
from django.utils.timezone import now

from upstander.suggestions import tokens
from upstander.suggestions.tokens import Token


def opened(seconds: float = 3600) -> Token:
    """Returns the token of a form that was opened so many seconds ago."""
    with time_machine.travel(now() - timedelta(seconds=seconds), tick=False):
        return tokens.new()


def brought(fields: dict[str, str]) -> dict[str, str]:
    """Returns what a form sends that was opened an hour ago."""
    return fields | {"token": opened().text}


def worked(bits: int, seconds: float = 5) -> Token:
    """Returns the token of a form that brings so much work, found out as a device does."""
    text, nonce = opened(seconds).text, 0
    while tokens.zeros(text, str(nonce)) < bits:
        nonce += 1
    brought = tokens.read(text, str(nonce))
    assert brought
    return brought
