"""Taking in what a form sends, on the event loop: no thread waits for a slow sender."""

import asyncio
from collections.abc import AsyncIterable, Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

SECONDS = 10.0
"""In which a form must have arrived, all of it."""
LEAST_RATE = 16 * 1024
"""Bytes a second, after those first seconds, of an organizer's upload."""


class BrokenOff(Exception):
    """The sender went away before the end."""


class Full(Exception):
    """There is no room for more, or no place was free for long enough."""


class Held:
    """The bytes of all forms that are in memory, of which there are `most`.

    Only what has arrived counts: who says much and sends little takes nothing from others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0

    @contextmanager
    def for_one(self) -> Iterator[Callable[[int], None]]:
        """Gives what counts the bytes of one form, which are let go at the end of the block.

        That raises Full where they are too many.
        """
        mine = 0

        def count(more: int) -> None:
            nonlocal mine
            mine += more
            self._bytes += more
            if self._bytes > self._most:
                raise Full

        try:
            yield count
        finally:
            self._bytes -= mine


async def read(
    chunks: AsyncIterable[bytes],
    length: int,
    into: BinaryIO,
    *,
    count: Callable[[int], None] = lambda more: None,
    rate: int | None = None,
) -> None:
    """Puts a body of `length` bytes into a file, which is then at its beginning.

    Args:
        count: is told of the bytes as they come.
        rate: bytes a second that add to the time allowed; None where SECONDS are all there is.

    Raises:
        TimeoutError: it was too slow.
        BrokenOff: the sender went away.
        Full: `count` says so.
    """
    begun, received = asyncio.get_running_loop().time(), 0
    async with asyncio.timeout(SECONDS) as limit:
        async for chunk in chunks:
            received += len(chunk)
            count(len(chunk))
            into.write(chunk)
            if rate is not None:
                limit.reschedule(begun + SECONDS + received / rate)
    if received < length:
        raise BrokenOff
    into.seek(0)
