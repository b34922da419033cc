// Finds places by name, as civic/answering/gazetteer.py does.
import { statePlace } from "./lookup-answer.js";
import { table } from "./lookup-tables.js";
import { leadingZip, nameKey } from "./lookup-text.js";

const ASIDES = ["city of ", "town of ", "village of ", "state of "];
const LONGEST_STATE = 8;
const MILITARY_PLACE = /^(?:apo|fpo|dpo)(?: .*)?$/;
const OTHER_STATE_NAMES = [
  ["washington state", "WA"],
  ["virgin islands", "VI"],
  ["islas virgenes", "VI"],
];

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
  constructor(columns, { congress, zips }) {
    this.zips = zips;
    this.postOffices = new Map();
    this.byKey = new Map();
    this.states = new Map(OTHER_STATE_NAMES.map(([key, code]) => [key, congress.states.get(code)]));
    this.foreign = new Map(columns.foreign.map((name) => [nameKey(name), name]));
    this.noSeat = noSeatNames(zips.ranges);
    for (const state of congress.states.values()) {
      for (const name of [state.code, state.name, state.nameEs]) {
        this.states.set(nameKey(name), state);
      }
      for (const key of new Set([nameKey(state.name), nameKey(state.nameEs)])) {
        this.add(key, statePlace(state));
      }
    }
    for (const place of this.read(columns)) this.add(nameKey(place.name), place);
  }

  /**
   * @param {string} key
   * @param {Places.Place} place
   */
  add(key, place) {
    if (this.byKey.has(key)) this.byKey.get(key).push(place);
    else this.byKey.set(key, [place]);
  }

  /**
   * Every place, those with the most ZIPs first.
   *
   * @param {Places.PlaceColumns} columns
   * @returns {Places.NamedPlace[]}
   */
  read({ names, lats, lngs }) {
    const places = new Map();
    let name = "-";
    names.split("|").forEach((written, row) => {
      const code = this.zips.codes[row];
      name = written || name;
      if (name === "-") return;
      const { state } = /** @type {Places.ZipRow} */ (this.zips.row(code));
      const key = `${name}|${state}`;
      if (!places.has(key)) {
        const [lat, lng] = [lats[places.size] / 10, lngs[places.size] / 10];
        places.set(key, { name, state, lat, lng, kind: "place", codes: [] });
      }
      places.get(key).codes.push(code);
      this.postOffices.set(code, name);
    });
    return Array.from(places.values()).sort(byRenown);
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   * @returns {Places.Answer | Promise<Places.Answer>}
   */
  answer(answer, words) {
    return this.leadingZip(answer, words) || this.place(answer, words);
  }

  /**
   * The answer for "50309 Des Moines", or null if the number is not that place's ZIP.
   *
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  leadingZip(answer, words) {
    const found = leadingZip(words);
    const row = found && this.zips.row(found.code);
    if (!row) return null;
    const { state } = row;
    const stateNames = [state, answer.tables.congress.state(state).name];
    const name = this.postOffices.get(found.code);
    const names = name ? [name, ...stateNames.map((one) => `${name} ${one}`)] : [];
    if (!names.concat(stateNames).map(nameKey).includes(nameKey(found.words))) return null;
    return answer.zip({ code: found.code, plusFour: false, reduced: true });
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  place(answer, words) {
    return (
      this.knownPlace(answer, words) ||
      (MILITARY_PLACE.test(nameKey(words)) && answer.military()) ||
      this.noSeatPlace(answer, words) ||
      this.territoryPlace(answer, words) ||
      this.foreignPlace(answer, words) ||
      this.placeInAddress(answer, words) ||
      this.unknownPlace(answer, words)
    );
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  knownPlace(answer, words) {
    const found = this.find(words);
    if (!found.length) return null;
    if (!this.foreign.has(nameKey(words))) return this.places(answer, found);
    answer.places = found.map(shown);
    return answer.say("also-foreign", { name: found[0].name }).nobody("ambiguous_place");
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  noSeatPlace(answer, words) {
    const name = atEnd(words, this.noSeat);
    return name && answer.say("no-seat", { name }).nobody("no_seat");
  }

  /**
   * No table lists the places in a territory.
   *
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  territoryPlace(answer, words) {
    const split = this.splits(words).find(({ state }) => state.kind === "territory");
    if (!split) return null;
    answer.say("place-not-checked", { state: split.state.name });
    return answer.wholeState(split.state);
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  foreignPlace(answer, words) {
    const name = atEnd(words, this.foreign);
    return name && answer.say("foreign", { name }).nobody("foreign");
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  placeInAddress(answer, words) {
    const found = this.inside(words);
    if (!found.length) return null;
    const [{ name, state }] = found;
    const { name: stateName } = answer.tables.congress.state(state);
    answer.say("address-reduced", { used: found.length > 1 ? name : `${name}, ${stateName}` });
    return this.places(answer, found);
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {string} words
   */
  unknownPlace(answer, words) {
    const [split] = this.splits(words);
    if (!split) return answer.say("unknown-place", { name: words }).nobody("unknown");
    const { head, state } = split;
    answer.say("unknown-place-in-state", { name: head, state: state.name });
    answer.places = this.named(head).map(shown);
    return answer.nobody("unknown");
  }

  /**
   * @param {import("./lookup-answer.js").Answer} answer
   * @param {Places.NamedPlace[]} found
   */
  async places(answer, found) {
    answer.places = found.map(shown);
    const [place] = found;
    const { name } = place;
    if (found.length > 1) {
      answer.say("ambiguous-place", { name, count: String(found.length) });
      return answer.nobody("ambiguous_place");
    }
    if (place.kind === "state") {
      return answer.wholeState(answer.tables.congress.state(place.state));
    }
    answer.say("place-by-zips", { name });
    const rows = place.codes.map((code) => /** @type {Places.ZipRow} */ (this.zips.row(code)));
    const areas = rows.filter((row) => row.kind === "area");
    const seats = new Set();
    const used = areas.length ? areas : rows;
    for (const row of used) for (const id of row.seats) seats.add(id);
    answer.codes = used.map((row) => row.code);
    const house = await answer.house(seats);
    if (house.length > 1) answer.say("split-place", { name, count: String(house.length) });
    return answer.represented(house, areas.length > 0);
  }

  /**
   * Places of a name, states among them, best known first.
   *
   * @param {string} text
   * @returns {Places.NamedPlace[]}
   */
  named(text) {
    const key = ASIDES.reduce((rest, aside) => withoutStart(rest, aside), nameKey(text));
    const found = this.byKey.get(key);
    if (found) return found;
    return postOffices(this.byKey.get(key.replace(/ city$/, "")) || []);
  }

  /**
   * @param {string} text
   * @param {Places.State} state
   */
  namedIn(text, state) {
    return postOffices(this.named(text)).filter((place) => place.state === state.code);
  }

  /**
   * @param {string} text
   * @returns {Places.NamedPlace[]}
   */
  find(text) {
    const named = this.named(text);
    if (named.length) return named;
    const state = this.states.get(nameKey(text));
    if (state) return [{ ...statePlace(state), name: state.name, codes: [] }];
    return this.inSplits(text);
  }

  /** @param {string} text */
  inSplits(text) {
    for (const { head, state } of this.splits(text)) {
      const places = this.namedIn(head, state);
      if (places.length) return places;
    }
    return [];
  }

  /**
   * Ways to read the end of a text as a state, the longest first.
   *
   * @param {string} text
   * @returns {{head: string, state: Places.State}[]}
   */
  splits(text) {
    const words = nameKey(text).split(" ");
    const found = [];
    for (let size = Math.min(LONGEST_STATE, words.length - 1); size > 0; size--) {
      const state = this.states.get(nameKey(words.slice(-size).join(" ")));
      if (state) found.push({ head: words.slice(0, -size).join(" "), state });
    }
    return found;
  }

  /**
   * Places that the end of a longer text names.
   *
   * @param {string} text
   */
  inside(text) {
    const words = nameKey(text).split(" ");
    for (let start = 1; start < words.length - 1; start++) {
      const places = this.inSplits(words.slice(start).join(" "));
      if (places.length) return places;
    }
    const comma = text.lastIndexOf(",");
    return comma < 0 ? [] : this.named(text.slice(comma + 1));
  }
}

/**
 * @param {Places.NamedPlace} one
 * @param {Places.NamedPlace} other
 */
function byRenown(one, other) {
  return (
    other.codes.length - one.codes.length ||
    compare(one.name, other.name) ||
    compare(one.state, other.state)
  );
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}

/**
 * @param {Places.ZipRange[]} ranges
 * @returns {Map<string, string>}
 */
function noSeatNames(ranges) {
  const names = new Map();
  for (const { kind, code, name } of ranges) {
    if (kind !== "no-seat") continue;
    for (const key of [code, name, withoutStart(name, "the ")]) names.set(nameKey(key), name);
  }
  return names.set("micronesia", String(names.get("fm")));
}

/**
 * @param {string} text
 * @param {Map<string, string>} names
 */
function atEnd(text, names) {
  const words = nameKey(text).split(" ");
  const tails = words.map((_, start) => words.slice(start).join(" "));
  return names.get(tails.find((tail) => names.has(tail)) || "");
}

/** @param {Places.NamedPlace[]} places */
function postOffices(places) {
  return places.filter((place) => place.kind === "place");
}

/**
 * @param {Places.Place} place
 * @returns {Places.Place}
 */
function shown({ name, state, lat, lng, kind }) {
  return { name, state, lat, lng, kind };
}

/**
 * @param {string} text
 * @param {string} start
 */
function withoutStart(text, start) {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
