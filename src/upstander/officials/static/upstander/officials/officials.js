// "Who represents you?", answered on the device. What is typed is sent nowhere. Who is in Congress
// comes first; more.js goes on with everybody else. Each time, the form says `upstander:found`.
import { fill, refill, show } from "../hub/dom.js";
import { session } from "../hub/store.js";
import { find, load } from "../places/lookup.js";
import { known } from "../places/place.js";
import { enclose, loadParts } from "./seats.js";

/**
 * Answers in the part of the page beside the form.
 *
 * @param {PageElement} form
 */
export function start(form) {
  const found = form.parentElement.querySelector("[data-found]");
  const tables = document.body.dataset.tables;
  // While a person types. What fails here is tried again, and told, when they press the button.
  load(tables).catch(() => {});
  loadParts(form.dataset.parts).catch(() => {});

  // "This one represents me", maybe pressed before more.js is there to hear it.
  /** @type {HTMLElement[]} */
  const pressed = [];

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    pressed.length = 0;
    form.setAttribute("aria-busy", "true");
    const answered = await look(form).catch(() => null); // a table could not be loaded
    form.removeAttribute("aria-busy");
    found.classList.toggle("error", !answered);
    show(found, answered ? page(...answered) : form.dataset.failed);
    if (!answered || !answered[1].seats.length) return;
    tell(form, answered[1]);
    const { goOn } = await import("./more.js");
    const going = goOn(found.firstElementChild, ...answered, () => tell(form, answered[1]));
    for (const mine of pressed.splice(0)) mine.click();
    await going;
  });
  found.addEventListener("click", (event) => {
    const mine = event.target.closest("[data-mine]");
    if (mine) pressed.push(mine);
    const choice = event.target.closest("[data-query]");
    if (choice) {
      form.elements.q.value = choice.dataset.query;
      form.querySelector("button").click();
    }
    const link = event.target.closest("a[href]");
    const card = link && link.closest("[data-office]");
    if (card) session.set("official", card.dataset.office);
  });
}

/**
 * @param {PageElement} form
 * @param {Places.Answer} detail
 */
function tell(form, detail) {
  form.dispatchEvent(new CustomEvent("upstander:found", { detail }));
}

/**
 * Returns the page's parts and the answer, and keeps the place in this tab.
 *
 * @param {PageElement} form
 * @returns {Promise<[Officials.Parts, Places.Answer]>}
 */
async function look(form) {
  const [parts, answer] = await Promise.all([
    loadParts(form.dataset.parts),
    find(form.elements.q.value, document.body.dataset.tables),
  ]);
  if (answer.seats.length) {
    session.set("place", known(answer));
    session.remove("official");
  }
  return [parts, answer];
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Answer} answer
 */
function page(parts, answer) {
  const notices = answer.outcome === "point" ? [{ code: "point", params: {} }] : answer.notices;
  const congress = answer.seats.filter((seat) => seat.chamber !== "executive");
  const certain = congress.filter((seat) => seat.certain);
  const possible = congress.filter((seat) => !seat.certain);
  const choices = answer.seats.length ? [] : answer.places;
  const beside = notices.filter((notice) => parts.words.beside.includes(notice.code));
  const above = notices.filter((notice) => !beside.includes(notice));
  const copy = fill(parts.template("answer"), {
    heading: parts.words.headings[answer.outcome],
    label: answer.seats.length ? parts.label(known(answer)) : "",
    military: answer.outcome === "military",
    choices: choices.length,
    anybody: congress.length,
    possible: possible.length,
    one: possible.length === 1,
    several: possible.length > 1,
  });
  const put = (/** @type {string} */ slot, /** @type {Node[]} */ made) =>
    refill(copy.querySelector(`[data-slot=${slot}]`), ...made);
  put(
    "notices",
    above.map((notice) => parts.sentence(notice)),
  );
  put(
    "choices",
    choices.map((place) => choice(parts, place)),
  );
  put(
    "certain",
    certain.map((seat) => card(parts, seat)),
  );
  put(
    "possible",
    possible.map((seat) => card(parts, seat)),
  );
  enclose(copy, possible.length);
  put(
    "beside",
    beside.map((notice) => parts.sentence(notice)),
  );
  const office = copy.querySelector("[data-href=voting]");
  const state = answer.state ? `voting/${answer.state.toLowerCase()}/` : "";
  office.setAttribute("href", office.getAttribute("href") + state);
  return copy;
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Place} place
 */
function choice(parts, place) {
  const copy = fill(parts.template("choice"), { label: parts.label(place) });
  const whole = place.kind === "state";
  copy.querySelector("button").dataset.query = whole
    ? String(place.name)
    : `${place.name}, ${place.state}`;
  return copy;
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 */
function card(parts, seat) {
  const copy = fill(parts.template("card"), parts.card(seat));
  copy.querySelector("article").dataset.office = seat.id;
  return copy;
}
