// What a visitor has done, kept on this device only, until they delete it or clear the device.

import { kept } from "../hub/store.js";
import { today } from "../places/lookup-tables.js";
import { newToken } from "./tally.js";

const NAME = "record";

/**
 * Everything kept, the oldest first: {id, on, campaign, title, office, name, how, outcome, reply}.
 * `on` is a day such as "2027-01-04"; `reply` is what they answered, in the visitor's words.
 *
 * @returns {Campaigns.Act[]}
 */
export function all() {
  return kept.get(NAME) || [];
}

/**
 * Keeps one act and returns its id, or null where this browser keeps nothing. `campaign` is a slug
 * and `title` its title; `office` an id and `name` who holds it; `how` is "call", "letter", "post"
 * or "visit"; `outcome` is one of those that are counted.
 *
 * @param {Omit<Campaigns.Act, "id" | "on" | "reply">} act
 * @returns {string | null}
 */
export function remember({ campaign, title, office, name, how, outcome }) {
  const id = newToken();
  const act = { id, on: today(), campaign, title, office, name, how, outcome, reply: "" };
  return kept.set(NAME, [...all(), act]) ? id : null;
}

/**
 * Changes what is given of one act; returns false where it could not be kept.
 *
 * @param {string} id
 * @param {Partial<Campaigns.Act>} changes
 */
export function update(id, changes) {
  return kept.set(
    NAME,
    all().map((act) => (act.id === id ? Object.assign({}, act, changes) : act)),
  );
}

/**
 * Deletes one act; returns false where that could not be kept.
 *
 * @param {string} id
 */
export function forget(id) {
  return kept.set(
    NAME,
    all().filter((act) => act.id !== id),
  );
}
