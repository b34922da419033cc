// Says every card of a folder twice, as the server rendered it and as the scripts make it, and
// writes down where they differ. Run as `node cards.js FOLDER LANGUAGE`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DOMParser, Node, parseHTML } from "linkedom";

const [, , folder, language] = process.argv;
const read = (name) => readFileSync(join(folder, name), "utf-8");
const script = (name) => import(pathToFileURL(join(folder, "scripts", name)).href);

const RealDate = Date;
const { cases, now } = JSON.parse(read(`cases-${language}.json`));
let moment = now;

// A device whose clock the cases set, and whose network is the folder.
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [moment]));
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
    if (!answers.has(address)) answers.set(address, read(address.replace(/^\//, "")));
    const text = answers.get(address);
    return { ok: true, text: async () => text, json: async () => JSON.parse(text) };
  },
});

const { loadParts } = await script("officials/seats.js");
const { loadAdded } = await script("officials/added.js");
const { cardOf } = await script("officials/offices.js");
const { tellMore } = await script("officials/more.js");
const { fill } = await script("hub/dom.js");
const { official } = await script("places/lookup.js");

const parts = await loadParts(`/${language}/officials/parts.html`);
const added = await loadAdded(parts.words.addresses.added);

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
writeFileSync(join(folder, `different-${language}.json`), JSON.stringify(different));
