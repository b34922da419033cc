// A plan to vote: when and where each step is done. It is made on this device, kept here only when the
// visitor says so, and sent nowhere.
import { sender } from "../hub/dom.js";
import { kept } from "../hub/store.js";
import {
  filled,
  handOver,
  line,
  list,
  newId,
  plans,
  problem,
  problemsOf,
  showProblems,
  when,
} from "./making.js";

const FARTHEST = 2 * 366;

/**
 * Makes plans of what the form holds.
 *
 * @param {PageElement} form
 */
export function start(form) {
  const said = document.getElementById("plan-said");
  const print = form.querySelector("[data-print]");
  const file = form.querySelector("button.button");
  for (const button of [form.elements.keep, print, file]) button.hidden = false;
  print.addEventListener("click", () => window.print());
  const sentBy = sender(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = sentBy(event);
    const steps = Array.from(form.querySelectorAll("[data-step]"), read);
    if (amiss(form, steps)) return;
    const made = steps.filter(isPlanned).map((step) => planOf(form, step));
    if (button === form.elements.keep) {
      const stored = kept.set("plans", [...plans(), ...made]);
      said.textContent = stored ? said.dataset.kept : said.dataset.full;
    } else {
      handOver(made, form.dataset, "plan-to-vote.ics");
      said.textContent = said.dataset.file;
    }
    said.focus();
  });
}

/**
 * @param {PageElement} fieldset
 * @returns {Commitments.VotingStep}
 */
function read(fieldset) {
  const { step, words } = fieldset.dataset;
  const value = (/** @type {string} */ name) => fieldset.querySelector(`#id_${step}-${name}`).value;
  const before = Array.from(fieldset.querySelectorAll("[data-before] li"), (one) =>
    String(one.textContent),
  );
  return { step, words, before, where: line(value("where")), ...when(value("day"), value("at")) };
}

/** @param {Commitments.VotingStep} step */
function isPlanned({ day, at, where }) {
  return day !== "" || at !== "" || where !== "";
}

/**
 * @param {PageElement} form
 * @param {Commitments.VotingStep[]} steps
 */
function amiss(form, steps) {
  /** @type {{[id: string]: string}} */
  const found = {};
  for (const step of steps.filter(isPlanned)) {
    for (const [name, what] of Object.entries(problemsOf(step, FARTHEST))) {
      found[`${step.step}-${name}`] = what;
    }
  }
  const ids = steps.flatMap(({ step }) => [`${step}-day`, `${step}-at`]);
  if (showProblems(form, ids, found)) return true;
  if (steps.some(isPlanned)) return false;
  const first = problem(`id_${steps[0].step}-day`, form.dataset.nothing);
  list(document.getElementById("plan-errors"), [first]);
  return true;
}

/**
 * @param {PageElement} form
 * @param {Commitments.VotingStep} step
 * @returns {Commitments.Plan}
 */
function planOf({ dataset }, { words, before, where, day, at }) {
  const title = filled(dataset.title, { what: words });
  const place = where ? filled(dataset.where, { place: where }) : "";
  return {
    uid: newId(),
    title,
    text: [title, place, ...before].filter(Boolean).join("\n"),
    start: `${day}T${at}`,
    link: dataset.link,
    then: dataset.then,
    thenPath: dataset.thenPath,
    done: false,
  };
}
