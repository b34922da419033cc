// What the visitor has opened stays on the device for when there is no network; sw.js keeps it.
import { session } from "./store.js";

const SETTLED = 4000; // milliseconds after an answer, in which its own tables come first

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let cleared = false;

/**
 * After an answer the way from there to a call or a letter is kept too.
 *
 * @param {string} worker
 */
export async function start(worker) {
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  const keepWay = () => {
    clearTimeout(timer);
    timer = setTimeout(() => tell(active, document.documentElement.lang), SETTLED);
  };
  tell(active, null);
  if (saving()) return;
  if (session.get("place")) keepWay();
  // On its way down, for an event that a form keeps to itself.
  document.addEventListener("upstander:found", keepWay, true);
}

/**
 * @param {ServiceWorker | null} active
 * @param {string | null} flows
 */
function tell(active, flows) {
  if (cleared) return;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  if (active) active.postMessage({ opened: [location.href, ...loaded], flows });
}

// Whether the visitor has asked the browser to load little.
function saving() {
  const { connection } = navigator;
  return Boolean(connection && connection.saveData);
}

/**
 * Takes the worker and all that it has kept off the device. Returns whether nothing is left.
 *
 * @returns {Promise<boolean>}
 */
export async function forget() {
  const { worker } = document.body.dataset;
  if (!worker || !("serviceWorker" in navigator)) return true;
  cleared = true;
  try {
    const registration = await navigator.serviceWorker.getRegistration(worker);
    if (registration) await end(registration);
    const own = `upstander ${worker.replace(/sw\.js$/, "")} `;
    const left = async () => (await caches.keys()).filter((name) => name.startsWith(own));
    await Promise.all((await left()).map((name) => caches.delete(name)));
    return (await left()).length === 0;
  } catch {
    return false; // a private window refuses
  }
}

/**
 * Its workers are taken first, since none is at hand once it is unregistered.
 *
 * @param {ServiceWorkerRegistration} registration
 */
async function end(registration) {
  const { installing, waiting, active } = registration;
  await registration.unregister();
  const all = /** @type {ServiceWorker[]} */ ([installing, waiting, active].filter(Boolean));
  await Promise.all(all.map(stopped));
}

/**
 * Resolves once the worker keeps no more; one that does not answer is not waited for.
 *
 * @param {ServiceWorker} worker
 */
function stopped(worker) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ forget: true }, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = resolve;
    setTimeout(resolve, 2000);
  });
}
