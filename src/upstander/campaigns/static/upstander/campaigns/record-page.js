// "What I have done": the record on this device, to complete, follow up and delete.
import { fill, refill } from "../hub/dom.js";
import { day, put } from "../officials/seats.js";
import { all, forget, update } from "./record.js";
import { offerKept } from "./tally.js";

const FOLLOW_UP = 14; // days
const MINUTES = 15;

/**
 * Shows the record in `element`.
 *
 * @param {PageElement} element
 */
export function start(element) {
  list(element);
  offerKept(element);
  const everything = element.querySelector("[data-forget-all]");
  const said = everything.querySelector("span");
  let asked = false;
  everything.addEventListener("click", () => {
    if (asked) {
      for (const act of all()) forget(act.id);
      list(element);
      say(element, "forgotten");
    }
    asked = !asked;
    said.textContent = everything.dataset[asked ? "sure" : "words"];
  });
  // Whichever "clear this device" was pressed, it has done its work by now.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-module='hub/clear']")) list(element);
  });
}

/** @param {PageElement} element */
function list(element) {
  const acts = all().reverse();
  refill(element.querySelector("[data-acts]"), ...acts.map((act) => row(element, act)));
  element.querySelector("[data-none]").hidden = acts.length > 0;
  element.querySelector("[data-some]").hidden = acts.length === 0;
}

/**
 * @param {PageElement} element
 * @param {Campaigns.Act} act
 */
function row(element, act) {
  const outcomes = JSON.parse(document.getElementById("outcomes").textContent);
  const copy = fill(element.querySelector("template[data-act]"), {
    ...act,
    on: inWords(act.on),
    outcome: outcomes[act.outcome],
  });
  const form = copy.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say(element, update(act.id, { reply: form.elements.reply.value }) ? "saved" : "unsaved");
  });
  copy.querySelector("[data-follow]").addEventListener("click", () => followUp(element, act));
  copy.querySelector("[data-forget]").addEventListener("click", () => {
    forget(act.id);
    list(element);
    say(element, "forgotten");
  });
  return copy;
}

/** @param {string} on */
function inWords(on) {
  return day(on, document.documentElement.lang);
}

/**
 * @param {PageElement} element
 * @param {string} what
 */
function say(element, what) {
  const status = element.querySelector("[data-said]");
  status.textContent = status.dataset[what];
  status.focus();
}

/**
 * @param {PageElement} element
 * @param {Campaigns.Act} act
 */
async function followUp(element, act) {
  const { calendar } = await import("../hub/ics.js");
  /** @param {string} name */
  const words = (name) =>
    element.querySelector(`template[data-follow-${name}]`).content.textContent;
  const moment = new Date(`${act.on}T10:00Z`);
  moment.setUTCDate(moment.getUTCDate() + FOLLOW_UP);
  const file = calendar({
    uid: act.id,
    made: new Date(),
    start: moment.toISOString().slice(0, 16),
    minutes: MINUTES,
    alarm: MINUTES,
    title: put(words("title"), act),
    words: put(words("words"), { title: act.title, on: inWords(act.on) }),
    link: location.href,
    product: element.dataset.product,
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: "text/calendar;charset=utf-8" }));
  link.download = "follow-up.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say(element, "file");
}
