// Words that say "you represent me" only where that is sure, as queries/constituents.py has them.
import { choices } from "../places/choices.js";

const KEPT = /\{(?:request|claims|own_words)\}/g;
const CUT = "\u0000";
const LANGUAGES = choices.constituents.map(({ claim, as, and, instead }) => {
  const clause = "[^,;.!?\\n]*";
  const sentence = "[^.!?\\n]*";
  return {
    front: new RegExp(`\\b${as} ${clause}(?:${claim})${clause}, (\\S)`, "gi"),
    behind: new RegExp(`[,;]? ${and} ${clause}(?:${claim})${clause}([.!?]+)`, "gi"),
    whole: new RegExp(`${sentence}(?:${claim})${sentence}[.!?]*`, "gi"),
    instead,
  };
});

/**
 * A script or a letter as it may be said to an official, before it is filled in.
 *
 * @param {string} text
 * @param {Campaigns.Represents} represents
 */
export function addressed(text, represents) {
  if (represents === "yes") return text;
  return LANGUAGES.reduce((said, claims) => without(said, claims, represents), text);
}

/**
 * @param {string} text
 * @param {typeof LANGUAGES[0]} claims
 * @param {Campaigns.Represents} represents
 */
function without(text, { front, behind, whole, instead }, represents) {
  const cut = text
    .replace(front, (found, next) => `${takenOut(found)} ${next.toUpperCase()}`)
    .replace(behind, (found, end) => `${end} ${takenOut(found)}`)
    .replace(whole, takenOut);
  if (cut === text) return text;
  return cut
    .replace(CUT, represents === "no" ? instead : "")
    .split(CUT)
    .join("")
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .join("\n");
}

/**
 * The mark, and what a letter must not lose with the claim.
 *
 * @param {string} found
 */
function takenOut(found) {
  return ["", CUT, ...(found.match(KEPT) || [])].join(" ");
}
