// What the plans of this room share: reading a day and a time, saying what is amiss, the file.
import { refill } from "../hub/dom.js";
import { calendar } from "../hub/ics.js";
import { kept } from "../hub/store.js";
import { clock, day } from "./times.js";

const DAY = 24 * 60 * 60 * 1000;

/** @returns {Commitments.Plan[]} */
export const plans = () => kept.get("plans") || [];

/** @param {string} value */
export const line = (value) => value.trim().replace(/\s+/g, " ");

/**
 * @param {string} pattern
 * @param {{[name: string]: string}} values
 */
export const filled = (pattern, values) =>
  pattern.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// Random, and also where crypto.randomUUID is missing: on a hub without https.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A day and a time as a browser's own calendar and clock have them: empty where nothing was typed,
 * null where it cannot be read.
 *
 * @param {string} dayTyped
 * @param {string} timeTyped
 * @returns {Commitments.When}
 */
export function when(dayTyped, timeTyped) {
  const { lang } = document.documentElement;
  return {
    day: dayTyped.trim() && (day(dayTyped, lang) || null),
    at: timeTyped.trim() && (clock(timeTyped) || null),
  };
}

/**
 * What is amiss with a day and a time, each a key of the words in the page.
 *
 * @param {Commitments.When} when
 * @param {number} farthest in days from now
 */
export function problemsOf({ day, at }, farthest) {
  /** @type {{[field: string]: string}} */
  const found = {};
  const moment = Number(new Date(`${day}T${at || "23:59"}`));
  if (day === null) found.day = "invalid";
  else if (!day) found.day = "missing";
  else if (Number(new Date(`${day}T23:59:59`)) < Date.now()) found.day = "past";
  else if (moment - Date.now() > farthest * DAY) found.day = "far";
  if (at === null) found.at = "invalid";
  else if (!at) found.at = "missing";
  else if (!found.day && moment < Date.now()) found.at = "past";
  return found;
}

/**
 * Marks each field and lists what is amiss on top; returns whether anything is. `found` and `ids` are
 * by what follows "id_" in a field's id.
 *
 * @param {PageElement} root
 * @param {string[]} ids
 * @param {{[id: string]: string}} found
 */
export function showProblems(root, ids, found) {
  const summary = document.getElementById("plan-errors");
  const rows = [];
  for (const name of ids) {
    const id = `id_${name}`;
    const field = root.querySelector(`#${id}`);
    if (!field) continue;
    const said = document.getElementById(`${id}_error`);
    const words = found[name] && field.closest("[data-missing]").dataset[found[name]];
    said.textContent = words || "";
    said.hidden = !words;
    field.removeAttribute("aria-invalid");
    if (!words) continue;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", said.id);
    rows.push(problem(id, words));
  }
  list(summary, rows);
  return rows.length > 0;
}

/**
 * A line of the list of what is amiss, which leads to its field.
 *
 * @param {string} id
 * @param {string} words
 */
export function problem(id, words) {
  const link = document.createElement("a");
  link.href = `#${id}`;
  link.textContent = words;
  const row = document.createElement("li");
  row.append(link);
  return row;
}

/**
 * @param {PageElement} summary
 * @param {HTMLElement[]} rows
 */
export function list(summary, rows) {
  refill(summary.querySelector("ul"), ...rows);
  summary.hidden = rows.length === 0;
  if (rows.length) /** @type {any} */ (rows[0].querySelector("a")).focus();
}

/**
 * Hands plans over as one calendar file.
 *
 * @param {Commitments.Plan[]} made
 * @param {{[name: string]: string}} form
 * @param {string} name
 */
export function handOver(made, { product, minutes, alarm }, name) {
  const now = new Date();
  const file = calendar(
    ...made.map((plan) => ({
      ...plan,
      words: `${plan.text}\n${plan.link}`,
      made: now,
      minutes: Number(minutes),
      alarm: Number(alarm),
      product,
    })),
  );
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: "text/calendar;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
