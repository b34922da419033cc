// Makes every card of a folder as a device does, beside the one that the server rendered, and
// writes down which of them say something else. `tests/officials/test_parity.py` runs it with the
// folder and the language.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DOMParser, Node, parseHTML } from "linkedom";
import { fill } from "#hub/dom.js";
import { loadAdded } from "#officials/added.js";
import { tellMore } from "#officials/more.js";
import { cardOf } from "#officials/offices.js";
import { loadParts } from "#officials/seats.js";
import { official } from "#places/lookup.js";

/** @typedef {{id: string, how: string, now: number, near: number[] | null, html: string}} Case */

const TEXT = 3;
const ELEMENT = 1;
const BLOCKS = ["P", "LI", "DT", "DD", "H3", "SUMMARY", "BR"];

const [, , folder, language] = process.argv;
/** @type {Case[]} */
const cases = JSON.parse(read("cases.json"));

let moment = cases[0].now;
/** @type {Map<string, string>} */
const days = new Map();
/** @type {Map<string, object>} */
const answers = new Map();
/** @type {Map<string, string>} */
const kept = new Map();

/** A device's clock, which the cases set. */
class Clock extends Date {
  /** @param {any[]} given */
  constructor(...given) {
    // @ts-expect-error: TypeScript wants to know how many
    super(...(given.length ? given : [moment]));
  }

  /**
   * A browser writes the days of some cards; here the same come a thousand times.
   *
   * @param {any[]} how
   */
  toLocaleDateString(...how) {
    const key = JSON.stringify([this, how]);
    const said = days.get(key) || super.toLocaleDateString(...how);
    days.set(key, said);
    return said;
  }
}

/** @param {string} name */
function read(name) {
  return readFileSync(join(folder, name), "utf-8");
}

/** @param {string} address */
async function fetched(address) {
  const found = answers.get(address) || answer(address.replace(/^\//, ""));
  answers.set(address, found);
  return found;
}

/** @param {string} name */
function answer(name) {
  const text = read(name);
  const json = name.endsWith(".json") ? JSON.parse(text) : null;
  return { ok: true, text: async () => text, json: async () => json };
}

Object.assign(globalThis, {
  document: parseHTML('<html><body data-tables="tables/"></body></html>').document,
  sessionStorage: { getItem: (/** @type {string} */ key) => kept.get(key) || null },
  Date: Clock,
  DOMParser,
  Node,
  fetch: fetched,
});

const parts = await loadParts(`/${language}/officials/parts.html`);
const added = await loadAdded(parts.words.addresses.added);

/**
 * What a reader finds in a card: its texts in order, and where links lead.
 *
 * @param {any} card
 */
function said(card) {
  return Array.from(pieces(card)).join("").replace(/\s+/g, " ").trim();
}

/**
 * @param {any} node
 * @returns {Iterable<string>}
 */
function* pieces(node) {
  if (node.nodeType === TEXT) yield node.textContent;
  if (node.nodeType !== ELEMENT || node.hasAttribute("hidden")) return;
  if (BLOCKS.includes(node.tagName)) yield " ¶ ";
  for (const child of node.childNodes) yield* pieces(child);
  if (node.hasAttribute("href")) yield `<${node.getAttribute("href")}>`;
}

/** @param {Case} one */
async function onDevice({ id, now, near }) {
  moment = now;
  if (near) kept.set("place", JSON.stringify({ lat: near[0], lng: near[1] }));
  else kept.delete("place");
  const seat = added.find((one) => one.id === id) || (await official(id, "tables/"));
  if (!seat) throw new Error(`The tables have no ${id}`);
  // As a look-up does it: members of Congress come first, without what follows.
  const early = ["house", "senate"].includes(seat.chamber);
  const values = early ? parts.card(seat) : cardOf(parts, seat);
  const card = fill(parts.template("card"), values).querySelector("article");
  await tellMore(/** @type {any} */ (card), parts, seat);
  return said(card);
}

/** @param {Case} one */
function onServer({ html }) {
  const page = parseHTML(`<html><body>${html}</body></html>`).document;
  return said(page.querySelector("article"));
}

const different = [];
for (const one of cases) {
  const [server, device] = [onServer(one), await onDevice(one)];
  if (server !== device) different.push({ id: one.id, how: one.how, server, device });
}
writeFileSync(join(folder, "different.json"), JSON.stringify(different));
