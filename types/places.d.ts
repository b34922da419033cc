// Who represents a place, as docs/device-tables.md tells.

declare namespace Places {
  type Congress =
    import("../src/upstander/places/static/upstander/places/lookup-tables.js").Congress;
  type Zips = import("../src/upstander/places/static/upstander/places/lookup-tables.js").Zips;
  type Lines = import("../src/upstander/places/static/upstander/places/lookup-lines.js").Lines;

  /** The tables that every answer needs. */
  interface Tables {
    congress: Congress;
    zips: Zips;
  }

  /** What the server chooses alike; places/choices.py says what each is. */
  interface Choices {
    congress: string[];
    legislatures: string[];
    kinds: string[];
    kindOf: { [chamber: string]: string };
    ranks: { [chamber: string]: number };
    sections: { [section: string]: string };
    mostOpen: number;
    everywhere: string;
    numbered: string;
    atLarge: string;
    mayor: string;
    council: string;
    chair: string;
    byAccumulation: string;
    withoutAHolder: [string, string][];
    constituents: { claim: string; as: string; and: string; instead: string }[];
    networks: { [network: string]: string };
    watched: string[];
    days: string[];
    fullDays: number;
    tokenDays: number;
    weekdays: string[];
    soon: number;
    step: number;
    kmInAMile: number;
    map: string;
  }

  // Tables as they are fetched: places/device.py and the modules that it names make them, and say
  // what each column holds.

  interface OfficeColumns {
    titles: string[];
    title: number[];
    sources: [string, string, string][];
    source: number[];
    vacancies: { [id: string]: Vacancy };
    next: number[];
    elected: string[];
    stays: number[];
    corrections: { [id: string]: Correction[] };
    names: (string | null)[];
    parties: string[];
    periods: (string | null)[][];
    terms: number[];
    beginnings: (string | null)[];
    since: number[];
    phones: string[];
    addresses: string[];
    timezones: string[];
    zones: number[];
    opening: (string | null)[];
    hours: string[];
    marks: string;
    emails: (string | null)[];
    websites: (string | null)[];
    contact_forms: (string | null)[];
    profiles: { [network: string]: string };
    accounts: { [network: string]: (string | null)[] };
  }

  interface CongressColumns extends OfficeColumns {
    ids: string[];
    as_of: string;
    lines: NewLines;
    states: [string, string, string, string, string, boolean][];
  }

  interface ContactColumns {
    of: number[];
    kinds: ("district" | "capitol")[];
    kind: number[];
    addresses: string[];
    phones: string[];
    hours: string[];
    opening: (string | null)[];
    timezones: string[];
    zones: number[];
    lats: (number | null)[];
    lngs: (number | null)[];
  }

  interface StateColumns extends OfficeColumns {
    ids: string[];
    name: string;
    elsewhere: ContactColumns;
    heads: { state: string; sldu: string; sldl: string; places: string };
    sldu: string[];
    sldl: string[];
    places: string[];
    /** For each office, the place of its division among the three above; -1 for the state. */
    divisions: number[];
    seats: string[];
    labels: { [division: number]: string };
    floterials: { [end: string]: string };
    zips: number[];
    upper: string[];
    lower: string[];
    mayors: ([string, string] | null)[];
    mayor: number[];
    lats: (number | null)[];
    lngs: (number | null)[];
    lasts: (string | null)[];
    last: number[];
    following: string[];
    counties: string[][];
    county: number[];
  }

  /** Which states elected the House on other lines, and when those count. */
  interface NewLines {
    through: string;
    ballot: string;
    first: string | null;
    before: string;
    states: string[];
  }

  /** What `stateSeats` finds. */
  interface InState {
    seats: Seat[];
    notices: Notice[];
    point: Point | null;
  }

  interface ZipColumns {
    kinds: string;
    areas: ([number, number] | null)[];
    ranges: [string, string, ZipRange["kind"], string, string][];
    states: [string, number][];
    picks: string;
    ranks: string;
    sets: string;
    abbreviations: { [name: string]: string };
  }

  interface PlaceColumns {
    names: string;
    cities: [string, string][];
    counties: [string, string][];
    around: string;
    ranks: string;
    seats: { [place: string]: string };
    others: { [place: string]: [string, number][] };
    foreign: string[];
    asides: string[];
    endings: string[];
    street_end: string;
  }

  interface LineColumns {
    seats: string[];
    tolerance_m: number;
    grid: number;
    lines: string[];
    pairs: number[][];
    sides: number[];
    zips: [string, string];
    towns: [string, string];
  }

  /** A district of a state's legislature; `over` is its name where it lies over others. */
  interface District {
    id: string;
    chamber: string;
    /** The last day on which its lines are known. */
    last?: string | null;
    over?: string;
  }

  /** Every district of a chamber that may be the place's, and what is known of which it is. */
  interface Districts {
    kind: "sldu" | "sldl";
    found: District[];
    known: string | null;
    untold: boolean;
  }

  /** Street, city, state, ZIP; empty where one is not known. */
  type Address = string[];

  interface Point {
    lat: number | null;
    lng: number | null;
  }

  interface Place extends Point {
    name: string | null;
    state: string;
    kind: "zip" | "place" | "city" | "county" | "state";
  }

  /** A place with a name, with its ZIPs and where it is. */
  interface NamedPlace extends Place {
    name: string;
    codes: string[];
    /** Seats besides those of its ZIPs. */
    seats: string[];
  }

  interface Notice {
    code: string;
    params: { [name: string]: string };
  }

  interface Account {
    network: string;
    handle: string;
    url: string;
  }

  /** Who holds a seat, or held it last. */
  interface Holder {
    name: string;
    party: string;
    termStart: string | null;
    termEnd: string | null;
    turnover: string | null;
    since: string | null;
    limit: string | null;
    phone: string;
    phones: string[];
    emails: string[];
    address: Address | null;
    /** The part of the address that one can go to. */
    street?: string | null;
    timezone: string;
    opening: string | null;
    hours: string;
    website: string | null;
    contactForm: string | null;
    accounts: Account[];
    /** As of which day it is known who holds it, where that is not its list's. */
    checked?: string | null;
    /** Of somebody to take office: the day of the election, and whether offices stay theirs. */
    elected?: string | null;
    stays?: number;
  }

  /** Its kind, the day on which it was checked, its source, that one's address, the election. */
  type Correction = [string, string, string, string, string];

  interface Vacancy {
    since?: string | null;
    until?: string | null;
    filledBy?: string | null;
    servesMeanwhile?: string | null;
  }

  /** An office on a day, and who holds it. */
  interface Seat {
    id: string;
    title: string;
    status: "held" | "last-known" | "vacant" | "unknown";
    termEnd: string | null;
    holder: Holder | null;
    /** Whether they took office since the tables were made. */
    succeeded: boolean;
    successors: Holder[];
    vacancy: Vacancy | null;
    /** None for an added official, whom its organizers change themselves. */
    corrections?: Correction[];
    source: string;
    asOf: string;
    level: "federal" | "state" | "local";
    chamber: string;
    state: string | null;
    district: number | null;
    senateClass?: number | null;
    districtName?: string;
    seat?: string;
    division?: string;
    /** Of an added official: whom it is for. */
    area?: string;
    /** In an answer: whether it certainly is the place's. */
    certain?: boolean;
  }

  /** An office of staff. */
  interface ContactOffice extends Point {
    kind: "district" | "capitol";
    address: Address;
    /** The part of the address that one can go to; empty where it is for letters alone. */
    street: string | null;
    phone: string;
    hours: string;
    opening: string | null;
    timezone: string;
    km?: number | null;
  }

  interface ZipRow {
    code: string;
    kind: "area" | "point" | "new";
    state: string;
    seats: string[];
  }

  interface ZipRange {
    first: string;
    last: string;
    kind: "military" | "no-seat" | "territory";
    code: string;
    name: string;
  }

  interface State {
    code: string;
    name: string;
    nameEs: string;
    kind: string;
    houseTitle: string;
    table: boolean;
    seats: { [chamber: string]: string[] };
  }

  /** What was typed, as it was read. */
  type Asked = { kind: "point" } | { kind: "place"; text: string } | AskedZip | Refused;

  /** A ZIP, and the words before it. */
  interface AskedZip {
    kind: "zip";
    code: string;
    plusFour: boolean;
    reduced: boolean;
    before: string;
  }

  interface Refused {
    kind: "refused";
    outcome: string;
    code: string;
    params: { [name: string]: string };
  }

  interface Answer extends Point {
    query: string;
    outcome: string;
    state: string | null;
    states: string[];
    codes: string[];
    seats: Seat[];
    places: Place[];
    notices: Notice[];
    asOf: string | null;
  }

  /** What the tab keeps of an answer. */
  interface Known extends Point {
    state: string | null;
    states: string[];
    codes: string[];
    approximate?: boolean;
    outcome?: string;
    seats: string[];
    /** Those of the seats that may be another's. */
    maybe: string[];
    name: string;
    zip?: string;
    /** The name of the post office, city or county that was typed. */
    town?: string;
    kind?: Place["kind"];
  }

  /** [longitude, latitude] in degrees. */
  type Vertex = number[];

  /** A line between two districts, or at a state's border, with what holds all of it. */
  interface Chain {
    seats: string[];
    points: Vertex[];
    box: number[];
  }

  interface Spot {
    name: string;
    lat: number;
    lng: number;
  }
}
