"""Which names a hub answers to."""

from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def allowed_hosts(base_url: str, named: list[str]) -> list[str]:
    """Returns the host names that the desk and forms answer to, as Django has them.

    Those that are named, else the one of the hub's address, and this machine's own. Before the hub
    has an address of its own it answers to all: nobody knows yet what it will be reached by.
    """
    name = urlsplit(base_url).hostname or ""
    own = f"[{name}]" if ":" in name else name
    if not named and own in LOOPBACK:
        return ["*"]
    return list(dict.fromkeys([*(named or [own]), *LOOPBACK]))
