// What a text says that is no place's name, as civic/answering/by_words.py does: an address, a country,
// or more than a name. Loaded for such a text.
import { namedPlace, namedState, nameKey, placeKey, STREET, shown, words } from "./lookup-names.js";

const MILITARY_PLACE = /^(?:apo|fpo|dpo)(?: .*)?$/;

/**
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {string} words
 */
export function otherwise(gazetteer, answer, words) {
  return (
    (MILITARY_PLACE.test(nameKey(words)) && answer.military()) ||
    noSeatPlace(gazetteer, answer, words) ||
    territoryPlace(gazetteer, answer, words) ||
    foreignPlace(gazetteer, answer, words) ||
    placeInAddress(gazetteer, answer, words) ||
    unknownPlace(gazetteer, answer, words)
  );
}

/**
 * Asks which is right where a ZIP is not in the state that was typed before it, else null.
 *
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {{code: string, before: string}} asked
 */
export function elsewhere(gazetteer, answer, { code, before }) {
  const state = gazetteer.states.atEnd(before);
  const states = gazetteer.zips.states(code);
  if (!state || !states.length || states.includes(state.code)) return null;
  const name = gazetteer.postOffices.get(code);
  if (name && placeKey(before).endsWith(placeKey(name))) return null;
  let named = gazetteer.find(before);
  if (!named.length || named.some((place) => place.state !== state.code)) {
    named = [namedState(state)];
  }
  answer.places = [namedPlace(code, states[0], "zip"), ...named].map(shown);
  return answer.say("zip-elsewhere", { zip: code, state: state.name }).nobody("ambiguous_place");
}

/**
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {string} words
 */
function noSeatPlace(gazetteer, answer, words) {
  const name = atEnd(words, noSeatNames(gazetteer.zips.ranges));
  return name && answer.say("no-seat", { name }).nobody("no_seat");
}

/**
 * No table lists the places in a territory.
 *
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {string} words
 */
function territoryPlace(gazetteer, answer, words) {
  const split = gazetteer.states.splits(words).find(({ state }) => state.kind === "territory");
  if (!split) return null;
  answer.say("place-not-checked", { state: split.state.name });
  return answer.wholeState(split.state);
}

/**
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {string} words
 */
function foreignPlace(gazetteer, answer, words) {
  const name = atEnd(words, gazetteer.foreign);
  return name && answer.say("foreign", { name }).nobody("foreign");
}

/**
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {string} words
 */
function placeInAddress(gazetteer, answer, words) {
  const behind = behindCommas(gazetteer, words);
  const found = behind.length ? behind : behindStreet(gazetteer, words);
  if (!found.length) return null;
  const [{ name, state }] = found;
  const { name: stateName } = answer.tables.congress.state(state);
  const used = found.length > 1 ? name : `${name}, ${stateName}`;
  answer.say("address-reduced", { used });
  return gazetteer.places(answer, found, used);
}

/**
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {string} words
 */
function unknownPlace(gazetteer, answer, words) {
  const [split] = gazetteer.states.splits(words);
  answer.places = like(gazetteer, words, split).map(shown);
  if (!split) return answer.say("unknown-place", { name: words }).nobody("unknown");
  answer.say("unknown-place-in-state", { name: split.head, state: split.state.name });
  return answer.nobody("unknown");
}

/**
 * What is named after a comma; or before it, as in "Brooklyn, New York, NY".
 *
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {string} text
 */
function behindCommas(gazetteer, text) {
  const parts = text.split(/ *, */).filter(Boolean);
  for (let start = 1; start < parts.length; start++) {
    for (const { head, state } of gazetteer.states.splits(parts.slice(start).join(", "))) {
      const found = gazetteer.namedIn(head, state);
      if (!found.length) continue;
      for (const part of parts.slice(0, start)) {
        const nearer = STREET.test(part) ? [] : gazetteer.namedIn(part, state);
        if (nearer.length) return nearer;
      }
      return found;
    }
  }
  return parts.length > 1 && STREET.test(text) ? gazetteer.named(parts[parts.length - 1]) : [];
}

/**
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {string} text
 */
function behindStreet(gazetteer, text) {
  if (!STREET.test(text)) return [];
  const every = words(text);
  for (let at = 1; at < every.length; at++) {
    if (!gazetteer.streetEnd.test(every[at - 1][0])) continue;
    const found = gazetteer.inSplits(text.slice(every[at].index));
    if (found.length) return found;
  }
  return [];
}

/**
 * Places that may be meant by a text that names none: it says more than their name.
 *
 * @param {import("./lookup-places.js").Gazetteer} gazetteer
 * @param {string} text
 * @param {{head: string, state: Places.State}} [split]
 */
function like(gazetteer, text, split) {
  for (const { index } of words(text).slice(1)) {
    const found = gazetteer.inSplits(text.slice(index));
    if (found.length) return found;
  }
  const head = split ? split.head : text;
  const key = nameKey(head);
  for (const ending of gazetteer.endings) {
    if (!key.endsWith(ending)) continue;
    const found = gazetteer.namedIn(key.slice(0, -ending.length), split && split.state);
    if (found.length) return found;
  }
  const elsewhere = gazetteer.named(head);
  const comma = text.lastIndexOf(",");
  return elsewhere.length || comma < 0 ? elsewhere : gazetteer.named(text.slice(comma + 1));
}

/**
 * @param {Places.ZipRange[]} ranges
 * @returns {Map<string, string>}
 */
function noSeatNames(ranges) {
  const names = new Map();
  for (const { kind, code, name } of ranges) {
    if (kind !== "no-seat") continue;
    for (const key of [code, name, name.replace(/^the /, "")]) names.set(nameKey(key), name);
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
