// Puts one answer together, as upstander/civic/answer.py does.

const VOTING_FROM_ABROAD = "https://www.fvap.gov/";

export class Answer {
  constructor(query, tables) {
    this.query = query;
    this.tables = tables;
    this.notices = [];
    this.places = [];
    this.codes = [];
  }

  say(code, params = {}) {
    this.notices.push({ code, params });
    return this;
  }

  nobody(outcome) {
    return this.located(outcome, []);
  }

  military() {
    return this.say("military", { url: VOTING_FROM_ABROAD }).nobody("military");
  }

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
    return this.represented(this.tables.congress.states.get(run.code).seats.house);
  }

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

  wholeState(state) {
    const seats = state.seats.house;
    this.places = [statePlace(state)];
    if (seats.length > 1) {
      this.say("split-state", { name: state.name, count: String(seats.length) });
    }
    return this.represented(seats);
  }

  // What all share is certain, unless `certain` is false.
  represented(houseSeats, certain = true) {
    const { congress } = this.tables;
    const house = congress.inOrder(houseSeats);
    const codes = new Set(house.map((id) => id.split("-")[2].toUpperCase()));
    const states = Array.from(codes, (code) => congress.states.get(code));
    this.standing(states, house);
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

  seat(id, certain) {
    return Object.assign(this.tables.congress.seat(id), { certain });
  }

  standing(states, house) {
    const { congress } = this.tables;
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
      .map((id) => congress.seat(id).termEnd)
      .filter(Boolean)
      .sort();
    if (ends.length) this.say("ballot-lines-unknown", { until: ends[ends.length - 1] });
  }

  located(outcome, seats) {
    const states = Array.from(new Set(seats.map((seat) => seat.state).filter(Boolean))).sort();
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

export function statePlace(state) {
  return { name: state.name, state: state.code, lat: null, lng: null, kind: "state" };
}
