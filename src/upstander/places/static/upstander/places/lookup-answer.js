// Puts one answer together, as civic/answering/assembling.py does.

const VOTING_FROM_ABROAD = "https://www.fvap.gov/";

/** An answer in the making. */
export class Answer {
  /**
   * @param {string} query
   * @param {Places.Tables} [tables]
   */
  constructor(query, tables) {
    this.query = query;
    this.tables = /** @type {Places.Tables} */ (tables); // asked for only where there are some
    /** @type {Places.Notice[]} */
    this.notices = [];
    /** @type {Places.Place[]} */
    this.places = [];
    /** @type {string[]} */
    this.codes = [];
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
   * @returns {Places.Answer}
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
  zipRow(row) {
    const area = this.tables.zips.area(row.code);
    if (area) this.places = [{ name: null, state: row.state, ...area, kind: "zip" }];
    this.codes = [row.code];
    if (row.kind === "point") this.say("approximate-zip", { zip: row.code });
    else if (row.seats.length > 1) {
      this.say("split-zip", { zip: row.code, count: String(row.seats.length) });
    }
    return this.represented(row.seats, row.kind === "area");
  }

  /** @param {Places.State} state */
  wholeState(state) {
    const seats = state.seats.house;
    this.places = [statePlace(state)];
    if (seats.length > 1) {
      this.say("split-state", { name: state.name, count: String(seats.length) });
    }
    return this.represented(seats);
  }

  /**
   * What all share is certain, unless `certain` is false.
   *
   * @param {Iterable<string>} houseSeats
   * @returns {Places.Answer}
   */
  represented(houseSeats, certain = true) {
    const { congress } = this.tables;
    const house = congress.inOrder(houseSeats);
    const codes = new Set(house.map((id) => id.split("-")[2].toUpperCase()));
    const states = Array.from(codes, (code) => congress.state(code));
    this.standing(states, house);
    /** @type {Places.Seat[]} */
    const seats = [];
    for (const state of states) {
      for (const id of state.seats.senate) {
        seats.push(this.seat(id, certain && states.length === 1));
      }
    }
    for (const id of house) seats.push(this.seat(id, certain && house.length === 1));
    for (const id of congress.executive) seats.push(this.seat(id, true));
    const one = states.length === 1 && house.length === 1;
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
   * @param {string[]} house
   */
  standing(states, house) {
    if (states.length > 1) {
      this.say("crosses-states", { states: states.map((state) => state.name).join(", ") });
    }
    for (const state of states) {
      if (!state.seats.senate.length) {
        this.say("no-senators", { state: state.name, title: state.houseTitle });
      }
    }
    const numbered = house.filter((id) => !id.endsWith("-0"));
    const ends = numbered
      .map((id) => this.seat(id, true).termEnd)
      .filter(Boolean)
      .sort();
    if (ends.length) this.say("ballot-lines-unknown", { until: String(ends[ends.length - 1]) });
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
