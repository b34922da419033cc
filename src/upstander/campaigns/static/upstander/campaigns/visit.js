// A visit: the offices of the chosen official, the nearest first, the town halls they hold, and a
// sheet to print. What is typed into the sheet stays in this tab.

import { fill, refill, show } from "../hub/dom.js";
import { session } from "../hub/store.js";
import { inMiles } from "../officials/distance.js";
import { nowWords } from "../officials/hours.js";
import { contacts } from "../officials/offices.js";
import { isForLetters, loadParts, postal, tel } from "../officials/seats.js";
import { choices } from "../places/choices.js";
import { located } from "../places/located.js";
import { districtOffices } from "../places/lookup-offices.js";
import { label, pick, words } from "./campaign.js";
import { remember } from "./record.js";
import { offerCount } from "./tally.js";

const SHEET = ["story", "who", "answers"];

/**
 * Lets the visitor choose an official and shows where to go.
 *
 * @param {PageElement} element
 */
export async function start(element) {
  keepSheet(element);
  listMeetings(element, null);
  await pick(element, (chosen) => present(element, chosen));
}

/**
 * @param {PageElement} element
 * @param {Campaigns.Target} chosen
 */
async function present(element, chosen) {
  const { seat, card } = chosen;
  const result = element.querySelector("[data-result]");
  result.dataset.office = seat.id;
  const stops = await stopsOf(element, seat).catch(() => null); // a table could not be loaded
  if (result.dataset.office !== seat.id) return; // another was chosen meanwhile
  if (!stops) {
    show(result, document.body.dataset.failed);
    return;
  }
  const list = document.createDocumentFragment();
  for (const stop of stops) list.append(fill(element.querySelector("template[data-stop]"), stop));
  const copy = fill(element.querySelector("template[data-offices]"), {
    heading: label(card),
    last_known: card.last_known,
    known_on: card.known_on,
    official: card.official,
    stops: list,
    none: !stops.length,
  });
  const after = copy.querySelector("[data-after-visit]");
  copy.querySelector("[data-went]").addEventListener("click", () => noted(element, chosen, after));
  element.querySelector("[data-with]").textContent = card.heading;
  listMeetings(element, seat.id);
  element.querySelector("[data-found]").hidden = true; // it has done its work, and is long
  show(result, copy);
}

/**
 * The offices in words, the nearest first; then the one in the capitol, and those that we cannot
 * place.
 *
 * @param {PageElement} element
 * @param {Places.Seat} seat
 * @returns {Promise<Values[]>}
 */
async function stopsOf(element, seat) {
  const known = contacts(seat);
  if (!known) return [];
  const { tables } = document.body.dataset;
  const place = session.get("place");
  const near = place && (await located(place, tables));
  const [parts, elsewhere] = await Promise.all([
    loadParts(element.dataset.parts),
    districtOffices(seat.id, tables, near),
  ]);
  const { kinds } = parts.words;
  const executive = seat.chamber === "executive" && kinds.office;
  const { address, street = null } = known;
  const main = address ? [{ ...known, address, street }] : [];
  /**
   * @param {Campaigns.Stop[]} offices
   * @param {string} kind
   */
  const inWords = (offices, kind) =>
    offices.filter((one) => !isForLetters(one)).map((one) => stop(one, executive || kind, parts));
  return [
    ...inWords(
      elsewhere.filter(({ km }) => isNumber(km)),
      kinds.district,
    ),
    ...inWords(main, kinds.capitol),
    ...inWords(
      elsewhere.filter(({ km }) => !isNumber(km)),
      kinds.district,
    ),
  ];
}

/**
 * @param {Campaigns.Stop} office
 * @param {string} kind
 * @param {Officials.Says} parts
 */
function stop(office, kind, parts) {
  const { street, phone, hours, km, timezone } = office;
  const [, city, ...region] = office.address;
  const line = postal([street || "", city, ...region]);
  return {
    kind,
    address: line,
    distance: inMiles(parts, km),
    hours: hours || "",
    no_hours: !hours,
    open_now: phone && timezone ? nowWords({ ...office, city }, parts) : "",
    phone: phone || "",
    tel: phone && tel(phone),
    directions: street && city && choices.map + encodeURIComponent(line),
  };
}

/** @param {unknown} value */
function isNumber(value) {
  return typeof value === "number";
}

/**
 * Shows the town halls that are not over; of one office, or of all.
 *
 * @param {PageElement} element
 * @param {string | null} office
 */
function listMeetings(element, office) {
  const section = element.querySelector("[data-meetings]");
  const meetings = Array.from(section.querySelectorAll("[data-office]"));
  for (const one of meetings) {
    const over = Number(new Date(one.dataset.ends)) < Date.now();
    one.hidden = over || (office !== null && one.dataset.office !== office);
  }
  section.hidden = meetings.every((one) => one.hidden);
}

/**
 * Notes on this device that the visitor went, and offers to count it.
 *
 * @param {PageElement} element
 * @param {Campaigns.Target} chosen
 * @param {PageElement} after
 */
function noted(element, { seat, card }, after) {
  const { campaign, title } = element.dataset;
  const act = { campaign, title, office: seat.id, name: card.heading, how: "visit" };
  const token = remember({ ...act, outcome: "visited" });
  const said = words(element, token ? "data-kept" : "data-unkept");
  refill(after, fill(element.querySelector("template[data-noted]"), { words: said }));
  after.querySelector("[role=status]").focus();
  offerCount(after.parentElement, { campaign, outcome: "visited", token: token || undefined });
}

/**
 * The sheet begins with the story of the visitor's letter, where they wrote one.
 *
 * @param {PageElement} element
 */
function keepSheet(element) {
  const key = `visit:${element.dataset.campaign}`;
  const letter = session.get(`letter:${element.dataset.campaign}`) || {};
  const draft = session.get(key) || { story: letter.story };
  const fields = SHEET.map((name) => element.querySelector(`#${name}`));
  for (const field of fields) field.value = draft[field.id] || "";
  element.querySelector("[data-take-along]").addEventListener("input", () => {
    session.set(key, Object.fromEntries(fields.map((field) => [field.id, field.value])));
  });
  const print = element.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
