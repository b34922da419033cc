"""A slow connection between a browser and a server on this machine, which can also be cut.

Everything on the page's origin goes through it, a service worker's requests too. As on a phone, a
new connection costs one round trip more, and all connections share what the line carries.
"""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from benchmarks.running import free_port

PACKET = 1400
"""Bytes that one connection sends before another has its turn."""


class Link:
    """The way to a server.

    Args:
        server: the port of the server on this machine.
        round_trip: seconds there and back.
        rate: bytes per second each way.
    """

    def __init__(self, server: int, *, round_trip: float = 0.0, rate: float = 1e9) -> None:
        self.port = free_port()
        self._server = server
        self._half = round_trip / 2
        self._rate = rate
        self._free_at = {"there": 0.0, "back": 0.0}
        self._writers: set[StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._listening: asyncio.Server | None = None
        self.mend()

    def mend(self) -> None:
        """Connects again."""
        self._listening = self._run(asyncio.start_server(self._serve, "127.0.0.1", self.port))

    def cut(self) -> None:
        """Ends every connection and takes no more."""
        self._run(self._cut())

    def close(self) -> None:
        """Ends for good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _cut(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for writer in list(self._writers):
            writer.transport.abort()
        while self._writers:
            await asyncio.sleep(0.01)

    async def _serve(self, browser_in: StreamReader, browser_out: StreamWriter) -> None:
        server_out = None
        self._writers.add(browser_out)
        try:
            await asyncio.sleep(2 * self._half)
            server_in, server_out = await asyncio.open_connection("127.0.0.1", self._server)
            self._writers.add(server_out)
            await asyncio.gather(
                self._carry(browser_in, server_out, "there"),
                self._carry(server_in, browser_out, "back"),
            )
        except ConnectionError:
            pass  # one side is gone: so is the other
        finally:
            for writer in (browser_out, server_out):
                if writer is not None:
                    writer.transport.abort()
                    self._writers.discard(writer)

    async def _carry(self, source: StreamReader, target: StreamWriter, way: str) -> None:
        while data := await source.read(PACKET):
            free_at = max(self._loop.time(), self._free_at[way]) + len(data) / self._rate
            self._free_at[way] = free_at
            await asyncio.sleep(free_at - self._loop.time())
            self._loop.call_later(self._half, _write, target, data)
        await asyncio.sleep(self._half)
        target.close()


def _write(target: StreamWriter, data: bytes) -> None:
    if not target.is_closing():
        target.write(data)


@contextmanager
def link(server: int, *, round_trip: float = 0.0, rate: float = 1e9) -> Iterator[Link]:
    """A way to a server while the block runs."""
    made = Link(server, round_trip=round_trip, rate=rate)
    try:
        yield made
    finally:
        made.close()
