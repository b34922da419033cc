// How far it is to an office, in words.

import { choices } from "../places/choices.js";

/**
 * `km` is not a number where it is not known: then nothing is said.
 *
 * @param {{words: Officials.Words}} parts
 * @param {number | null} [km]
 * @returns {string}
 */
export function inMiles({ words }, km) {
  if (typeof km !== "number") return "";
  const miles = Math.round(km / choices.kmInAMile);
  return words.distance[miles > 1 ? "far" : "near"].replace("{miles}", miles);
}
