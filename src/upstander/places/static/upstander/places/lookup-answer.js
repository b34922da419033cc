// Puts one answer together, as civic/answering/assembling.py does.
import { stateOf } from "./lookup-tables.js";

const VOTING_FROM_ABROAD = "https://www.fvap.gov/";

/** An answer in the making. */
export class Answer {
  /**
   * @param {string} query
   * @param {Places.Tables} [tables]
   * @param {string} [tablesUrl]
   * @param {string} [on]
   */
  constructor(query, tables, tablesUrl = "", on = "") {
    this.query = query;
    this.tablesUrl = tablesUrl;
    this.on = on;
    /** @type {Map<string, string[]> | null} seats on new lines of Congress by ZIP */
    this.next = null;
    this.tables = /** @type {Places.Tables} */ (tables); // asked for only where there are some
    /** @type {Places.Notice[]} */
    this.notices = [];
    /** @type {Places.Place[]} */
    this.places = [];
    /** @type {string[]} */
    this.codes = [];
    /** @type {string[]} seats besides those of the ZIPs */
    this.beside = [];
  }

  /**
   * @param {string} code
   * @param {{[name: string]: string}} [params]
   */
  say(code, params = {}) {
    this.notices.push({ code, params });
    return this;
  }

  /**
   * @param {string} outcome
   * @returns {Places.Answer}
   */
  nobody(outcome) {
    return this.located(outcome, []);
  }

  military() {
    return this.say("military", { url: VOTING_FROM_ABROAD }).nobody("military");
  }

  /**
   * @param {{code: string, plusFour: boolean, reduced: boolean}} read
   * @returns {Promise<Places.Answer> | Places.Answer}
   */
  zip({ code, plusFour, reduced }) {
    const { zips } = this.tables;
    if (reduced) this.say("address-reduced", { used: code });
    if (plusFour) this.say("zip-plus-four", { zip: code });
    const row = zips.row(code);
    if (row) return this.zipRow(row);
    const run = zips.range(code);
    if (!run) return this.say("unknown-zip", { zip: code }).nobody("unknown");
    if (run.kind === "military") return this.military();
    if (run.kind === "no-seat") return this.say("no-seat", { name: run.name }).nobody("no_seat");
    return this.represented(this.tables.congress.state(run.code).seats.house);
  }

  /** @param {Places.ZipRow} row */
  async zipRow(row) {
    const area = this.tables.zips.area(row.code);
    if (area && row.kind !== "new") {
      this.places = [{ name: null, state: row.state, ...area, kind: "zip" }];
    }
    this.codes = [row.code];
    if (row.kind === "point") this.say("approximate-zip", { zip: row.code });
    else if (row.kind === "new") this.say("new-zip", { zip: row.code });
    else if (row.seats.length > 1 && !(await this.moved())) {
      this.say("split-zip", { zip: row.code, count: String(row.seats.length) });
    }
    return this.represented(row.seats, row.kind === "area");
  }

  /**
   * The seats of a state, or of a place in a territory.
   *
   * @param {Places.State} state
   * @param {Places.Place} [place]
   */
  wholeState(state, place = statePlace(state)) {
    const seats = state.seats.house;
    this.places = [place];
    if (seats.length > 1) {
      this.say("split-state", { name: state.name, count: String(seats.length) });
    }
    return this.represented(seats);
  }

  /**
   * Where the answer's ZIPs may be on the new lines of Congress of their states: seats by ZIP, the
   * likeliest first. Loads the tables of those states.
   */
  async ahead() {
    if (!this.next) this.next = await (await import("./lookup-ahead.js")).seatsAhead(this);
    return this.next;
  }

  /** Whether the day is one of new lines, which no table joins ZIPs to. */
  async moved() {
    const { first } = this.tables.congress.lines;
    return first && first <= this.on ? (await this.ahead()).size > 0 : false;
  }

  /**
   * The seats in the House on the day, of those on the lines that ZIPs are joined to.
   *
   * @param {Iterable<string>} seats
   */
  async house(seats) {
    const { congress, zips } = this.tables;
    if (!(await this.moved())) return congress.inOrder(seats);
    const next = await this.ahead();
    const found = new Set(this.beside);
    for (const code of this.codes) {
      const new_ = next.get(code);
      for (const id of /** @type {Places.ZipRow} */ (zips.row(code)).seats) {
        if (!new_ || !congress.lines.states.includes(stateOf(id))) found.add(id);
      }
      for (const id of new_ || []) found.add(id);
    }
    return congress.inOrder(found);
  }

  /**
   * What all share is certain, unless `certain` is false.
   *
   * @param {Iterable<string>} houseSeats
   * @returns {Promise<Places.Answer>}
   */
  async represented(houseSeats, certain = true) {
    const { congress } = this.tables;
    const house = await this.house(houseSeats);
    const over = this.on > congress.lines.through && house.some((id) => !id.endsWith("-0"));
    const open = over || (await this.moved());
    const codes = new Set(house.map((id) => id.split("-")[2].toUpperCase()));
    const states = Array.from(codes, (code) => congress.state(code));
    await this.standing(states);
    if (over) {
      const { through } = congress.lines;
      this.say("lines-later", { districts: "districts of Congress", last: through, day: this.on });
    }
    /** @type {Places.Seat[]} */
    const seats = [];
    for (const state of states) {
      for (const id of state.seats.senate) {
        seats.push(this.seat(id, certain && states.length === 1));
      }
    }
    for (const id of house) seats.push(this.seat(id, certain && !open && house.length === 1));
    for (const id of congress.executive) seats.push(this.seat(id, true));
    const one = states.length === 1 && house.length === 1 && !open;
    return this.located(certain ? (one ? "found" : "split") : "approximate", seats);
  }

  /**
   * @param {string} id
   * @param {boolean} certain
   * @returns {Places.Seat}
   */
  seat(id, certain) {
    const seat = /** @type {Places.Seat} */ (this.tables.congress.seat(id));
    return Object.assign(seat, { certain });
  }

  /**
   * @param {Places.State[]} states
   */
  async standing(states) {
    if (states.length > 1) {
      this.say("crosses-states", { states: states.map((state) => state.name).join(", ") });
    }
    for (const state of states) {
      if (!state.seats.senate.length) {
        this.say("no-senators", { state: state.name, title: state.houseTitle });
      }
    }
    const { first, states: redrawn } = this.tables.congress.lines;
    for (const state of states.filter(({ code }) => first && redrawn.includes(code))) {
      (await import("./lookup-ahead.js")).sayNewLines(this, state, await this.ahead());
    }
  }

  /**
   * @param {string} outcome
   * @param {Places.Seat[]} seats
   * @returns {Places.Answer}
   */
  located(outcome, seats) {
    const known = seats.map((seat) => seat.state || "").filter(Boolean);
    const states = Array.from(new Set(known)).sort();
    const place = this.places.length === 1 ? this.places[0] : null;
    return {
      query: this.query,
      outcome,
      state: place ? place.state : states.length === 1 ? states[0] : null,
      states,
      lat: place ? place.lat : null,
      lng: place ? place.lng : null,
      codes: this.codes,
      seats,
      places: this.places,
      notices: this.notices,
      asOf: seats.length ? this.tables.congress.asOf : null,
    };
  }
}

/**
 * A state as a place.
 *
 * @param {Places.State} state
 * @returns {Places.Place}
 */
export function statePlace(state) {
  return { name: state.name, state: state.code, lat: null, lng: null, kind: "state" };
}
