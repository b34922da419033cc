// Every office in the words of the page, as queries/answers.py says them on the server: what
// seats.js leaves out for the first moments.
import { fill } from "../hub/dom.js";
import { choices } from "../places/choices.js";
import { contracted, holderOf, mainAddress, put, site, tel } from "./seats.js";

/** @type {Partial<Places.Holder>} */
const NOBODY = {};
const NUMBERED = new RegExp(choices.numbered);

/**
 * What the templates of an office show.
 *
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 * @returns {Officials.Card}
 */
export function cardOf(parts, seat) {
  const inCongress = choices.congress.includes(seat.chamber);
  const card = inCongress ? parts.card(seat) : parts.card(seat, seatName(parts, seat));
  const dated = {
    ...vacancy(parts, seat),
    elect: elect(parts, seat),
    corrections: corrections(parts, seat),
  };
  if (inCongress) return { ...card, ...dated };
  const known = contacts(seat) || NOBODY;
  const { website, contactForm } = known;
  const phone = known.phone || (known.phones || [])[0] || "";
  const email = (card.held && known.emails && known.emails[0]) || "";
  const turnover = choices.legislatures.includes(seat.chamber); // of a whole chamber, in a capitol
  return {
    ...card,
    ...dated,
    ...site(website),
    term_over: card.last_holder && !turnover,
    turned_over: card.last_holder && turnover,
    phone,
    tel: tel(phone),
    ...waysOut(parts, seat, phone),
    email,
    mailto: `mailto:${email}`,
    website_only: website && !contactForm,
    contact_form: contactForm,
    ...mainAddress(parts, seat.chamber, known),
    term: card.held && seat.termEnd && !turnover,
    turnover: card.held && seat.termEnd && turnover,
  };
}

/**
 * Whose contacts are shown: the holder's. An executive's are the office's own, whoever holds it.
 *
 * @param {Places.Seat} seat
 */
export function contacts(seat) {
  return seat.chamber === "executive" ? seat.holder : holderOf(seat);
}

/**
 * @param {{words: Officials.Words}} parts
 * @param {Places.Seat} seat
 */
function seatName({ words: { seats, roles, states } }, seat) {
  const { title, area, level, state, districtName } = seat;
  if (area) return `${title}, ${area}`;
  const [, name, said] = states[state || ""] || [];
  const executive = seats[title] || seats[level === "local" ? "mayor" : "of"];
  const words = put(seats[pattern(seat)] || executive, {
    title: roles[title] || title,
    place: title.replace(choices.mayor, ""),
    district: districtName,
    seat: seat.seat,
    state: said,
    name,
  });
  return contracted(words);
}

/**
 * What tells a seat from others of its title; nothing for an executive.
 *
 * @param {Places.Seat} office
 */
function pattern({ chamber, districtName, seat, title, state }) {
  if (chamber === "executive") return "";
  if (!districtName && title === choices.chair) return "of";
  if (!districtName) return state === choices.byAccumulation ? "accumulated" : "undivided";
  if (!NUMBERED.test(districtName)) return "named";
  return seat ? "seated" : "numbered";
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 */
function vacancy(parts, { status, vacancy: open }) {
  if (status !== "vacant" || !open) return { since: "" };
  const { since } = parts.words;
  const said = [
    open.since && put(since.since, { day: parts.day(open.since) }),
    open.filledBy && put(since.by, { day: parts.day(open.filledBy) }),
  ];
  return { since: said.filter(Boolean).join(" ") };
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 */
function elect(parts, { successors }) {
  const next = (successors || [])[0];
  if (!next) return "";
  const { name, elected, stays } = next;
  const said = parts.words.elect[elected ? (stays === 2 ? "again" : "elected") : "next"];
  const on = elected ? parts.day(elected) : "";
  return put(said, { name, day: parts.day(String(next.termStart)), elected: on });
}

/**
 * What is known beyond the lists, each with its source; empty for nothing.
 *
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 */
function corrections(parts, { corrections: known }) {
  if (!known || !known.length) return "";
  const shown = document.createDocumentFragment();
  for (const [kind, checked, source, url, elected] of known) {
    const said = parts.words.corrected[kind === "elected" ? kind : "corrected"];
    const days = { day: parts.day(checked), elected: elected ? parts.day(elected) : "" };
    const one = { words: put(said, days), source, url, plain: !url };
    shown.append(fill(parts.template("correction"), one));
  }
  return shown;
}

/**
 * What stands in place of a number where `phone` is none.
 *
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 * @param {string} phone
 * @returns {Values}
 */
export function waysOut(parts, seat, phone) {
  if (choices.congress.includes(seat.chamber)) return { no_phone: !phone };
  const { emails, website } = contacts(seat) || {};
  const email = holderOf(seat) && emails && emails[0];
  return { no_phone: false, ways: phone ? "" : ways(parts, seat, email || website) };
}

/**
 * What to try where an office has no number of its own.
 *
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 * @param {unknown} reached
 */
function ways(parts, { chamber, state }, reached) {
  const { ways: said, chambers, call, suggest } = parts.words;
  const found = [];
  const [phone, web] = chambers[`${state}-${chamber}`] || [];
  if (phone) found.push(["chamber_phone", put(call, { phone }), tel(phone)]);
  if (web && !reached) found.push(["chamber_site", web.split("/")[2], web]);
  if (!reached && !found.length) found.push(["none", said.suggest, suggest]);
  const shown = document.createDocumentFragment();
  for (const [words, label, href] of found) {
    const way = { words: said[words], label, href, call: href.startsWith("tel:") };
    shown.append(fill(parts.template("way"), way));
  }
  return shown;
}
