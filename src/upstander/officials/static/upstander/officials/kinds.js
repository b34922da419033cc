// Which kind of office one is.

import { choices } from "../places/choices.js";

// In the order in which a visitor contacts them.
export const KINDS = choices.kinds;

/**
 * Which of KINDS an office is, by its id alone.
 *
 * @param {string} id
 */
export function kind(id) {
  const [first, second] = id.split("-");
  if (first === "local") return "added";
  const found = choices.kindOf[second] || second;
  return KINDS.includes(found) ? found : "statewide";
}
