"""``Civic``: one object that answers who represents a place."""

from collections.abc import Collection, Iterable, Iterator
from copy import copy
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path

from upstander.civic.answering.assembling import Assembler
from upstander.civic.answering.by_point import Around, PointFinder, on_earth
from upstander.civic.answering.by_words import PlaceFinder
from upstander.civic.answering.by_zip import ZipFinder
from upstander.civic.answering.directory import Directory, Match, NearOffice
from upstander.civic.answering.finding import Finding, refused
from upstander.civic.answering.gazetteer import ASIDES, ENDINGS, STREET_END, Gazetteer
from upstander.civic.answering.notices import notice
from upstander.civic.reading.lines import Lines
from upstander.civic.reading.pack import FEDERAL, PACKAGED, Pack
from upstander.civic.reading.rows import Layer
from upstander.civic.reading.text import (
    AskedPlace,
    AskedPoint,
    AskedZip,
    Refused,
    clean,
    read,
)
from upstander.civic.types import (
    KINDS,
    LEVELS,
    Committee,
    Correction,
    Division,
    DivisionKind,
    Level,
    Located,
    Membership,
    NewLines,
    NoticeCode,
    Office,
    Outcome,
    Place,
    SourceNote,
    State,
    UnknownDivision,
    UnknownOffice,
    UnknownState,
    VotingRules,
    ZipCode,
    ZipRange,
)


class Civic:
    """The engine over one folder of tables. Opening is cheap; tables are read when needed."""

    def __init__(self, pack: Pack) -> None:
        """Use an opened pack; see ``open``."""
        self._pack = pack
        self._gazetteer = Gazetteer(pack)
        self._zips = ZipFinder(pack)
        self._words = PlaceFinder(pack, self._gazetteer, self._zips)
        self._points = PointFinder(pack)
        self._directory = Directory(pack)

    @classmethod
    def open(cls, folder: Path | str = PACKAGED) -> "Civic":
        """Open the tables that come with the package, or those of another folder.

        Raises ``PackError`` if they are missing, cut short or of another version.
        """
        return cls(Pack(Path(folder)))

    def corrected(self, corrections: Iterable[Correction]) -> "Civic":
        """The same tables, with what somebody else knows beyond them.

        Where that is about the same as what the tables know, it alone counts.
        """
        other = copy(self)
        other._pack = self._pack.corrected((*self._pack.corrections, *corrections))
        other._directory = Directory(other._pack)
        return other

    # What it knows

    def corrections(self) -> tuple[Correction, ...]:
        """What the tables know beyond the publishers' files, lapsed or not."""
        return self._pack.corrections

    def listed(self, office_id: str) -> Office:
        """An office as its publisher's file has it, without corrections.

        Raises ``UnknownOffice`` if there is none.
        """
        office = self._as_listed.office(office_id)
        if office is None:
            raise UnknownOffice(office_id)
        return office

    @cached_property
    def _as_listed(self) -> Pack:
        return self._pack.corrected(())

    @property
    def as_of(self) -> date:
        """The date of the list of members of Congress. Every office has its own source's."""
        return self._pack.as_of

    @property
    def sources(self) -> tuple[SourceNote, ...]:
        """Every source, each with its own date."""
        return tuple(self._pack.sources.values())

    def source(self, key: str) -> SourceNote:
        """The source with this key. Raises ``KeyError`` if there is none."""
        return self._pack.sources[key]

    def states(self) -> tuple[State, ...]:
        """The 50 states, DC and the 5 territories, by English name."""
        return tuple(self._pack.states.values())

    def state(self, code: str) -> State:
        """The state with this two-letter code. Raises ``UnknownState`` if there is none."""
        try:
            return self._pack.states[code]
        except KeyError:
            raise UnknownState(code) from None

    def voting_rules(self, code: str) -> VotingRules:
        """How to register to vote in a state. Raises ``UnknownState`` if there is none."""
        try:
            return self._pack.voting_rules[code]
        except KeyError:
            raise UnknownState(code) from None

    def seats(self, state: str | None = None) -> tuple[Office, ...]:
        """Every seat in Congress, or those of one state: senators first, then by district.

        Raises ``UnknownState`` if the code is no state's.
        """
        if state is not None:
            self.state(state)
        return tuple(
            seat
            for seat in self._pack.offices(FEDERAL)
            if seat.chamber != "executive" and state in (None, seat.state)
        )

    def offices(self, level: Level | None = None, state: str | None = None) -> tuple[Office, ...]:
        """Every office, or those of one level, or state, or both: federal ones first.

        Raises ``UnknownState`` if the code is no state's, ``ValueError`` for another level.
        """
        if level is not None:
            _check_levels([level])
        files = self._pack.office_files
        if state is not None:
            files = (FEDERAL, self.state(state).code.lower())
        if level is not None:
            files = tuple(file for file in files if (file == FEDERAL) == (level == "federal"))
        return tuple(
            office
            for file in files
            for office in self._pack.offices(file)
            if level in (None, office.level) and state in (None, office.state)
        )

    def office(self, office_id: str) -> Office:
        """The office with this id. Raises ``UnknownOffice`` if there is none."""
        office = self._pack.office(office_id)
        if office is None:
            raise UnknownOffice(office_id)
        return office

    def offices_for(self, division_id: str) -> tuple[Office, ...]:
        """The offices that a division's people elect, whoever holds them.

        Raises ``UnknownDivision`` if there is no such division.
        """
        state = self.division(division_id).state
        files = (FEDERAL,) if state is None else (FEDERAL, state.lower())
        return tuple(
            office for file in files for office in self._pack.offices(file).of(division_id)
        )

    def offices_near(
        self, *, lat: float, lng: float, limit: int = 10, within_km: float | None = None
    ) -> tuple[NearOffice, ...]:
        """Public offices by their distance from a point in degrees (WGS 84), nearest first.

        Where an office's own place is not known, its ZIP's point stands for it, and ``exact`` is
        false. Raises ``ValueError`` for what is no point.
        """
        _check_point(lat, lng)
        return self._directory.near(lat, lng, limit, within_km)

    def divisions(
        self,
        kind: DivisionKind | None = None,
        state: str | None = None,
        *,
        on: date | None = None,
    ) -> tuple[Division, ...]:
        """Every division, or those of one kind, or state, or both.

        With the days of its lines of a day, or of those that the tables have first. Raises
        ``UnknownState`` if the code is no state's, ``ValueError`` for another kind.
        """
        if kind not in (None, *KINDS):
            raise ValueError(f"{kind!r} is no kind of division. Kinds are {', '.join(KINDS)}.")
        if state is not None:
            self.state(state)
        return tuple(
            division if on is None else self._pack.division_on(division.id, on)
            for division in self._pack.divisions()
            if kind in (None, division.kind) and state in (None, division.state)
        )

    def division(self, division_id: str, *, on: date | None = None) -> Division:
        """The division with this id, with the days of its lines as ``divisions`` has them.

        Raises ``UnknownDivision`` if there is none.
        """
        division = self._pack.division(division_id)
        if division is None:
            raise UnknownDivision(division_id)
        return division if on is None else self._pack.division_on(division.id, on)

    @property
    def new_lines(self) -> NewLines | None:
        """The lines of Congress that follow in some states, ``None`` where none are known."""
        return self._pack.new_lines

    def divisions_at(self, *, lat: float, lng: float) -> tuple[str, ...]:
        """Ids of the districts and counties that hold a point in degrees (WGS 84), sorted.

        A district on lines that follow those of the tables has "@" and their first day behind its
        id; it is there beside the one of today. A point exactly on a line is in every area that
        touches it there; how far a line may be off is ``layers``' to say, and ``by_point``'s to
        weigh. Countries and states are left out. This is the quick way: with an index, the same
        places give the same tuple. Raises ``ValueError`` for what is no point.
        """
        if -90 <= lat <= 90 and -180 <= lng <= 180:  # as in ``_check_point``, without its calls
            return self._pack.at(lat, lng)
        raise _no_point(lat, lng)

    def divisions_near(self, *, lat: float, lng: float) -> tuple[str, ...]:
        """Ids of the districts and counties with a line nearer than it may be off, sorted.

        Raises ``ValueError`` for what is no point.
        """
        _check_point(lat, lng)
        return self._pack.near(lat, lng)

    def around(self, *, lat: float, lng: float) -> Around:
        """What ``divisions_at`` and ``divisions_near`` say; nothing for what is no point.

        Points with the same around them have the same answer, but for the query; where it has no
        offices, its notices may be about the point's own numbers, too.
        """
        if not on_earth(lat, lng):
            return (), ()
        return self._pack.at(lat, lng), self._pack.near(lat, lng)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The files of outlines at hand, each with its kind, state and tolerance."""
        return self._pack.layers

    def outlines(self, layer: Layer) -> Lines:
        """The outlines of one of the ``layers``, read anew."""
        return self._pack.lines(layer)

    def committees(self) -> tuple[Committee, ...]:
        """The committees of Congress and their subcommittees, as the source lists them."""
        return tuple(self._pack.committees.values())

    def committees_of(self, person_id: str) -> tuple[Membership, ...]:
        """The committees that a member of Congress sits on, by Bioguide id; none for others."""
        return self._pack.memberships.get(person_id, ())

    def search(self, name: str, *, limit: int = 20) -> tuple[Match, ...]:
        """People, offices, divisions and places by name, best first.

        Accents, case and the order of words do not matter, beginnings of words do, and small
        slips of the pen come last.
        """
        return self._directory.search(name, limit)

    def places(self, starting: str = "", *, limit: int | None = None) -> tuple[Place, ...]:
        """Places whose name begins with a text, best known first: states, then post offices."""
        return tuple(islice(self._gazetteer.starting(starting), limit))

    def written(self) -> dict[Place, tuple[tuple[str, int], ...]]:
        """How each place that is no state is written, its own name first.

        With each goes where the place stands among all that sound the same, the larger first.
        """
        return self._gazetteer.written()

    def words_of_places(self) -> dict[str, object]:
        """What may stand before and behind a place's name, for whoever reads it elsewhere."""
        return {"asides": ASIDES, "endings": ENDINGS, "street_end": STREET_END.pattern}

    def seats_beside(self, place: Place) -> tuple[str, ...]:
        """Ids of the House seats that may represent a place besides those of its ZIPs."""
        return self._gazetteer.seats_beside(place)

    def post_office_zips(self, name: str, state: str) -> tuple[str, ...]:
        """The ZIPs of a post office's name in a state, none where there is none."""
        return tuple(self._pack.place_zips.get((name, state), ()))

    def state_names(self) -> dict[str, str]:
        """Codes of states by the abbreviations that people write besides their codes."""
        return dict(self._pack.state_names)

    def zip(self, code: str) -> ZipCode | None:
        """The table's row for a five-digit ZIP, or None where it has none; see ``by_zip``."""
        return self._pack.zip(code)

    def zips(self) -> Iterator[ZipCode]:
        """Every row of the ZIP table, in the order of the codes."""
        return self._pack.zips()

    def floterials(self) -> frozenset[str]:
        """Ids of the districts that lie over others: they may represent a ZIP's people as well."""
        return self._pack.floterials

    def mayors_place(self, name: str, state: str) -> str | None:
        """The id of the place with an office of its own that a post office is named for."""
        return self._pack.mayors_place(name, state)

    def zip_ranges(self) -> tuple[ZipRange, ...]:
        """The runs of ZIPs that are answered by rule where the table has no row."""
        return self._pack.zip_ranges

    def foreign_names(self) -> tuple[str, ...]:
        """Names of other countries, and of Canada's provinces."""
        return self._pack.foreign_names

    # Looking up

    def lookup(
        self, text: str, *, on: date | None = None, levels: Collection[Level] = LEVELS
    ) -> Located:
        """Who represents what a person typed: a ZIP, a place, an address or "lat,lng".

        For a day, today if none is given, and with the offices of some ``levels`` only, if named.
        Never raises, whatever the text is; ``ValueError`` for another level.
        """
        asked = read(text := clean(text))
        assembler = self._assembler(on, levels)
        match asked:
            case AskedZip(before=before):
                elsewhere = self._words.elsewhere(asked) if before else None
                finding = elsewhere or self._zips.find(asked, assembler.kinds)
            case AskedPoint(lat, lng):
                finding = self._points.find(lat, lng, assembler.kinds)
            case AskedPlace(words):
                with_zip = self._words.with_zip(words, assembler.kinds)
                finding = with_zip or self._words.find(words, assembler.kinds)
            case Refused():
                finding = refused(asked)
        return assembler.located(text, finding)

    def by_zip(
        self, text: str, *, on: date | None = None, levels: Collection[Level] = LEVELS
    ) -> Located:
        """Who represents a ZIP or ZIP+4. Anything else is malformed, foreign or empty."""
        asked = read(text := clean(text))
        assembler = self._assembler(on, levels)
        if isinstance(asked, AskedZip) and not asked.reduced:
            finding = self._zips.find(asked, assembler.kinds)
        elif isinstance(asked, Refused):
            finding = refused(asked)
        else:
            finding = Finding(Outcome.MALFORMED, notices=(notice(NoticeCode.ZIP_LETTERS),))
        return assembler.located(text, finding)

    def by_place(
        self, text: str, *, on: date | None = None, levels: Collection[Level] = LEVELS
    ) -> Located:
        """Who represents a place by its name, with or without a state after it."""
        asked = read(text := clean(text))
        assembler = self._assembler(on, levels)
        if isinstance(asked, Refused):
            return assembler.located(text, refused(asked))
        words = asked.text if isinstance(asked, AskedPlace) else text
        return assembler.located(text, self._words.find(words, assembler.kinds))

    def by_point(
        self,
        *,
        lat: float,
        lng: float,
        on: date | None = None,
        levels: Collection[Level] = LEVELS,
    ) -> Located:
        """Who represents a point, in degrees (WGS 84).

        Closer to a line than its layer's tolerance, both sides may.
        """
        assembler = self._assembler(on, levels)
        return assembler.located(f"{lat},{lng}", self._points.find(lat, lng, assembler.kinds))

    def _assembler(self, on: date | None, levels: Collection[Level]) -> Assembler:
        _check_levels(levels)
        return Assembler(self._pack, on or date.today(), levels)


def _check_levels(levels: Collection[Level]) -> None:
    if strange := set(levels) - set(LEVELS):
        raise ValueError(f"{min(strange)!r} is no level. Levels are {', '.join(LEVELS)}.")


def _check_point(lat: float, lng: float) -> None:
    if not on_earth(lat, lng):
        raise _no_point(lat, lng)


def _no_point(lat: float, lng: float) -> ValueError:
    return ValueError(
        f"{lat},{lng} is no point. Latitude goes from -90 to 90, longitude from -180 to 180."
    )
