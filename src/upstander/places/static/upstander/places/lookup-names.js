// Compares names of places and states, as civic/reading/text.py does. Loaded once a name is typed.

const FIRST_ZIP = /^(\d{5})(?:-\d{4})?[ ,]+(\D+)$/;

const MARKS =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\ufe20-\ufe2f]/g;
const SILENT = /[.'’‘`ʻ]/g;
const WORD =
  /[0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff]+/g;
const PARTICLES = ["d", "l", "mc", "o"]; // "O Fallon", "Mc Intosh", "Coeur d Alene"
const SPELLED_OUT = new Map([
  ["st", "saint"],
  ["ste", "sainte"],
  ["ft", "fort"],
  ["mt", "mount"],
  ["mtn", "mountain"],
  ["hts", "heights"],
  ["spgs", "springs"],
  ["bch", "beach"],
  ["jct", "junction"],
  ["n", "north"],
  ["s", "south"],
  ["e", "east"],
  ["w", "west"],
]);

const LONGEST_STATE = 8;
export const STREET = /^(?:p\.?\s?o\.?\s?box\b|rr\b|hc\b|\d)/i;

/**
 * The number may be that of a house.
 *
 * @param {string} text
 */
export function leadingZip(text) {
  const match = FIRST_ZIP.exec(text);
  return match && { code: match[1], words: match[2] };
}

/**
 * A name for comparing.
 *
 * @param {string} text
 */
export function nameKey(text) {
  const plain = text.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(/ß/g, "ss");
  const words = plain.replace(SILENT, "").replace(/&/g, " and ").match(WORD) || [];
  return words
    .map((word) => (words[1] && SPELLED_OUT.get(word)) || word)
    .map((word) => (PARTICLES.includes(word) ? word : `${word} `))
    .join("")
    .trim();
}

/**
 * A name for comparing where spaces do not count.
 *
 * @param {string} text
 */
export function placeKey(text) {
  return nameKey(text).replace(/ /g, "");
}

/** The states by every name, code and abbreviation that one may add to a place. */
export class States {
  /** @param {Places.Tables} tables */
  constructor({ congress, zips }) {
    /** @type {Map<string, Places.State>} */
    this.byKey = new Map();
    for (const [name, code] of zips.abbreviations) {
      this.byKey.set(nameKey(name), congress.state(code));
    }
    for (const state of congress.states.values()) {
      for (const name of [state.code, state.name, state.nameEs]) {
        this.byKey.set(nameKey(name), state);
      }
    }
  }

  /** @param {string} text */
  get(text) {
    return this.byKey.get(nameKey(text));
  }

  /**
   * Ways to read the end of a text as a state, the longest first, after the words before.
   *
   * @param {string} text
   * @returns {{head: string, state: Places.State}[]}
   */
  splits(text) {
    const found = [];
    for (const { index } of words(text).slice(1).slice(-LONGEST_STATE)) {
      const state = this.get(text.slice(index));
      if (state) found.push({ head: trimmed(text.slice(0, index)), state });
    }
    return found;
  }

  /**
   * The state that a text is, or ends in; nothing for the end of a street: "12 Oak Ct".
   *
   * @param {string} text
   */
  atEnd(text) {
    const whole = this.get(text);
    if (whole) return whole;
    const street = STREET.test(text) && !text.includes(",");
    const found = this.splits(text).find(({ head, state }) => {
      return !street || (state.code !== "CT" && !isNumber(head));
    });
    return found && found.state;
  }
}

/**
 * @param {string} text
 * @returns {RegExpExecArray[]}
 */
export function words(text) {
  const word = /[^\s,;/()|_-]+/g;
  const found = [];
  for (let one = word.exec(text); one; one = word.exec(text)) found.push(one);
  return found;
}

/** @param {string} text */
function trimmed(text) {
  return text.replace(/^[ ,;/()|_-]+|[ ,;/()|_-]+$/g, "");
}

/** @param {string} head */
function isNumber(head) {
  return words(head).every(([word]) => /\d/.test(word) || Array.from(word).length === 1);
}

/** @param {Places.NamedPlace[]} places */
export function withoutStates(places) {
  return places.filter((place) => place.kind !== "state");
}

/**
 * @param {string} name
 * @param {string} state
 * @param {Places.NamedPlace["kind"]} kind
 * @returns {Places.NamedPlace}
 */
export function namedPlace(name, state, kind) {
  return { name, state, lat: null, lng: null, kind, codes: [], seats: [] };
}

/** @param {Places.State} state */
export function namedState(state) {
  return namedPlace(state.name, state.code, "state");
}

/**
 * @param {Places.Place} place
 * @returns {Places.Place}
 */
export function shown({ name, state, lat, lng, kind }) {
  return { name, state, lat, lng, kind };
}
