// Sends a suggestion once it may be sent: with a token that says when the form was opened, and under
// load with some work of the device, or after a wait.
import { start as fill } from "./suggest.js";
import { solve } from "./work.js";

const LONGEST = 5 * 60 * 1000;

/** @param {number} until */
const sleep = (until) => new Promise((done) => setTimeout(done, until - performance.now()));

/**
 * @param {PageElement} form
 * @returns {Promise<Suggestions.Asked | null>}
 */
async function open(form) {
  const body = new URLSearchParams({ kind: form.elements.kind.value });
  try {
    const answer = await fetch(form.dataset.ask, { method: "POST", body });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // without a network; sending it will say so
  }
}

/**
 * Returns when the server takes it without work, and when at the latest it is sent.
 *
 * @param {Suggestions.Asked} asked
 */
function times(asked) {
  const now = performance.now();
  const wait = asked.wait === null ? null : now + asked.wait * 1000;
  return { soonest: now + asked.soonest * 1000, wait, last: wait || now + LONGEST };
}

/**
 * Makes a form ready: waits, or works where that is asked for and sooner done.
 *
 * @param {PageElement} form
 * @param {Suggestions.Asked} asked
 * @param {{soonest: number, wait: number | null, last: number}} when
 */
async function pay(form, asked, { soonest, wait, last }) {
  const { token, work } = form.elements;
  token.value = asked.token;
  if (asked.bits !== null) {
    work.value = await solve(asked.token, asked.bits, () => performance.now() < last);
  }
  await sleep(asked.bits !== null && !work.value && wait ? wait : soonest);
}

/**
 * Begins when somebody writes, so that little is left to wait for when they send it.
 *
 * @param {PageElement} form
 */
export function start(form) {
  const status = form.querySelector("[data-sending]");
  const { token } = form.elements;
  /** @type {Promise<{ready: Promise<void>, last: number, asked: Suggestions.Asked} | null> | null} */
  let begun = null;
  let edited = false;
  let sending = false;

  /** @param {Suggestions.Asked | null} asked */
  function paying(asked) {
    if (!asked) return null;
    const when = times(asked);
    return { ready: pay(form, asked, when), last: when.last, asked };
  }

  function begin() {
    const given = token.dataset.asked;
    begun = begun || (given ? Promise.resolve(JSON.parse(given)) : open(form)).then(paying);
    return begun;
  }

  async function send() {
    sending = true;
    edited = false;
    status.textContent = status.dataset.sending;
    const paid = await begin();
    if (paid && paid.asked.bits !== null) {
      const seconds = Math.max(Math.ceil((paid.last - performance.now()) / 1000), 1);
      const words = paid.asked.wait === null ? status.dataset.working : status.dataset.waiting;
      status.textContent = words.replace("SECONDS", String(seconds));
    }
    if (paid) await paid.ready;
    sending = false;
    if (edited) status.textContent = status.dataset.stopped;
    else form.submit();
  }

  fill(form);
  form.addEventListener("focusin", begin);
  form.addEventListener("input", () => {
    edited = true;
  });
  form.addEventListener("submit", (/** @type {PageEvent} */ event) => {
    event.preventDefault();
    if (!sending) send();
  });
  if (token.dataset.asked) begin();
  if (token.dataset.again) {
    document.querySelector("[data-by-hand]").hidden = true;
    send();
  }
}
