"""Slowing guesses down, in memory, without locking out whom they are about.

What counts is who guesses: a device that has been at the desk by itself, anybody else by the
network they come from. So a stranger's wrong passwords make no organizer wait.
"""

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from secrets import token_bytes
from threading import Lock
from time import monotonic
from typing import NamedTuple

FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds to wait after the first try too many; each further one doubles them."""
FORGOTTEN_AFTER = 24 * 3600.0
MOST = 20_000
"""Counters kept; beyond that, those go that were quiet for longest."""
FOR_A_NAME, FOR_A_NETWORK = 5, 30
"""Wrong tries without a wait: for one name, and for all names together."""

_SALT = token_bytes(16)


class Counter(NamedTuple):
    """Whose tries are counted, and how many are free."""

    who: str
    free: int


class TooSoon(Exception):
    """The next try has to wait for that many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"wait {seconds:.0f} s")


class Throttle:
    """Counts tries that were not right, until one is."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tries: OrderedDict[bytes, tuple[int, float, float]] = OrderedDict()
        """By counter: how many, when the next may come, and when the last came."""

    def begin(self, counters: Iterable[Counter]) -> None:
        """Counts a try before it is known whether it is right.

        Raises:
            TooSoon: it has to wait; then it does not count.
        """
        keys = [(_key(counter), counter.free) for counter in counters]
        now = monotonic()
        with self._lock:
            wait = max(self._tries.get(key, (0, 0.0, 0.0))[1] for key, _free in keys) - now
            if wait > 0:
                raise TooSoon(wait)
            for key, free in keys:
                count, _next, last = self._tries.pop(key, (0, 0.0, now))
                count = 1 if now - last > FORGOTTEN_AFTER else count + 1
                pause = FIRST_WAIT * 2.0 ** min(count - free, 20) if count >= free else 0.0
                self._tries[key] = count, now + min(pause, LONGEST_WAIT), now
            while len(self._tries) > MOST:
                self._tries.popitem(last=False)

    def right(self, counters: Iterable[Counter]) -> None:
        """Takes the try back that was right, and for its name all before it."""
        with self._lock:
            for counter in counters:
                count, _next, last = self._tries.pop(_key(counter), (1, 0.0, 0.0))
                if counter.free == FOR_A_NETWORK and count > 1:
                    self._tries[_key(counter)] = count - 1, 0.0, last

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._tries.clear()


def _key(counter: Counter) -> bytes:
    # No name and no address stands in memory.
    return blake2b(counter.who.encode(), key=_SALT, digest_size=16).digest()


def counters(*, name: str, address: str, device: str | None) -> list[Counter]:
    """Returns what a try counts for: a known device for itself alone.

    Args:
        name: who wants to sign in.
        address: where the request comes from; empty where that is not known.
        device: the id of a device that this name has signed in on before.
    """
    if device is not None:
        return [Counter(f"device {device}", FOR_A_NAME)]
    network = _network(address)
    return [
        Counter(f"name {name.lower()} {network}", FOR_A_NAME),
        Counter(f"network {network}", FOR_A_NETWORK),
    ]


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


throttle = Throttle()
