"""The scripts at the top of the site; one of them keeps on a visitor's device what works offline.

That is `sw.js`, in `hub`. What it has to know of a publish is put before it here.
"""

import json
from collections.abc import Iterable, Mapping

from upstander.hub import registry
from upstander.web import editions

WORKER, FRAME = "sw.js", "embed.js"
"""The service worker, and what sizes a frame on somebody else's site."""
AT_ONCE = ("hub/site.css", "hub/site.js", "hub/icon.svg")
"""What the page needs that says that another one is not kept."""
LARGE = ("places.json",)
"""Tables that a device keeps only once it has asked for them."""


def at_the_top(
    files: Mapping[str, bytes],
    *,
    addresses: Iterable[str],
    languages: tuple[str, ...],
    kept: Mapping[str, tuple[str, ...]],
    shelves: Iterable[registry.Shelf],
) -> dict[str, bytes]:
    """Returns, by name, the scripts that have one address for good.

    Args:
        files: all others of this publish, by name.
        addresses: every public address, without language.
        languages: those of the hub.
        kept: the folders in `assets` and in `tables`, the newest first.
        shelves: what is made apart from these files.
    """
    assets, tables = f"assets/{kept['assets'][0]}/", f"tables/{kept['tables'][0]}/"
    top = tuple(f"{assets}hub/{name}" for name in (WORKER, FRAME))
    scripts = [name for name in files if name.startswith(assets) and name.endswith(".js")]
    common = [
        name
        for name in files
        if name.startswith(tables) and name.removeprefix(tables).count("/") == 0
    ]
    site = {
        "version": editions.digest(dict(files)),
        "languages": languages,
        **kept,
        "shelves": [shelf.address for shelf in shelves],
        "first": [f"{code}/offline/" for code in languages] + [assets + name for name in AT_ONCE],
        "files": [name for name in scripts if name not in top]
        + [name for name in common if name.removeprefix(tables) not in LARGE],
        "flows": [address for address in addresses if registry.is_kept(address)],
    }
    constant = f"const SITE = {json.dumps(site, separators=(',', ':'))};\n"
    return {WORKER: constant.encode() + files[top[0]], FRAME: files[top[1]]}
