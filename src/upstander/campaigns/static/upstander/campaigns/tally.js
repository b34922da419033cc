// Counting, where the visitor says so: the campaign, the outcome and a random number are sent.
import { fill, refill } from "../hub/dom.js";
import { kept } from "../hub/store.js";
import { put } from "../officials/seats.js";
import { choices } from "../places/choices.js";

const NAME = "counts";
// Sent when the server knows its token no more, it could count twice.
const LONGEST = (choices.tokenDays - 1) * 24 * 60 * 60 * 1000;

/** 32 random hexadecimal digits, also where crypto.randomUUID is missing: on a hub without https. */
export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Offers to count an act, in `element`, which holds officials/count.html. `token` is the id of its
 * record, so that it counts once however often it is offered; without one, a new one is made.
 *
 * @param {PageElement} element
 * @param {{campaign: string, outcome: string, token?: string}} act
 */
export function offerCount(element, { campaign, outcome, token = newToken() }) {
  const box = element.querySelector("[data-count]");
  if (!box) return; // this copy of the site cannot count, and says so
  offer(box, { campaign, outcome, token, made: Date.now() }, "ask");
}

/**
 * Shows, in `element`, the counts that could not be sent on an earlier visit: to send, or to drop.
 *
 * @param {PageElement} element
 */
export function offerKept(element) {
  const box = element.querySelector("[data-count]");
  const [first] = waiting();
  if (box && first) offer(box, first, "kept", () => offerKept(element));
}

/** @returns {Campaigns.Count[]} */
function waiting() {
  const all = kept.get(NAME) || [];
  const fresh = all.filter((/** @type {Campaigns.Count} */ one) => Date.now() - one.made < LONGEST);
  if (fresh.length < all.length) kept.set(NAME, fresh);
  return fresh;
}

/** @param {Campaigns.Count} one */
function drop({ token }) {
  kept.set(
    NAME,
    waiting().filter((one) => one.token !== token),
  );
}

/** @param {Campaigns.Count} one */
function keep(one) {
  drop(one);
  return kept.set(NAME, [...waiting(), one]);
}

/**
 * @param {PageElement} box
 * @param {Campaigns.Count} one
 * @param {string} state
 */
function offer(box, one, state, done = () => {}) {
  const copy = fill(box.querySelector("template"), { [state]: true });
  for (const node of copy.querySelectorAll("[data-words]")) {
    node.textContent = put(node.dataset.words, { outcome: box.dataset[one.outcome] });
  }
  const status = box.querySelector("[role=status]");
  const [send, dismiss] = ["send", "drop"].map((name) => copy.querySelector(`[data-${name}]`));
  send.addEventListener("click", async () => {
    send.disabled = true;
    const received = await post(box.dataset.tally.replace("CAMPAIGN", one.campaign), one);
    if (received) {
      drop(one);
      finish(box, status.dataset[received], done);
      return;
    }
    const stored = keep(one);
    status.textContent = status.dataset[stored ? "kept" : "unkept"];
    send.disabled = false;
    if (stored) dismiss.hidden = false;
  });
  dismiss.addEventListener("click", () => {
    drop(one);
    finish(box, status.dataset.dropped, done);
  });
  status.textContent = "";
  refill(box.querySelector("[data-offer]"), copy);
  box.hidden = false;
}

/**
 * @param {PageElement} box
 * @param {string} words
 * @param {() => void} done
 */
function finish(box, words, done) {
  const status = box.querySelector("[role=status]");
  refill(box.querySelector("[data-offer]"), "");
  done();
  status.textContent = words;
  status.focus();
}

/**
 * Returns "counted", "again" or "full", or null where it could not be sent.
 *
 * @param {string} address
 * @param {{outcome?: string, office?: string, token?: string}} fields
 * @returns {Promise<string | null>}
 */
export async function post(address, fields) {
  const body = new URLSearchParams();
  const { outcome, office, token } = fields;
  for (const [name, value] of Object.entries({ outcome, office, token })) {
    if (value) body.set(name, value);
  }
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    return response.ok ? (await response.json()).received : null;
  } catch {
    return null; // offline, or no server answers here
  }
}
