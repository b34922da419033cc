"""Making the public site: every page in every language, as files.

Nothing is written before every page is made, and readers turn over to it all at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from time import monotonic
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from upstander.common.home import for_others
from upstander.hub import queries, registry
from upstander.hub.context import Rendering, rendered_for
from upstander.hub.registry import Problem, Shelf
from upstander.places import device
from upstander.places import queries as places
from upstander.web import approved, editions, elsewhere, folders, offline, scripts, shelves, site
from upstander.web.approved import NothingApproved
from upstander.web.editions import Edition
from upstander.web.elsewhere import Place
from upstander.web.moment import snapshot
from upstander.web.sitemaps import sitemap

NOT_FOUND = "404.html"
"""The address, in each language, of the page that stands where there is none."""

Files = dict[str, bytes]


class PublishError(Exception):
    """The site was not published, and is as it was before. The message says what to do."""


class Refused(PublishError):
    """The content is not fit to be published; `problems` has every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        lines = [f"  {problem.where}: {problem.message}" for problem in problems]
        super().__init__("\n".join(["Nothing was published. Fix this first:", *lines]))


@dataclass(frozen=True)
class Making:
    """How a site is made: after which edition, with forms that a server takes or not, with which
    shelves, and with pages of the offices of which states; None for all."""

    before: Edition | None
    endpoints: bool
    shelves: tuple[Shelf, ...]
    states: frozenset[str] | None


@dataclass(frozen=True)
class Report:
    """What a publish did: the folder it made, how many pages and files, how long it took."""

    folder: Path
    pages: int
    files: int
    seconds: float


def publish(
    *,
    to: Path | None = None,
    base_url: str | None = None,
    offices: str = "",
    say: Callable[[str], None] = lambda line: None,
) -> Report:
    """Publishes the hub as its own site or, with `to`, as a folder for a static host.

    A copy of the content is kept with either, as approved by whoever publishes; a folder is
    remembered, so that newer lists follow there.

    Args:
        to: a folder that is empty, not there yet, or an earlier publish.
        base_url: what absolute links begin with; a path in it is put before every link.
        offices: which offices get pages with `to`: `all`, `none`, states as two letters with a
            comma between, or as many as the hub's content is about. Congress has pages with all
            but `none`. The hub's own site has pages of all.
        say: is told about progress.

    Raises:
        Refused: rooms have found problems in the content.
        PublishError: a page could not be made or written, the database cannot be used, another
            publish is running, or `to` holds something else.
    """
    started = monotonic()
    own = settings.HOME / "site"
    address = (base_url or settings.BASE_URL).rstrip("/")
    try:
        with _failures_told(), folders.alone(own):
            places.take_up()
            if to:
                folders.tidy(to)
            before = folders.earlier(to) if to else editions.read(own / "current")
            made = Making(before, to is None, *_shelved(offices if to else "all"))
            edition, files, pages = _make(address, made, say=say)
            say(f"Writing {len(files)} files ...")
            if to:
                folder = _replaced(to, edition, files, made, say)
                elsewhere.remember(settings.HOME, Place(str(folder), offices, _now()))
            else:
                folder = folders.add_version(own, edition, files)
            elsewhere_now = [Path(place.folder) for place in elsewhere.read(settings.HOME)]
            approved.prune(settings.HOME, elsewhere_now)
    except (folders.Busy, folders.Occupied) as error:
        raise PublishError(str(error)) from error
    return Report(folder, pages, len(files), monotonic() - started)


def _replaced(
    to: Path, edition: Edition, files: Files, made: Making, say: Callable[[str], None]
) -> Path:
    with for_others():
        return folders.replace(to, edition, files, also=_with_shelves(made, say))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _failures_told() -> Iterator[None]:
    """Raises PublishError, with what to tell, where tables, files or the database fail."""
    try:
        yield
    except places.PackError as error:
        raise PublishError(f"Nothing was published, for the tables failed: {error}") from error
    except OSError as error:
        raise PublishError(f"Nothing was published, for a file failed: {error}") from error
    except DatabaseError as error:
        raise PublishError(f"Nothing was published, for the database failed: {error}") from error


def publish_again(*, say: Callable[[str], None] = lambda line: None) -> Report:
    """Publishes the hub's own site with the content that was approved last, as it was then.

    What has been written since then waits on. The tables are those that this thread answers from.

    Raises:
        NothingApproved: no copy of that content was kept.
        Refused, PublishError: as `publish`; here, another publish is waited for.
    """
    started = monotonic()
    own = settings.HOME / "site"
    with _failures_told(), folders.alone(own, wait=True):
        before = editions.read(own / "current")
        with approved.shown(settings.HOME, before):
            address = before.base_url if before else settings.BASE_URL
            made = Making(before, True, *_shelved("all"))
            edition, files, pages = _make(address, made, say=say)
        say(f"Writing {len(files)} files ...")
        folder = folders.add_version(own, edition, files)
    return Report(folder, pages, len(files), monotonic() - started)


def behind() -> list[Place]:
    """Returns the folders for static hosts into which less was published than as the own site."""
    home = settings.HOME
    return [place for place in elsewhere.read(home) if elsewhere.is_behind(home, place)]


def follow(*, say: Callable[[str], None] = lambda line: None) -> None:
    """Publishes again, with this thread's tables, into the folders that were made from others.

    Each shows the content that was published there last. What is in the way is noted with the
    folder, for the desk; a folder that is not there is not made.
    """
    for place in elsewhere.read(settings.HOME):
        found = _followed(place, say)
        if found != place:
            elsewhere.remember(settings.HOME, found)
        if found.problem:
            say(f"{place.folder}: {found.said}")


def _followed(place: Place, say: Callable[[str], None]) -> Place:
    folder, fine = Path(place.folder), replace(place, problem="", why="")
    if not folder.is_dir():
        return replace(fine, problem="gone")
    edition = editions.read(folder)
    if edition is None:
        return replace(fine, problem="other")
    if edition.renewed == places.renewed():
        return fine
    say(f"Publishing into {folder} what was published there last, with the new tables ...")
    try:
        with _failures_told(), folders.alone(settings.HOME / "site", wait=True):
            folders.tidy(folder)
            with approved.shown(settings.HOME, edition):
                made = Making(edition, False, *_shelved(place.offices))
                new, files, _pages = _make(edition.base_url, made, say=say)
                _replaced(folder, new, files, made, say)
    except NothingApproved:
        return replace(fine, problem="approve")
    except PublishError as error:
        return replace(fine, problem="failed", why=str(error))
    return replace(fine, made=_now())


def finish(*, say: Callable[[str], None] = lambda line: None) -> int:
    """Makes what a publish of the hub's own site leaves for later: the shelves of its rooms.

    Readers get those of the publish before until then. Returns how many shelves were made: none
    where they are as they should be on this day, or where another process is making them.

    Raises:
        PublishError: a file could not be made or written, or the database cannot be used.
    """
    try:
        return shelves.fill(settings.HOME / "site", on=date.today(), say=say)
    except folders.Busy:
        return 0
    except places.PackError as error:
        raise PublishError(f"Some pages were not made, for the tables failed: {error}") from error
    except OSError as error:
        raise PublishError(f"Some pages were not made, for a file failed: {error}") from error
    except DatabaseError as error:
        raise PublishError(f"Some pages were not made, for the database failed: {error}") from error


def _shelved(offices: str) -> tuple[tuple[Shelf, ...], frozenset[str] | None]:
    """Returns which shelves are made, and of which states they have offices; None for all.

    Raises:
        PublishError: a state is none.
    """
    if offices == "all":
        return registry.shelves(), None
    if offices == "none":
        return (), frozenset()
    known = {state.code for state in places.states()}
    named = {code.strip().upper() for code in offices.split(",") if code.strip()}
    if wrong := sorted(named - known):
        raise PublishError(f"There is no state {wrong[0]!r}: give two letters each, as IA,NE.")
    chosen = (named or registry.own_states()) & known
    return registry.shelves(), frozenset(["us", *(code.lower() for code in chosen)])


def _with_shelves(made: Making, say: Callable[[str], None]) -> folders.Also:
    """Returns what writes every shelf into a folder for a static host."""

    def write(folder: Path, edition: Edition, like: Path | None) -> None:
        for shelf in made.shelves:
            say(f"Making the pages below {shelf.address} ...")
            shelves.note(settings.HOME / "site", shelf, on=date.today())
            into = {
                code: (folder / code / shelf.address, (like or folder) / code / shelf.address)
                for code in edition.languages
            }
            how = shelves.rendering(edition, endpoints=False, states=made.states)
            shelves.write(shelf, edition, into, on=date.today(), how=how)

    return write


def _make(address: str, made: Making, *, say: Callable[[str], None]) -> tuple[Edition, Files, int]:
    """Returns the new edition, all its files by name, and how many of them are pages."""
    before = made.before
    assets, tables = room_assets(), _tables(settings.HOME / "site" / "current")
    kept = {
        "assets": _newest_first(editions.digest(assets), before.assets if before else ()),
        "tables": _newest_first(editions.digest(tables), before.tables if before else ()),
    }
    how = Rendering(
        base_url=address,
        endpoints=made.endpoints,
        states=made.states,
        assets=f"assets/{kept['assets'][0]}/",
        tables=f"tables/{kept['tables'][0]}/",
    )
    with rendered_for(how), snapshot():
        _refuse_problems()
        languages = tuple(queries.hub().languages)
        tables_name = places.tables_name()
        addresses = _checked(registry.addresses())
        say(f"Making {len(addresses)} pages in each of: {', '.join(languages)} ...")
        files = _pages(addresses, languages, address)
        pages = len(files)
        files |= _moved(addresses, languages, address, made)
        content = _kept_content(made.before)
    files |= {f"{how.assets}{name}": data for name, data in assets.items()}
    files |= {f"{how.tables}{name}": data for name, data in tables.items()}
    files |= offline.at_the_top(
        files, addresses=addresses, languages=languages, kept=kept, shelves=made.shelves
    )
    framed = _framed(addresses, languages)
    files |= _for_machines(addresses, languages, address, framed, made.shelves)
    names = {PurePosixPath(name).parts[0] for name in files}
    edition = Edition(
        software=editions.software(),
        base_url=address,
        languages=languages,
        assets=kept["assets"],
        tables=kept["tables"],
        names=tuple(sorted(names)),
        shelves=tuple(shelf.address for shelf in made.shelves),
        framed=framed,
        pack=tables_name,
        renewed=places.renewed(),
        content=content,
    )
    return edition, files, pages


def _kept_content(before: Edition | None) -> str:
    """Returns the name of the kept copy of the content that the pages show."""
    if approved.is_shown():
        return before.content if before else ""
    return approved.keep(settings.HOME)


def _refuse_problems() -> None:
    """Raises Refused where rooms have found problems in the content."""
    problems = list(registry.problems())
    if problems:
        raise Refused(problems)


def _tables(newest: Path) -> Files:
    """Returns the look-up tables: made anew only where something they are made of has changed.

    That takes its time, so it begins only once the content is fit to be published; whether it
    still is, is asked again at the moment that the pages show.

    Raises:
        Refused: rooms have found problems in the content.
    """
    last = editions.read(newest)
    if last is None or (last.software, last.pack) != (editions.software(), places.tables_name()):
        with snapshot():
            _refuse_problems()
        return device.tables()
    folder = newest / "tables" / last.tables[0]
    files = sorted(folder.rglob("*.json"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _framed(addresses: list[str], languages: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the paths of the pages that other sites may show in a frame."""
    shown = [address for address in addresses if registry.is_framed(address)]
    return tuple(f"/{code}/{address}" for code in languages for address in shown)


def _newest_first(name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name, *before)))[: folders.KEPT]


def room_assets() -> Files:
    """Returns every room's style sheets, scripts and images by name.

    Raises:
        PublishError: two rooms have a file of the same name.
    """
    found: Files = {}
    for room in apps.get_app_configs():
        folder = Path(room.path, "static", "upstander")
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if name in found:
                raise PublishError(f"Two rooms have a static file {name}: rename {room.name}'s.")
            if path.is_file():
                data = path.read_bytes()
                found[name] = scripts.published(data) if path.suffix == ".js" else data
    return found


def _checked(addresses: Iterator[str]) -> list[str]:
    """Returns the addresses, each known to stay inside the site.

    Raises:
        PublishError: an address leads elsewhere, or is there twice.
    """
    listed: dict[str, None] = {}
    for address in addresses:
        path = PurePosixPath(address)
        if path.is_absolute() or any(part.startswith(".") for part in path.parts):
            raise PublishError(f"{address!r} cannot be the address of a page.")
        if address in listed:
            raise PublishError(f"Two pages have the address {address!r}. Rename one of them.")
        listed[address] = None
    return list(listed)


def _pages(addresses: list[str], languages: tuple[str, ...], base: str) -> Files:
    """Returns every page in every language, and those at the top in the first language."""
    files = {
        file_of(f"{code}/{address}"): _render(f"{code}/{address}", code, base)
        for code in languages
        for address in (*addresses, NOT_FOUND)
    }
    first = languages[0]
    files["index.html"] = files[f"{first}/index.html"]
    files[NOT_FOUND] = files[f"{first}/{NOT_FOUND}"]
    return files


def file_of(address: str) -> str:
    """Returns the name of the file that an address is published as."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def _render(address: str, language: str, base: str) -> bytes:
    """Returns what Django answers to a visitor of `/address`.

    Raises:
        PublishError: the answer is not a page.
    """
    try:
        with translation.override(language):
            request = _request(address, language, base)
            match = resolve(request.path_info)
            response = match.func(request, *match.args, **match.kwargs)
    except Http404 as error:
        raise PublishError(f"/{address} is listed as a page, and there is none.") from error
    except Exception as error:
        raise PublishError(f"/{address} could not be made: {error!r}") from error
    if response.status_code != 200:
        raise PublishError(f"/{address} answers {response.status_code} instead of a page.")
    return bytes(response.content)


def _request(address: str, language: str, base: str) -> HttpRequest:
    parts = urlsplit(base)
    request = RequestFactory(headers={"host": parts.netloc}).get(
        f"/{address}", secure=parts.scheme == "https", SCRIPT_NAME=parts.path
    )
    request.LANGUAGE_CODE = language
    return request


def _moved(addresses: list[str], languages: tuple[str, ...], base: str, made: Making) -> Files:
    """Returns `_redirects` for renamed pages and, where no server of ours reads them, a page at
    each old address."""
    prefix = urlsplit(base).path + "/"
    files: Files = {}
    lines = []
    for old, new in queries.redirects():
        found = [address for address in addresses if address.startswith(new)]
        found += [
            new
            for shelf in made.shelves
            if new.startswith(shelf.address)
            and shelf.has(new.removeprefix(shelf.address).rstrip("/"))
        ]
        for target in found:
            source = old + target.removeprefix(new)
            for code in languages:
                lines.append(f"{prefix}{code}/{source} {prefix}{code}/{target} 301\n")
                if not made.endpoints and source.endswith("/"):
                    with translation.override(code):
                        page = render_to_string(
                            "web/moved.html",
                            {
                                "language": code,
                                "path": f"{prefix}{code}/{target}",
                                "absolute": f"{base}/{code}/{target}",
                            },
                        )
                    files[file_of(f"{code}/{source}")] = page.encode()
    files["_redirects"] = "".join(lines).encode()
    return files


def _for_machines(
    addresses: list[str],
    languages: tuple[str, ...],
    base: str,
    framed: tuple[str, ...],
    shelved: tuple[Shelf, ...],
) -> Files:
    """Returns what crawlers and static hosts look for."""
    lists = [f"{code}/{shelf.address}{shelves.SITEMAP}" for shelf in shelved for code in languages]
    named = "".join(f"Sitemap: {base}/{name}\n" for name in ("sitemap.xml", *lists))
    robots = f"User-agent: *\nDisallow: /desk/\n{named}"
    return {
        "robots.txt": robots.encode(),
        "sitemap.xml": sitemap(addresses, languages, base).encode(),
        "_headers": _headers(framed, site.strict(base)).encode(),
    }


def _headers(framed: tuple[str, ...], strict: list[tuple[str, str]]) -> str:
    """Returns the header rules that several static hosts read from `_headers`."""
    always = (*site.SECURITY, *strict, site.PERMISSIONS)
    every = "".join(f"  {name}: {value}\n" for name, value in always)
    kept = "".join(
        f"/{folder}/*\n  Cache-Control: {site.IMMUTABLE}\n" for folder in ("assets", "tables")
    )
    # Netlify takes the last rule that fits; Cloudflare joins both values unless one is taken off.
    others = [(path, [site.FRAMED[0], site.ELSEWHERE]) for path in framed]
    others += [(path, [site.ELSEWHERE]) for path in site.TO_LEND]
    lent = "".join(
        f"{path}\n" + "".join(f"  ! {name}\n  {name}: {value}\n" for name, value in headers)
        for path, headers in others
    )
    return f"/*\n{every}{kept}{lent}"
