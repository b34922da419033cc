// Keeps what a visitor has opened, and the way to a call or a letter, for when there is no network.
// It is published at the top of the site, where `SITE` is put before it: what this publish holds.

const TOP = new URL(self.registration.scope).pathname;
const NAME = `upstander ${TOP} `;
const FILES = `${NAME}files`;
const PAGES = `${NAME}pages`;
const PATIENCE = 3000; // milliseconds for a page from the network, where an earlier one is kept
const FOLDERS = [...SITE.assets, ...SITE.tables];

let forgotten = false;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(prepare());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropStale().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path === null || forgotten) return;
  event.respondWith(inFolder(path) ? file(event, path) : page(event, path));
});

self.addEventListener("message", (event) => {
  const { opened, flows, forget } = event.data;
  if (forget) {
    forgotten = true;
    event.ports[0].postMessage("forgotten");
  } else {
    event.waitUntil(keepOpened(opened).then(() => flows && keepFlows(flows)));
  }
});

/**
 * The part of an address below the site's own; null for all that is not this worker's: forms, the
 * desk, other origins, and what others may have put at the top of the same host.
 *
 * @param {{method: string, url: string}} request
 */
function pathOf({ method, url }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !pathname.startsWith(TOP)) return null;
  const path = pathname.slice(TOP.length);
  const first = path.split("/")[0];
  return path === "" || SITE.languages.includes(first) || inFolder(path) ? path : null;
}

/**
 * Whether an address holds the same for good: its folder is named by its contents.
 *
 * @param {string} path
 */
function inFolder(path) {
  return /^(assets|tables)\/[0-9a-f]+\/./.test(path);
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 */
async function file(event, path) {
  const kept = await find(FILES, path);
  if (kept) return kept;
  const response = await fetch(event.request);
  event.waitUntil(keep(path, response.clone()));
  return response;
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 */
async function page(event, path) {
  const kept = await find(PAGES, path);
  const coming = fetch(event.request);
  const failed = () => null; // it is told below
  event.waitUntil(coming.then((response) => keep(path, response.clone()), failed));
  try {
    const response = await (kept ? Promise.race([coming, tooLate()]) : coming);
    return kept && response.status >= 500 ? kept : response;
  } catch (error) {
    if (kept) return kept;
    if (event.request.mode === "navigate") return away(path);
    throw error;
  }
}

function tooLate() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE));
}

/**
 * The page that says, in the language asked for, that the page asked for is not kept.
 *
 * @param {string} path
 */
async function away(path) {
  const code = SITE.languages.find((one) => path.startsWith(`${one}/`)) || SITE.languages[0];
  const said = await find(PAGES, `${code}/offline/`);
  return said ? new Response(said.body, { status: 503, headers: said.headers }) : Response.error();
}

async function prepare() {
  await Promise.all([caches.open(FILES), caches.open(PAGES)]);
  await Promise.all(SITE.first.map(fetchToKeep));
}

/**
 * Where a path is kept; null once the device is cleared, which a worker that starts again for a
 * page still open knows only by what is gone.
 *
 * @param {string} path
 */
async function cacheFor(path) {
  const name = inFolder(path) ? FILES : PAGES;
  return !forgotten && (await caches.has(name)) ? caches.open(name) : null;
}

/**
 * @param {string} cacheName
 * @param {string} path
 */
function find(cacheName, path) {
  return caches.match(TOP + path, { cacheName, ignoreVary: true });
}

/**
 * @param {string} path
 * @param {Response} response
 */
async function keep(path, response) {
  const { status, type, redirected, headers } = response;
  const cache = passes(path) ? null : await cacheFor(path);
  if (!cache) return;
  if (status === 404 || status === 410) await cache.delete(TOP + path, { ignoreVary: true });
  if (status !== 200 || type !== "basic" || redirected) return;
  if (/no-store/.test(headers.get("Cache-Control") || "")) return;
  try {
    await cache.put(TOP + path, response);
  } catch {
    return; // the device is full: the visitor has the page, and it is not kept
  }
}

/**
 * Whether an address is of those that are never kept: pages by the thousand, each of which says
 * whom a visitor has looked at.
 *
 * @param {string} path
 */
function passes(path) {
  const address = path.slice(path.indexOf("/") + 1);
  return SITE.shelves.some((shelf) => address.startsWith(shelf));
}

/**
 * Asks the site itself for a page: what the browser holds may be of the publish before.
 *
 * @param {string} path
 */
async function fetchToKeep(path) {
  const cache = inFolder(path) ? "default" : "no-cache";
  await keep(path, await fetch(TOP + path, { cache, priority: "low" }));
}

/**
 * What the page had loaded before this worker saw its requests.
 *
 * @param {string[]} addresses
 */
async function keepOpened(addresses) {
  for (const url of addresses) {
    const path = pathOf({ method: "GET", url });
    if (path !== null && !passes(path) && !(await find(inFolder(path) ? FILES : PAGES, path))) {
      await fetchToKeep(path);
    }
  }
}

/**
 * The pages, scripts and tables from an answer to a call or a letter: the same for every visitor.
 * One after the other, so that they get in nobody's way; once for each publish.
 *
 * @param {string} code
 */
async function keepFlows(code) {
  const mark = `${code}/flows ${SITE.version}`;
  if (await find(PAGES, mark)) return;
  for (const path of SITE.files) {
    if (!(await find(FILES, path))) await fetchToKeep(path);
  }
  for (const path of SITE.flows) await fetchToKeep(`${code}/${path}`);
  const cache = await cacheFor(mark);
  if (cache) await cache.put(TOP + mark, new Response(""));
}

// Drops the files of publishes that the site itself no longer has, and the pages that need them.
async function dropStale() {
  const [files, pages] = await Promise.all([caches.open(FILES), caches.open(PAGES)]);
  for (const request of await files.keys()) {
    if (!FOLDERS.includes(folder(request.url))) await files.delete(request);
  }
  for (const request of await pages.keys()) {
    const kept = await pages.match(request, { ignoreVary: true });
    const page = kept ? await kept.text() : "";
    const [needed] = /assets\/[0-9a-f]+\//.exec(page) || [null];
    const gone = needed && !SITE.assets.includes(folder(needed));
    const mark = request.url.includes("/flows%20");
    const path = pathOf(request); // null where the site no longer has that language
    if (gone || mark || path === null || passes(path)) await pages.delete(request);
  }
}

/**
 * The name of the folder in "assets/NAME/" or "tables/NAME/".
 *
 * @param {string} address
 */
function folder(address) {
  const [, name] = /(?:assets|tables)\/([0-9a-f]+)\//.exec(address) || ["", ""];
  return name;
}
