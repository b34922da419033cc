// Who represents a place in its state, as upstander/civic answers it. Loaded once a place is found;
// the table that is asked for tells the state and no more.
import { choices } from "./choices.js";
import { Contacts } from "./lookup-contacts.js";
import { loadCongress, Offices, table, today } from "./lookup-tables.js";

/** @type {{[kind: string]: "upper" | "lower"}} */
const LEGISLATIVE = { sldu: "upper", sldl: "lower" };
/** @type {{[kind: string]: string}} */
const CHAMBERS = { sldu: "state senate", sldl: "state house" };
/** @type {{[code: string]: {[kind: string]: string}}} */
const CHAMBERS_OF = {
  DC: { sldu: "council" },
  NE: { sldu: "legislature" },
  PR: { sldu: "Senate", sldl: "House of Representatives" },
};
/** @type {Places.Districts["kind"][]} */
const CHAMBER_KINDS = ["sldu", "sldl"];
/** @type {("sldu" | "sldl" | "places")[]} */
const KINDS = [...CHAMBER_KINDS, "places"];

/**
 * Who represents a place, which is what `find` returns or `known` keeps, in each of its states.
 *
 * Returns {seats, notices, point}: seats as `official` returns them on a day (today if not given),
 * and `certain`; notices as in civic; and the middle of the place, {lat, lng}, or null.
 * Rejects if a table cannot be loaded; calling again tries again.
 *
 * @param {Places.Known} place
 * @param {string} tablesUrl
 * @param {string} [on]
 * @returns {Promise<Places.InState>}
 */
export async function stateSeats(place, tablesUrl, on) {
  const codes = Array.from(place.states).sort();
  const loaded = await Promise.all(codes.map((code) => loadState(code, tablesUrl)));
  const tables = /** @type {State[]} */ (loaded.filter(Boolean));
  const home = tables.find((one) => one.code === place.state);
  const settled = codes.length === 1 && !place.approximate && place.outcome !== "approximate";
  const districts = legislative(place.codes, tables, home, settled, on || today());
  const mayor = home && place.kind !== "county" ? home.mayor(place.codes, place.town) : null;

  const certain = new Map(tables.map((one) => [one.division(-1), settled]));
  for (const { found, known } of districts) {
    for (const { id } of found) certain.set(id, known === id);
  }
  if (mayor) certain.set(mayor.id, false);
  for (const id of tables.flatMap((one) => one.countiesOf(place.codes))) certain.set(id, false);
  /** @type {Places.Seat[]} */
  const seats = [];
  for (const one of tables) seats.push(...one.elected(certain, on));
  return {
    seats: seats.sort((one, other) => rank(one) - rank(other)),
    notices: notices(districts, home, mayor, on || today(), place.kind),
    point: home ? home.middle(place.codes) : null,
  };
}

/**
 * The middle of a place's ZIPs in its state, {lat, lng} in degrees, or null. Rejects if the state's
 * table cannot be loaded.
 *
 * @param {Places.Known} place
 * @param {string} tablesUrl
 * @returns {Promise<{lat: number, lng: number} | null>}
 */
export async function middle({ state, codes }, tablesUrl) {
  const home = state && (await loadState(state, tablesUrl));
  return home ? home.middle(codes) : null;
}

/**
 * Returns a promise of a state's table, or of null for a territory that has none.
 *
 * @param {string} code
 * @param {string} tablesUrl
 * @returns {Promise<State | null>}
 */
export async function loadState(code, tablesUrl) {
  const { states } = await loadCongress(tablesUrl);
  const state = states.get(code);
  if (!state || !state.table) return null;
  const name = `states/${code.toLowerCase()}.json`;
  return table(tablesUrl, name, (columns) => new State(code, columns));
}

/**
 * For each kind {kind, found, known, untold}: every district that may be the place's, the id of the
 * one that certainly is, and whether a ZIP does not tell, so that it may be any.
 *
 * @param {string[]} codes
 * @param {State[]} tables
 * @param {State | undefined} home
 * @param {boolean} settled
 * @param {string} on
 * @returns {Places.Districts[]}
 */
function legislative(codes, tables, home, settled, on) {
  return CHAMBER_KINDS.map((kind) => {
    /** @type {Places.District[]} */
    const told = [];
    for (const one of tables) told.push(...one.districts(kind, codes));
    const sure = told.filter((one) => !one.over);
    const moved = told.some(({ last }) => last && last < on);
    const known = settled && sure.length === 1 && !moved ? sure[0].id : null;
    if (told.length || !home) return { kind, found: told, known, untold: false };
    const every = home.districts(kind, []);
    return { kind, found: every, known: null, untold: every.length > 0 };
  });
}

/**
 * @param {Places.Districts[]} districts
 * @param {State | undefined} home
 * @param {{name: string} | null} mayor
 * @param {string} on
 * @param {string} [kind]
 */
function notices(districts, home, mayor, on, kind) {
  /** @type {Places.Notice[]} */
  const said = [];
  /**
   * @param {string} code
   * @param {{[name: string]: string}} params
   */
  const say = (code, params) => said.push({ code, params });
  /** @type {Places.District[]} */
  const over = [];
  for (const { found } of districts) over.push(...found.filter((one) => one.over));
  if (over.length) say("floterial", { names: over.map((one) => one.over).join("; ") });
  if (home && districts.some(({ untold }) => untold)) say("not-by-zip", { states: home.name });
  if (mayor) say(kind === "city" ? "mayor-of-city" : "mayor-by-name", { name: mayor.name });
  const split = districts.filter(({ found, known }) => found.length > 1 && !known);
  const chambers = distinct(split.flatMap(({ found }) => found.map(({ chamber }) => chamber)));
  if (chambers.length) say("split-legislature", { chambers: chambers.join(", ") });
  for (const { kind, found } of districts) {
    const [last] = found
      .map((one) => one.last)
      .filter((one) => one && one < on)
      .sort()
      .reverse();
    if (last) say("lines-later", { districts: `${CHAMBERS[kind]} districts`, last, day: on });
  }
  return said;
}

/** @param {Places.Seat} seat */
function rank({ level, chamber }) {
  return choices.ranks[level === "local" ? level : chamber];
}

/** The officials of one state. */
class State extends Offices {
  /**
   * @param {string} code
   * @param {Places.StateColumns} columns
   */
  constructor(code, columns) {
    super(
      columns,
      columns.ids.map((id) => `${code.toLowerCase()}-${id}`),
    );
    this.columns = columns;
    this.code = code;
    this.name = columns.name;
    this.contacts = new Contacts(columns.elsewhere);
    /** @type {string[]} */
    this.divisions = [];
    for (const kind of KINDS) {
      this.divisions.push(...columns[kind].map((end) => columns.heads[kind] + end));
    }
    this.ends = columns.sldu.concat(columns.sldl);
    /** @type {Map<string, string[]>} */
    this.offices = new Map();
    for (const [id, row] of this.rows) {
      const division = this.division(columns.divisions[row]);
      const others = this.offices.get(division);
      if (others) others.push(id);
      else this.offices.set(division, [id]);
    }
    /** @type {Map<string, number>} */
    this.zips = new Map();
    let last = 0;
    columns.zips.forEach((after, row) => {
      last += after;
      this.zips.set(zip(last), row);
    });
  }

  /**
   * The id of the division at a place in the table; at -1 that of the whole state.
   *
   * @param {number} at
   * @returns {string}
   */
  division(at) {
    return at < 0 ? this.columns.heads.state : this.divisions[at];
  }

  /**
   * @param {string} id
   * @param {string} [on]
   * @returns {Places.Seat | null}
   */
  seat(id, on) {
    const found = super.seat(id, on);
    if (!found) return null;
    const { columns } = this;
    const row = Number(this.rows.get(id));
    const at = columns.divisions[row];
    const [, chamber] = id.split("-");
    const legislator = choices.legislatures.includes(chamber);
    const numbers = this.contacts.of(row).map((one) => one.phone);
    const local = at >= columns.sldu.length + columns.sldl.length;
    if (found.holder && !found.succeeded) {
      found.holder.phones = distinct([...found.holder.phones, ...numbers]);
    }
    return Object.assign(found, {
      level: local ? "local" : "state",
      chamber: legislator ? chamber : "executive",
      state: this.code,
      district: null,
      districtName: legislator && at >= 0 ? this.districtName(at) : "",
      seat: columns.seats[row],
      division: this.division(at),
    });
  }

  /**
   * @param {number} at
   * @returns {string}
   */
  districtName(at) {
    return this.columns.labels[at] || this.ends[at].toUpperCase();
  }

  /**
   * Every seat of some divisions, each as certain as its division, in the order of the table.
   *
   * @param {Map<string, boolean>} certain
   * @param {string} [on]
   * @returns {Places.Seat[]}
   */
  elected(certain, on) {
    const seats = Array.from(certain).flatMap(([division, sure]) =>
      (this.offices.get(division) || []).map((id) => {
        const seat = /** @type {Places.Seat} */ (this.seat(id, on));
        return Object.assign(seat, { certain: sure });
      }),
    );
    return seats.sort((one, other) => this.row(one) - this.row(other));
  }

  /** @param {Places.Seat} seat */
  row({ id }) {
    return Number(this.rows.get(id));
  }

  /**
   * The districts of one kind in some ZIPs, all without any: {id, chamber, over}. `over` is the
   * name of one that lies over others there.
   *
   * @param {Places.Districts["kind"]} kind
   * @param {string[]} codes
   * @returns {Places.District[]}
   */
  districts(kind, codes) {
    const { columns } = this;
    const column = columns[LEGISLATIVE[kind]];
    const chamber = (CHAMBERS_OF[this.code] || CHAMBERS)[kind];
    /** @type {Set<string>} */
    const ends = new Set();
    for (const code of codes) {
      const row = this.zips.get(code);
      if (row !== undefined) for (const end of column[row].split(" ")) ends.add(end);
    }
    const start = kind === "sldu" ? 0 : columns.sldu.length;
    return columns[kind]
      .map((end, at) => ({ end, last: columns.lasts[columns.last[start + at]] }))
      .filter(({ end }) => !codes.length || ends.has(end))
      .map(({ end, last }) => ({
        id: columns.heads[kind] + end,
        last,
        chamber,
        over: codes.length && kind === "sldl" ? columns.floterials[end] : undefined,
      }));
  }

  /**
   * The place with a mayor that is called so or, without a name, that the post office of some ZIPs
   * is named for: {id, name}, or null.
   *
   * @param {string[]} codes
   * @param {string} [town]
   * @returns {{id: string, name: string} | null}
   */
  mayor(codes, town) {
    const { mayors, mayor, heads } = this.columns;
    const found = town
      ? mayors.find((one) => one && one[0] === town)
      : codes.map((code) => mayors[mayor[Number(this.zips.get(code))]]).find(Boolean);
    return found ? { name: found[0], id: heads.places + found[1] } : null;
  }

  /**
   * The state's seats in the House where a ZIP may be on the lines that follow, likeliest first.
   *
   * @param {string} code
   * @returns {string[]}
   */
  nextSeats(code) {
    const numbers = this.columns.following[Number(this.zips.get(code))] || "";
    const state = this.code.toLowerCase();
    return numbers
      .split(" ")
      .filter(Boolean)
      .map((number) => `us-house-${state}-${number}`);
  }

  /**
   * Ids of the counties in which some ZIPs may be, of those that elect somebody in the table.
   *
   * @param {string[]} codes
   * @returns {string[]}
   */
  countiesOf(codes) {
    const { counties, county, heads } = this.columns;
    const found = codes.flatMap((code) => counties[county[Number(this.zips.get(code))]] || []);
    return distinct(found).map((end) => `${heads.state}/${end}`);
  }

  /**
   * The middle of some ZIPs, or null where none has a point.
   *
   * @param {string[]} codes
   * @returns {{lat: number, lng: number} | null}
   */
  middle(codes) {
    const { lats, lngs } = this.columns;
    const rows = codes.map((code) => Number(this.zips.get(code)));
    const placed = rows.filter((row) => typeof lats[row] === "number");
    if (!placed.length) return null;
    /** @param {(number | null)[]} column */
    const mean = (column) =>
      placed.reduce((sum, row) => sum + Number(column[row]), 0) / placed.length;
    return { lat: mean(lats) / 100, lng: mean(lngs) / 100 };
  }
}

/** @param {number} number */
function zip(number) {
  return String(number).padStart(5, "0");
}

/** @param {string[]} values */
function distinct(values) {
  return Array.from(new Set(values.filter(Boolean)));
}
