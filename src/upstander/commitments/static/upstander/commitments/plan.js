// Plans: made on this device, kept here only when the visitor says so.
import { fill, refill, sender } from "../hub/dom.js";
import { calendar } from "../hub/ics.js";
import { oneAtATime } from "../hub/steps.js";
import { kept } from "../hub/store.js";
import { clock, day } from "./times.js";

const FARTHEST = 366 * 24 * 60 * 60 * 1000;

/** @returns {Commitments.Plan[]} */
const plans = () => kept.get("plans") || [];
/** @param {string} value */
const line = (value) => value.trim().replace(/\s+/g, " ");
/**
 * @param {string} pattern
 * @param {{[name: string]: string}} values
 */
const filled = (pattern, values) => pattern.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// Random, and also where crypto.randomUUID is missing: on a hub without https.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {PageElement} form
 * @returns {Commitments.Given}
 */
function read(form) {
  return {
    step: form.querySelector("[name=step]:checked"),
    own: line(form.elements.own.value),
    cue: line(form.elements.cue.value),
    day: typed(form.elements.day.value, (text) => day(text, document.documentElement.lang)),
    at: typed(form.elements.at.value, clock),
  };
}

/**
 * What was typed, as a browser's own calendar or clock has it; null where that cannot be read.
 *
 * @param {string} text
 * @param {(text: string) => string} read
 */
function typed(text, read) {
  return text.trim() ? read(text) || null : "";
}

/**
 * What is amiss, by the name of the field, each a key of the words in the page.
 *
 * @param {Commitments.Given} given
 * @returns {{[field: string]: string}}
 */
function problems({ step, own, day, at }) {
  /** @type {{[field: string]: string}} */
  const found = {};
  const moment = Number(new Date(`${day}T${at || "23:59"}`));
  if (!step) found.step = "missing";
  else if (step.value === "own" && !own) found.own = "missing";
  if (day === null) found.day = "invalid";
  else if (!day) found.day = "missing";
  else if (Number(new Date(`${day}T23:59:59`)) < Date.now()) found.day = "past";
  else if (moment - Date.now() > FARTHEST) found.day = "far";
  if (at === null) found.at = "invalid";
  else if (!at) found.at = "missing";
  else if (!found.day && moment < Date.now()) found.at = "past";
  return found;
}

/**
 * Marks each field of a question and lists what is amiss on top; returns whether anything is.
 *
 * @param {PageElement} question
 * @param {{[field: string]: string}} found
 */
function showProblems(question, found) {
  const summary = document.getElementById("plan-errors");
  const rows = [];
  for (const name of ["step", "own", "day", "at"]) {
    const id = `id_${name}`;
    const field = question.querySelector(`#${id}`);
    if (!field) continue;
    const said = document.getElementById(`${id}_error`);
    const words = found[name] && field.closest("[data-missing]").dataset[found[name]];
    said.textContent = words || "";
    said.hidden = !words;
    field.removeAttribute("aria-invalid");
    if (!words) continue;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", said.id);
    const link = document.createElement("a");
    link.href = `#${id}`;
    link.textContent = words;
    const row = document.createElement("li");
    row.append(link);
    rows.push(row);
  }
  refill(summary.querySelector("ul"), ...rows);
  summary.hidden = rows.length === 0;
  if (rows.length) rows[0].querySelector("a").focus();
  return rows.length > 0;
}

/**
 * @param {PageElement} form
 * @param {Commitments.Given} given
 * @returns {Commitments.Plan}
 */
function made(form, { step, own, cue, day, at }) {
  const what = step.value === "own" ? own : step.dataset.words;
  const title = filled(form.dataset.title, { what });
  return {
    uid: newId(),
    title,
    text: cue ? filled(form.dataset.sentence, { cue, what }) : title,
    start: `${day}T${at}`,
    link: step.dataset.link,
    then: step.dataset.then,
    thenPath: step.dataset.thenPath,
    done: false,
  };
}

/**
 * @param {Commitments.Plan} plan
 * @param {{[name: string]: string}} form
 */
function handOver(plan, { product, minutes, alarm }) {
  const file = calendar({
    ...plan,
    words: `${plan.text}\n${plan.link}`,
    made: new Date(),
    minutes: Number(minutes),
    alarm: Number(alarm),
    product,
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: "text/calendar;charset=utf-8" }));
  link.download = "plan.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** @param {Commitments.Plan} plan */
function row(plan) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "full",
    timeStyle: "short",
  });
  const when = day.format(new Date(plan.start));
  const copy = fill(document.getElementById("plan-row"), { ...plan, when, open: !plan.done });
  const words = copy.querySelector("[data-slot=text]");
  words.id = `plan-${plan.uid}`;
  for (const button of copy.querySelectorAll("[data-do]")) {
    button.dataset.plan = plan.uid;
    button.setAttribute("aria-describedby", words.id);
  }
  return copy;
}

/** @param {PageElement} section */
function showPlans(section) {
  const rows = plans()
    .sort((a, b) => Number(a.done) - Number(b.done) || a.start.localeCompare(b.start))
    .map(row);
  refill(section.querySelector("ul"), ...rows);
  section.querySelector("p").hidden = rows.length > 0;
  if (rows.length) section.hidden = false;
}

/**
 * @param {PageElement} section
 * @param {PageElement} form
 * @param {{[name: string]: string}} button
 */
function act(section, form, { do: what, plan: uid }) {
  const plan = /** @type {Commitments.Plan} */ (plans().find((one) => one.uid === uid));
  if (what === "file") {
    handOver(plan, form.dataset);
    return;
  }
  const others = plans().filter((one) => one !== plan && one.uid !== uid);
  kept.set("plans", what === "done" ? [...others, { ...plan, done: true }] : others);
  showPlans(section);
  const changed = section.querySelector(`#plan-${uid}`);
  const next = changed && changed.closest("li").querySelector("a");
  (next || section.querySelector("h2")).focus();
}

/**
 * Makes plans of what the form holds, and lists those that are kept.
 *
 * @param {PageElement} form
 */
export function start(form) {
  const section = document.getElementById("plans");
  const said = document.getElementById("plan-said");
  form.elements.keep.hidden = false;
  showPlans(section);

  const sentBy = sender(form);
  const ask = oneAtATime(form, {
    answered: (question) => !showProblems(question, problems(read(form))),
    finish(event) {
      const plan = made(form, read(form));
      if (sentBy(event) !== form.elements.keep) {
        handOver(plan, form.dataset);
        said.textContent = said.dataset.file;
        return;
      }
      const stored = kept.set("plans", [...plans(), plan]);
      said.textContent = stored ? said.dataset.kept : said.dataset.full;
      if (!stored) return;
      form.reset();
      ask(0);
      showPlans(section);
    },
  });

  section.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) act(section, form, button.dataset);
  });
  // Whichever "clear this device" was pressed, here or at the foot, it has done its work by now.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-module='hub/clear']")) showPlans(section);
  });
}
