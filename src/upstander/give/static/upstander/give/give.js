// "What can I give?", one question at a time. Answers stay in this tab.
import { fill, refill, show } from "../hub/dom.js";
import { oneAtATime } from "../hub/steps.js";
import { session } from "../hub/store.js";
import { match } from "./match.js";

/**
 * Asks one question at a time and shows what fits.
 *
 * @param {PageElement} form
 */
export function start(form) {
  const answer = document.getElementById("fits");
  const ask = oneAtATime(form, {
    answered,
    finish() {
      session.set("choices", read(form));
      form.hidden = true;
      show(answer, answerTo(form));
    },
  });
  answer.addEventListener("click", (event) => {
    if (!event.target.closest("[data-again]")) return;
    answer.hidden = true;
    form.hidden = false;
    ask(0);
  });

  for (const row of asks()) row.hidden = row.dataset.until !== "" && row.dataset.until < today();
  if (restore(form, session.get("choices"))) {
    form.hidden = true;
    refill(answer, answerTo(form));
    answer.hidden = false;
  }
}

/**
 * A question that must be answered and is not gets its error, and the keyboard.
 *
 * @param {PageElement} question
 */
function answered(question) {
  const fieldset = question.querySelector("fieldset");
  let error = fieldset.querySelector(".error");
  if (!question.dataset.required || question.querySelector(":checked")) {
    if (error) error.remove();
    return true;
  }
  if (!error) {
    error = /** @type {any} */ (document.createElement("p"));
    error.className = "error";
    error.id = `${fieldset.id}-error`;
    fieldset.querySelector("legend").after(error);
    fieldset.setAttribute("aria-describedby", error.id);
  }
  error.textContent = question.dataset.required;
  question.querySelector("input").focus();
  return false;
}

/**
 * @param {PageElement} form
 * @returns {{[name: string]: FormDataEntryValue[]}}
 */
function read(form) {
  const given = new FormData(/** @type {any} */ (form));
  return Object.fromEntries([...new Set(given.keys())].map((name) => [name, given.getAll(name)]));
}

/**
 * True where this tab holds answers to all that must be answered.
 *
 * @param {PageElement} form
 * @param {{[name: string]: string[]} | null} stored
 */
function restore(form, stored) {
  if (!stored) return false;
  for (const input of form.querySelectorAll("input")) {
    input.checked = (stored[input.name] || []).includes(input.value);
  }
  return ["minutes", "money"].every((name) => form.querySelector(`[name=${name}]:checked`));
}

function asks() {
  return [...document.querySelectorAll("[data-ask]")];
}

/** @param {PageElement} form */
function answerTo(form) {
  const rows = new Map(asks().map((row) => [row.dataset.ask, row]));
  const row = (/** @type {string} */ id) => /** @type {PageElement} */ (rows.get(id));
  const { fits, smallest } = match(choicesOf(form), asks().map(needOf), today());
  const have = form.querySelector("[name=minutes]:checked").closest("label").textContent.trim();
  if (fits.length) {
    return fill(part("answer"), {
      fits: group(fits.map((fit) => cardOf(row(fit.id), fit.reasons, have))),
    });
  }
  return fill(part("nothing"), {
    smallest: smallest && group([cardOf(row(smallest), [], have)]),
  });
}

/**
 * @param {PageElement} form
 * @returns {Give.Choices}
 */
function choicesOf(form) {
  const given = new FormData(/** @type {any} */ (form));
  const minutes = given.get("minutes");
  return {
    minutes: minutes === "open" ? null : Number(minutes),
    money: given.get("money") === "yes",
    skills: given.getAll("skills").map(String),
    languages: given.getAll("languages").map(String),
    homeOnly: given.getAll("limits").includes("home"),
    privateOnly: given.getAll("limits").includes("private"),
  };
}

/**
 * @param {PageElement} row
 * @returns {Give.Need}
 */
function needOf(row) {
  /** @param {string} text */
  const words = (text) => text.split(" ").filter(Boolean);
  return {
    id: row.dataset.ask,
    minutes: Number(row.dataset.minutes),
    costsMoney: "costsMoney" in row.dataset,
    skills: words(row.dataset.skills),
    languages: words(row.dataset.languages),
    presence: row.dataset.presence,
    audiences: words(row.dataset.audiences),
    until: row.dataset.until,
  };
}

function today() {
  const now = new Date();
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * @param {PageElement} row
 * @param {string[]} reasons
 * @param {string} have
 */
function cardOf(row, reasons, have) {
  const link = row.querySelector("a");
  const title = [...link.childNodes].map((node) => node.cloneNode(true));
  const card = fill(part("fit"), {
    title: group(title),
    address: link.getAttribute("href"),
    next: row.dataset.next,
    reasons: group(reasons.map((code) => reason(code, row, have))),
    learns: row.querySelector("[data-learns]").textContent,
  });
  if (!reasons.length) card.querySelector("ul").remove();
  return card;
}

/**
 * @param {string} code
 * @param {PageElement} row
 * @param {string} have
 */
function reason(code, row, have) {
  return fill(part(code), { have, takes: row.dataset.takes });
}

/** @param {Node[]} nodes */
function group(nodes) {
  const all = new DocumentFragment();
  all.append(...nodes);
  return all;
}

/** @param {string} name */
function part(name) {
  return document.getElementById(`give-${name}`);
}
