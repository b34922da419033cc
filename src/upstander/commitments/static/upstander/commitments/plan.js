// Plans: made on this device, kept here only when the visitor says so.
import { fill, refill, sender } from "../hub/dom.js";
import { oneAtATime } from "../hub/steps.js";
import { kept } from "../hub/store.js";
import { filled, handOver, line, newId, plans, problemsOf, showProblems, when } from "./making.js";

const FARTHEST = 366;
const FIELDS = ["step", "own", "day", "at"];

/**
 * @param {PageElement} form
 * @returns {Commitments.Given}
 */
function read(form) {
  return {
    step: form.querySelector("[name=step]:checked"),
    own: line(form.elements.own.value),
    cue: line(form.elements.cue.value),
    ...when(form.elements.day.value, form.elements.at.value),
  };
}

/**
 * What is amiss, by the name of the field, each a key of the words in the page.
 *
 * @param {Commitments.Given} given
 * @returns {{[field: string]: string}}
 */
function problems({ step, own, ...moment }) {
  const found = problemsOf(moment, FARTHEST);
  if (!step) found.step = "missing";
  else if (step.value === "own" && !own) found.own = "missing";
  return found;
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
    handOver([plan], form.dataset, "plan.ics");
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
    answered: (question) => !showProblems(question, FIELDS, problems(read(form))),
    finish(event) {
      const plan = made(form, read(form));
      if (sentBy(event) !== form.elements.keep) {
        handOver([plan], form.dataset, "plan.ics");
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
