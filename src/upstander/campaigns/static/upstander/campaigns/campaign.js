// Choosing one of the officials whom a visitor has found in this tab, for a call or a letter.

import { fill, refill } from "../hub/dom.js";
import { session } from "../hub/store.js";
import { loadAdded } from "../officials/added.js";
import { kind } from "../officials/kinds.js";
import { cardOf } from "../officials/offices.js";
import { contracted, holderOf, loadParts, put } from "../officials/seats.js";
import { choices } from "../places/choices.js";
import { official } from "../places/lookup.js";
import { addressed } from "./constituents.js";
import { addresses, committee, inOrder } from "./targets.js";

const LEGISLATORS = [...choices.congress, ...choices.legislatures];
const FEDERAL = [...choices.congress, "president"];
const MAYOR = choices.mayor;
const NUMBERED = new RegExp(choices.numbered);
const COUNCIL = new RegExp(choices.council);

/**
 * Lists them in `element` and calls `present(chosen)` for the one that is chosen, at once for the
 * one chosen on an earlier page. `chosen` is as in `targets`. After a look-up on this page they are
 * listed again; what is shown of an official, or being written to one, stays as it is.
 *
 * @param {PageElement} element
 * @param {(chosen: Campaigns.Target) => void} present
 */
export async function pick(element, present) {
  let listed = list(element, present);
  element.querySelector("form.find").addEventListener("upstander:found", () => {
    listed = listed.then(() => listAgain(element, present));
  });
  await listed;
}

/**
 * @param {PageElement} element
 * @param {(chosen: Campaigns.Target) => void} present
 */
async function listAgain(element, present) {
  const { office } = element.querySelector("[data-result]").dataset;
  refill(element.querySelector("[data-pick] ul"), "");
  let settling = true;
  await list(element, (chosen) => {
    if (!settling || chosen.seat.id !== office) present(chosen);
  });
  settling = false;
}

/**
 * @param {PageElement} element
 * @param {(chosen: Campaigns.Target) => void} present
 */
async function list(element, present) {
  const parts = await loadParts(element.dataset.parts);
  const offered = await targets(element);
  const choices = element.querySelector("[data-pick]");
  const title = document.querySelector("h1");
  for (const chosen of offered) {
    const choose = () => {
      session.set("official", chosen.seat.id);
      choices.open = false;
      title.textContent = put(title.dataset.chosen, { name: chosen.card.heading });
      present(chosen);
    };
    const row = fill(parts.template("pick"), { label: label(chosen.card) });
    row.querySelector("button").addEventListener("click", choose);
    choices.querySelector("ul").append(row);
    if (chosen.seat.id === session.get("official")) choose();
  }
  choices.hidden = !offered.length;
}

/**
 * Whom the campaign of `element` asks, in order: {seat, card, recipient, place} for each. They are
 * those of its kinds that were found in this tab, and the ones it names for everyone.
 *
 * @param {PageElement} element
 * @returns {Promise<Campaigns.Target[]>}
 */
export async function targets(element) {
  const place = session.get("place");
  const spec = specOf(element);
  const ids = Array.from(new Set([...(place ? place.seats : []), ...spec.named]));
  if (!ids.length) return [];
  const parts = await loadParts(element.dataset.parts);
  const tables = document.body.dataset.tables;
  /** @param {string} id */
  const isAdded = (id) => kind(id) === "added";
  const added = ids.some(isAdded) ? await loadAdded(parts.words.addresses.added) : [];
  /** @param {string} id */
  const find = (id) => (isAdded(id) ? added.find((one) => one.id === id) : official(id, tables));
  const seats = await Promise.all(ids.map(find));
  const offered = /** @type {Places.Seat[]} */ (
    seats.filter((one) => one && one.status !== "vacant" && addresses(spec, one))
  );
  return inOrder(offered).map((one) => ({
    seat: one,
    card: cardOf(parts, one),
    recipient: { ...recipient(one, parts), committee: committee(spec, one) },
    represents: represents(one, place),
    place: place ? parts.place(place) : parts.words.your_town,
  }));
}

/**
 * Whether a seat is of the place that was looked up in this tab. A state's own seats come last: before
 * they are there, a seat of no other level is surely another's.
 *
 * @param {Places.Seat} seat
 * @param {Places.Known | null} place
 * @returns {Campaigns.Represents}
 */
function represents({ id, level }, place) {
  if (!place || (place.maybe || []).includes(id)) return "unsure";
  if (place.seats.includes(id)) return "yes";
  const whole = level === "federal" || place.seats.some((one) => !FEDERAL.includes(kind(one)));
  return whole ? "no" : "unsure";
}

/**
 * @param {PageElement} element
 * @returns {Campaigns.Spec}
 */
function specOf(element) {
  return JSON.parse(element.dataset.campaignSpec);
}

/**
 * "Ana Ruiz, U.S. Senator for Iowa"; the seat alone where nobody is known to hold it.
 *
 * @param {Officials.Card} card
 */
export function label({ heading, seat }) {
  return [heading, seat].filter(Boolean).join(", ");
}

/**
 * How a seat's holder is addressed, as queries/addressing.py says it; the office stands for a name
 * that nobody knows.
 *
 * @param {Places.Seat} one
 * @param {{words: Officials.Words}} parts
 */
function recipient(one, { words }) {
  const mayor = one.title.startsWith(MAYOR);
  const title = mayor ? "Mayor" : one.title;
  const where = whereOf(one, words, mayor);
  const district = String(one.district || one.districtName || "");
  const office = words.nameless_offices[title];
  const values = { place: where, state: where, district, office, title };
  const pattern = words.nameless[office ? patternOf(one, district) : "other"];
  const holder = holderOf(one);
  const body = kind(one.id) === "added" ? "{place}" : words.offices[bodyOf(one, words.offices)];
  return {
    known: Boolean(holder),
    title: words.titles[title] || title,
    name: holder ? holder.name : said(pattern, values),
    office: said(body, values),
    district,
  };
}

/**
 * @param {Places.Seat} seat
 * @param {string} district
 */
function patternOf({ chamber, title }, district) {
  if (!LEGISLATORS.includes(chamber) || title === choices.chair) return "of";
  if (!district) return "state";
  return NUMBERED.test(district) ? "district" : "named";
}

/**
 * Whom the office is for: a state, a city, the country, or as its organizers say.
 *
 * @param {Places.Seat} one
 * @param {Officials.Words} words
 * @param {boolean} mayor
 * @returns {string}
 */
function whereOf(one, words, mayor) {
  if (kind(one.id) === "added") return one.area || "";
  if (one.level === "local" && mayor) return one.title.slice(MAYOR.length);
  return one.state ? words.states[one.state][2] : words.country;
}

/**
 * Of which body the holder is a member.
 *
 * @param {Places.Seat} seat
 * @param {Officials.Words} offices
 */
function bodyOf({ title, chamber, level }, offices) {
  if (choices.congress.includes(chamber)) return chamber;
  if (LEGISLATORS.includes(chamber)) {
    if (COUNCIL.test(title)) return "council";
    return offices[title] ? title : chamber;
  }
  return level === "local" ? "mayor" : level;
}

/**
 * @param {string} text
 * @param {Values} values
 */
function said(text, values) {
  return contracted(put(text, values));
}

/**
 * The campaign's script or letter for the chosen official, by where they stand.
 *
 * @param {PageElement} element
 * @param {Pick<Campaigns.Target, "recipient" | "represents" | "place"> & {seat: {id: string}}} chosen
 * @param {string} ownWords
 * @param {string} [request]
 */
export function compose(element, chosen, ownWords, request) {
  const { recipient: to, place } = chosen;
  const side = specOf(element).stances[chosen.seat.id];
  const own = side && element.querySelector(`template[data-text-${side}]`);
  const written = own ? own.content.textContent : words(element, "data-text");
  let text = addressed(written, chosen.represents);
  for (const [titled, plain] of to.known ? [] : choices.withoutAHolder) {
    text = text.split(titled).join(plain);
  }
  const values = {
    ...to,
    place,
    claims: words(element, "data-cited"),
    own_words: ownWords,
    request: request || words(element, "data-request"),
  };
  return put(text, values)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/**
 * What one of the page's own templates says.
 *
 * @param {PageElement} element
 * @param {string} attribute
 * @returns {string}
 */
export function words(element, attribute) {
  return element.querySelector(`template[${attribute}]`).content.textContent;
}
