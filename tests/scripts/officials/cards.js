// Reads every card of a folder twice, as the server rendered it and as the scripts make it, and
// writes down where they differ. `tests/officials/test_parity.py` runs it with the folder, the
// language and the moment.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DOMParser, Node, parseHTML } from "linkedom";
import { fill } from "#hub/dom.js";
import { loadAdded } from "#officials/added.js";
import { tellMore } from "#officials/more.js";
import { cardOf } from "#officials/offices.js";
import { loadParts } from "#officials/seats.js";
import { official } from "#places/lookup.js";

const [, , folder, language] = process.argv;
const read = (name) => readFileSync(join(folder, name), "utf-8");

const RealDate = Date;
const cases = JSON.parse(read("cases.json"));
let moment = cases[0].now;
const days = new Map();

// A device whose clock the cases set, and whose network is the folder.
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [moment]));
  }

  // A browser is asked for one card's days; here the same days come a thousand times.
  toLocaleDateString(...how) {
    const key = JSON.stringify([this, how]);
    if (!days.has(key)) days.set(key, super.toLocaleDateString(...how));
    return days.get(key);
  }
};
const kept = new Map();
globalThis.sessionStorage = {
  getItem: (key) => (kept.has(key) ? kept.get(key) : null),
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
};
const { document } = parseHTML(`<html><body data-tables="tables/"></body></html>`);
const answers = new Map();
Object.assign(globalThis, {
  document,
  DOMParser,
  Node,
  fetch: async (address) => {
    if (!answers.has(address)) answers.set(address, answer(address.replace(/^\//, "")));
    return answers.get(address);
  },
});

const parts = await loadParts(`/${language}/officials/parts.html`);
const added = await loadAdded(parts.words.addresses.added);

function answer(name) {
  const text = read(name);
  const json = name.endsWith(".json") ? JSON.parse(text) : null;
  return { ok: true, text: async () => text, json: async () => json };
}

// What a reader finds in a node, in order: texts, and where links lead.
function said(node) {
  const found = [];
  walk(node, found);
  return found.join("").replace(/\s+/g, " ").trim();
}

function walk(node, found) {
  if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent);
  if (node.nodeType !== Node.ELEMENT_NODE || node.hasAttribute("hidden")) return;
  const blocks = ["P", "LI", "DT", "DD", "H3", "SUMMARY", "BR"];
  if (blocks.includes(node.tagName)) found.push(" ¶ ");
  for (const child of node.childNodes) walk(child, found);
  if (node.hasAttribute("href")) found.push(`<${node.getAttribute("href")}>`);
}

async function ofDevice({ id, now: at, near }) {
  moment = at;
  if (near) kept.set("place", JSON.stringify({ lat: near[0], lng: near[1] }));
  else kept.delete("place");
  const seat = added.find((one) => one.id === id) || (await official(id, "tables/"));
  const inCongress = ["house", "senate"].includes(seat.chamber);
  const card = inCongress ? parts.card(seat) : cardOf(parts, seat);
  const shown = fill(parts.template("card"), card).querySelector("article");
  await tellMore(shown, parts, seat);
  return said(shown);
}

function ofServer({ html }) {
  const page = new DOMParser().parseFromString(`<html><body>${html}</body></html>`, "text/html");
  return said(page.querySelector("article"));
}

const different = [];
for (const one of cases) {
  const [server, device] = [ofServer(one), await ofDevice(one)];
  if (server !== device) different.push({ id: one.id, how: one.how, server, device });
}
writeFileSync(join(folder, `different.json`), JSON.stringify(different));
