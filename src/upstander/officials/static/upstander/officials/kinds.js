// Which kind of office one is.

import { choices } from "../places/choices.js";

/** @type {Record<string, string>} */
const kindOf = choices.kindOf;

// In the order in which a visitor contacts them.
export const KINDS = choices.kinds;

// Which of KINDS an office is, by its id alone.
export function kind(id) {
  const [first, second] = id.split("-");
  if (first === "local") return "added";
  const found = kindOf[second] || second;
  return KINDS.includes(found) ? found : "statewide";
}
