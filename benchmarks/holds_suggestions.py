"""People who suggest something while a script sends suggestions as fast as it can."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import unescape
from itertools import count
from typing import Protocol

from benchmarks.table import Row
from upstander.suggestions import tokens
from upstander.suggestions.models import Allowance, Suggestion, Used

SEND, TOKEN = "/en/suggestions/send/", "/en/suggestions/token/"
SECONDS, SENDERS, TOKENS = 12, 16, 200
"""How long the script sends, how many at once, and with how many tokens that it keeps by."""
HASTE = 2.0
"""Seconds after which the script lets a form be, and sends another."""
PEOPLE, WRITING, PRESSES = 10, 6, 8
"""How many people, the seconds that each takes to write, and how often they press the button."""

Fields = dict[str, str]
numbers = count(1)


class Ask(Protocol):
    """Sends a form; returns status, head and body."""

    def __call__(self, path: str, fields: Fields, /) -> Awaitable[tuple[int, str, str]]: ...


async def rows(ask: Ask) -> list[Row]:
    """Returns a row for a script that solves nothing, and one for a script that does."""
    return [
        await _attack(ask, "solves nothing", _sends_all),
        await _attack(ask, "solves what it is asked", _solves),
    ]


async def _attack(ask: Ask, what: str, send: Callable[[Ask, list[str]], Awaitable[None]]) -> Row:
    await asyncio.to_thread(_forget)
    sent = 0
    kept = [await _opened(ask) for _number in range(TOKENS)]
    until = time.monotonic() + SECONDS

    async def attack() -> None:
        nonlocal sent
        while time.monotonic() < until:
            sent += 1
            # It waits for no answer that is held back.
            with suppress(TimeoutError):
                async with asyncio.timeout(HASTE):
                    await send(ask, kept)

    attackers = [asyncio.create_task(attack()) for _sender in range(SENDERS)]
    people = await asyncio.gather(*(_person(ask, number) for number in range(PEOPLE)))
    await asyncio.gather(*attackers)
    all_taken = await asyncio.to_thread(Suggestion.objects.count)
    await asyncio.to_thread(_forget)
    failed = sum(seconds is None for seconds in people)
    longest = max((seconds for seconds in people if seconds is not None), default=0.0)
    return Row(
        f"suggestions of people while a script {what}",
        f"{PEOPLE} tried, {failed} failed",
        f"script: {sent} times, {all_taken - PEOPLE + failed} taken; longest wait {longest:.0f} s",
        "0 failed",
        failed == 0,
    )


def _forget() -> None:
    for model in (Suggestion, Allowance, Used):
        model.objects.all().delete()


async def _sends_all(ask: Ask, kept: list[str]) -> None:
    """Sends with a token, used or new, and without."""
    await ask(SEND, _words())
    kept.append(kept.pop(0))
    await ask(SEND, _words() | {"token": kept[-1]})


async def _solves(ask: Ask, kept: list[str]) -> None:
    """Sends with a token not used before, and the work that is asked for now."""
    kept.append(await _opened(ask))
    token, asked = kept.pop(0), await _asked(ask)
    work = await asyncio.to_thread(_solved, token, asked.get("bits"), time.monotonic() + SECONDS)
    await ask(SEND, _words() | {"token": token, "work": work})


def _solved(token: str, bits: int | None, until: float) -> str:
    """Returns the number that is enough; nothing where none is asked for or the time is over."""
    for number in count():
        if bits is None or time.monotonic() > until:
            return ""
        if tokens.zeros(token, str(number)) >= bits:
            return str(number)
    return ""


async def _asked(ask: Ask) -> dict[str, int | None]:
    status, _head, body = await ask(TOKEN, {"kind": "group"})
    found: dict[str, int | None] = json.loads(body) if status == 200 else {}
    return found


async def _opened(ask: Ask) -> str:
    return str((await _asked(ask)).get("token", ""))


def _words() -> Fields:
    number = next(numbers)
    return {
        "kind": "group",
        "name": f"Group {number}",
        "url": f"https://group-{number}.example/",
        "place": "Ames, Iowa",
        "description": f"They do the work of number {number}.",
    }


async def _person(ask: Ask, number: int) -> float | None:
    """Returns the seconds until a suggestion was taken, from its first sending; None if never.

    Every second person has a device that asks for a token and works, as `form.js` does; the others
    press the button, and again when the page says that they may.
    """
    await asyncio.sleep(number * SECONDS / PEOPLE / 2)
    fields = _words()
    if number % 2:
        fields |= {"token": await _opened(ask)}
    await asyncio.sleep(WRITING)
    begun = time.monotonic()
    for _press in range(PRESSES):
        status, _head, page = await ask(SEND, fields)
        if status == 302:
            return time.monotonic() - begun
        form = page.partition(f'action="{SEND}"')[2].partition("</form>")[0]
        found = re.search(r'name="token" value="([^"]*)"\s+data-asked="([^"]*)"', form)
        if not found:
            continue  # so many at once that the server asks to try again in some seconds
        asked = json.loads(unescape(found[2]))
        fields |= {"token": found[1]}
        fields |= {"work": await _paid(asked, has_device=bool(number % 2))}
    return None


async def _paid(asked: dict[str, int | None], *, has_device: bool) -> str:
    begun, wait = time.monotonic(), asked["wait"] or 0
    if has_device and asked["bits"] is not None:
        last = begun + (wait or 300)
        work = await asyncio.to_thread(_solved, str(asked["token"]), asked["bits"], last)
        if work:
            wait = asked["soonest"] or 0
    else:
        work = ""
    await asyncio.sleep(max(begun + max(wait, asked["soonest"] or 0) - time.monotonic(), 0))
    return work
