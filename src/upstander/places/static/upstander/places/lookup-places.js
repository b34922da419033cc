// As civic/answering/gazetteer.py.

import {
  leadingZip,
  namedPlace,
  namedState,
  nameKey,
  placeKey,
  States,
  shown,
  withoutStates,
} from "./lookup-names.js";
import { seatIds, table } from "./lookup-tables.js";

const ARTICLE = "the ";

/** Every place with a name. */
export class Gazetteer {
  /**
   * @param {string} tablesUrl
   * @param {Places.Tables} tables
   * @returns {Promise<Gazetteer>}
   */
  static load(tablesUrl, tables) {
    return table(tablesUrl, "places.json", (columns) => new Gazetteer(columns, tables));
  }

  /**
   * @param {Places.PlaceColumns} columns
   * @param {Places.Tables} tables
   */
  constructor(columns, tables) {
    const { congress, zips } = tables;
    this.zips = zips;
    this.asides = columns.asides;
    this.endings = columns.endings;
    this.streetEnd = new RegExp(`^(?:${columns.street_end})$`, "i");
    this.states = new States(tables);
    this.postOffices = new Map();
    /** @type {Map<string, Places.NamedPlace[]>} */
    this.byKey = new Map();
    this.foreign = new Map(columns.foreign.map((name) => [nameKey(name), name]));
    for (const state of congress.states.values()) {
      const place = namedState(state);
      const keys = new Set([placeKey(state.name), placeKey(state.nameEs)]);
      for (const key of keys) this.add(key, place, this.sharing(key).length);
    }
    this.read(columns).forEach((place, number) => {
      this.add(placeKey(place.name), place, columns.ranks.charCodeAt(number) - 48);
      for (const [name, at] of columns.others[number] || []) this.add(placeKey(name), place, at);
    });
  }

  /**
   * All that are called so.
   *
   * @param {string} key
   * @returns {Places.NamedPlace[]}
   */
  sharing(key) {
    return this.byKey.get(key) || [];
  }

  /**
   * @param {string} key
   * @param {Places.NamedPlace} place
   * @param {number} rank
   */
  add(key, place, rank) {
    const places = this.sharing(key);
    places[rank] = place;
    this.byKey.set(key, places);
  }

  /**
   * Post offices, cities and counties, in the order of the table.
   *
   * @param {Places.PlaceColumns} columns
   * @returns {Places.NamedPlace[]}
   */
  read({ names, cities, counties, around, seats }) {
    const places = this.readPostOffices(names);
    for (const [state, named] of cities) {
      for (const name of named.split("|")) places.push(namedPlace(name, state, "city"));
    }
    for (const [state, named] of counties) {
      for (const name of named.split("|")) places.push(namedPlace(name, state, "county"));
    }
    let first = 0;
    around.split("|").forEach((steps, number) => {
      const place = places[number];
      let row = first;
      steps.split(" ").forEach((step, at) => {
        if (!step) return;
        row += Number(step);
        if (!at) first = row;
        place.codes.push(this.zips.codes[row]);
      });
      place.seats = seats[number] ? seatIds(seats[number]) : [];
    });
    return places;
  }

  /**
   * @param {string} names
   * @returns {Places.NamedPlace[]}
   */
  readPostOffices(names) {
    const places = new Map();
    let name = "-";
    names.split("|").forEach((written, row) => {
      const code = this.zips.codes[row];
      name = written || name;
      if (name === "-") return;
      const { state } = /** @type {Places.ZipRow} */ (this.zips.row(code));
      const key = `${name}|${state}`;
      if (!places.has(key)) places.set(key, namedPlace(name, state, "place"));
      places.get(key).codes.push(code);
      this.postOffices.set(code, name);
    });
    return Array.from(places.values());
  }

  /**
   * The answer for "50309 Des Moines", or null if the number is not that place's ZIP.
   *
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  async leadingZip(answer, words) {
    const found = leadingZip(words);
    const row = found && this.zips.row(found.code);
    if (!row) return null;
    const { state } = row;
    const stateNames = [state, answer.tables.congress.state(state).name];
    const name = this.postOffices.get(found.code);
    const names = name ? [name, ...stateNames.map((one) => `${name} ${one}`)] : [];
    const asked = { code: found.code, plusFour: false, reduced: true, before: found.words };
    if (!names.concat(stateNames).map(placeKey).includes(placeKey(found.words))) {
      const named = this.find(found.words);
      if (!named.length) return null;
      const { elsewhere } = await import("./lookup-addresses.js");
      const asking = elsewhere(this, answer, asked);
      if (asking) return asking;
      if (!named.some((place) => place.state === state)) return null;
    }
    return answer.zip(asked);
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  async place(answer, words) {
    const found = (await this.leadingZip(answer, words)) || this.knownPlace(answer, words);
    return found || (await import("./lookup-addresses.js")).otherwise(this, answer, words);
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  knownPlace(answer, words) {
    const found = this.find(words);
    if (!found.length) return null;
    if (!this.foreign.has(nameKey(words))) return this.places(answer, found, words);
    answer.places = found.map(shown);
    return answer.say("also-foreign", { name: found[0].name }).nobody("ambiguous_place");
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {Places.NamedPlace[]} found
   * @param {string} words
   */
  async places(answer, found, words) {
    answer.places = found.map(shown);
    const [place] = found;
    const { name } = place;
    if (found.length > 1) {
      const one = found.every((other) => placeKey(other.name) === placeKey(name));
      answer.say("ambiguous-place", { name: one ? name : words, count: String(found.length) });
      return answer.nobody("ambiguous_place");
    }
    if (place.kind === "state" || !place.codes.length) {
      return answer.wholeState(answer.tables.congress.state(place.state), shown(place));
    }
    answer.say(`${place.kind}-by-zips`, { name });
    const rows = place.codes.map((code) => /** @type {Places.ZipRow} */ (this.zips.row(code)));
    const areas = rows.filter((row) => row.kind === "area");
    const seats = new Set(place.seats);
    const used = areas.length ? areas : rows;
    for (const row of used) for (const id of row.seats) seats.add(id);
    answer.codes = used.map((row) => row.code);
    answer.beside = place.seats;
    const house = await answer.house(seats);
    if (house.length > 1) answer.say("split-place", { name, count: String(house.length) });
    return answer.represented(house, areas.length > 0);
  }

  /**
   * Places of a name, states among them, the larger first; in one state if it is given.
   *
   * @param {string} text
   * @param {Places.State} [state]
   * @returns {Places.NamedPlace[]}
   */
  named(text, state) {
    for (const [key, shortened] of readings(nameKey(text), this.asides)) {
      const found = this.sharing(key.replace(/ /g, "")).filter((place) => {
        return (!state || place.state === state.code) && !(shortened && place.kind === "state");
      });
      const same = state ? found.filter((place) => nameKey(place.name) === key) : [];
      if (same.length) return same;
      if (found.length) return found;
    }
    return [];
  }

  /**
   * @param {string} text
   * @param {Places.State} [state]
   */
  namedIn(text, state) {
    return withoutStates(this.named(text, state));
  }

  /**
   * @param {string} text
   * @returns {Places.NamedPlace[]}
   */
  find(text) {
    const found = this.named(text);
    const key = nameKey(text);
    const apart = found.some(({ name }) => nameKey(name) === key) ? [] : this.inSplits(text);
    if (apart.length) return apart;
    const state = this.states.get(text);
    if (!state || found.some(({ kind }) => kind === "state")) return found;
    return [namedState(state), ...found];
  }

  /** @param {string} text */
  inSplits(text) {
    for (const { head, state } of this.states.splits(text)) {
      const places = this.namedIn(head, state);
      if (places.length) return places;
    }
    return [];
  }
}

/**
 * Ways to read a name, and whether it was changed: then it is no state's.
 *
 * @param {string} whole
 * @param {string[]} asides
 * @returns {[string, boolean][]}
 */
function readings(whole, asides) {
  /** @type {[string, boolean][]} */
  const found = [[whole, false]];
  const county = whole.replace(/^county of (.*)/, "$1 county");
  if (county !== whole) found.push([county, true]);
  const aside = asides.find((one) => whole.startsWith(one));
  const key = aside ? whole.slice(aside.length) : whole;
  if (aside) found.push([key, false]);
  if (key.startsWith(ARTICLE)) found.push([key.slice(ARTICLE.length), false]);
  else found.push([ARTICLE + key, true]);
  return found;
}
