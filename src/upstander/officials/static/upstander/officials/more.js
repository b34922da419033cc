// What follows once the members of Congress are shown: the president, the state, the city, what
// this hub has added; then, on each card, its other offices, its hours and what callers said.

import { fill, refill } from "../hub/dom.js";
import { session } from "../hub/store.js";
import { choices } from "../places/choices.js";
import { districtOffices } from "../places/lookup-offices.js";
import { stateSeats } from "../places/lookup-state.js";
import { today } from "../places/lookup-tables.js";
import { known } from "../places/place.js";
import { loadAdded, ofPlace } from "./added.js";
import { inMiles } from "./distance.js";
import { nowWords } from "./hours.js";
import { kind } from "./kinds.js";
import { cardOf, contacts, waysOut } from "./offices.js";
import { enclose, holderOf, isForLetters, mainAddress, postal, put, tel } from "./seats.js";

const DAY = 24 * 60 * 60 * 1000;
const PRESSED = 50; // milliseconds until it is looked again whether a press is over

/**
 * Goes on with an answer that `root` shows the first part of. `found` is called when more seats
 * are in this tab. Nothing that is shown moves.
 *
 * @param {PageElement} root
 * @param {Officials.Parts} parts
 * @param {Places.Answer} answer
 * @param {() => void} found
 */
export async function goOn(root, parts, answer, found) {
  const rest = root.querySelector("[data-sections]");
  const choose = (/** @type {string[]} */ ids) => choice(root, answer, ids) && found();
  root.addEventListener("click", (event) => {
    const mine = event.target.closest("[data-mine]");
    if (mine) choose([mine.closest("[data-office]").dataset.office]);
  });
  const helped = help(root, parts, answer, choose);
  const nation = answer.seats.filter((seat) => seat.chamber === "executive");
  rest.append(section(parts, "nation", nation, []));
  const { tables } = document.body.dataset;
  const facts = { tables, near: answer, beside: loadFacts(parts) };
  await inState(root, parts, answer, facts, found);
  await helped;
}

/**
 * The state's officials, the mayor, and those that this hub added; or why not, and a button. With
 * them comes where the place is, and so which office of anybody's is the nearest.
 *
 * @param {PageElement} root
 * @param {Officials.Parts} parts
 * @param {Places.Answer} answer
 * @param {Officials.Facts} facts
 * @param {() => void} found
 */
async function inState(root, parts, answer, facts, found) {
  const rest = root.querySelector("[data-sections]");
  const waiting = document.createElement("div");
  refill(waiting, fill(parts.template("loading"), {}));
  rest.append(waiting);
  try {
    const [{ seats, notices, point }, added] = await Promise.all([
      stateSeats(known(answer), facts.tables),
      loadAdded(parts.words.addresses.added),
    ]);
    const all = [...seats, ...ofPlace(added, [...answer.seats, ...seats], answer.codes)];
    answer.seats.push(...all);
    if (point) facts.near = Object.assign(answer, point);
    waiting.remove();
    show(rest, parts, all, notices);
    keep(answer);
    found();
  } catch {
    refill(waiting, fill(parts.template("unloaded"), {}));
    waiting.querySelector("button").addEventListener("click", () => {
      waiting.remove();
      inState(root, parts, answer, facts, found);
    });
  }
  await amendAll(root, parts, answer.seats, facts);
}

/**
 * @param {PageElement} rest
 * @param {Officials.Parts} parts
 * @param {Places.Seat[]} seats
 * @param {Places.Notice[]} notices
 */
function show(rest, parts, seats, notices) {
  const local = (/** @type {Places.Notice} */ notice) =>
    parts.words.local_notices.includes(notice.code);
  for (const [key, level] of Object.entries(choices.sections)) {
    if (level === "federal") continue; // shown already
    const here = seats.filter((seat) => seat.level === level);
    const said = notices.filter((notice) => local(notice) === (key === "local"));
    if (here.length || said.length) rest.append(section(parts, key, here, said));
  }
}

/**
 * @param {Officials.Parts} parts
 * @param {string} key
 * @param {Places.Seat[]} seats
 * @param {Places.Notice[]} notices
 */
function section(parts, key, seats, notices) {
  const sure = seats.filter((seat) => seat.certain);
  const everywhere = sure.filter(({ id }) => new RegExp(choices.everywhere).test(id));
  const atLarge = everywhere.length > choices.mostOpen ? everywhere : [];
  const certain = sure.filter((seat) => !atLarge.includes(seat));
  const possible = seats.filter((seat) => !seat.certain);
  const copy = fill(parts.template("section"), {
    heading: parts.words.sections[key],
    everywhere: atLarge.length,
    possible: possible.length,
    one: possible.length === 1,
    several: possible.length > 1,
  });
  /**
   * @param {string} slot
   * @param {Node[]} made
   */
  const into = (slot, made) => refill(copy.querySelector(`[data-slot=${slot}]`), ...made);
  into(
    "notices",
    notices.map((notice) => parts.sentence(notice)),
  );
  into(
    "certain",
    certain.map((seat) => card(parts, seat)),
  );
  into(
    "at-large",
    atLarge.map((seat) => card(parts, seat)),
  );
  into(
    "possible",
    possible.map((seat) => card(parts, seat)),
  );
  enclose(copy, possible.length);
  return copy;
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 */
function card(parts, seat) {
  const copy = fill(parts.template("card"), cardOf(parts, seat));
  copy.querySelector("article").dataset.office = seat.id;
  return copy;
}

/** @param {Places.Answer} answer */
function keep(answer) {
  session.set("place", { ...session.get("place"), ...known(answer) });
}

/**
 * Ways to tell which of several districts is the visitor's.
 *
 * @param {PageElement} root
 * @param {Officials.Parts} parts
 * @param {Places.Answer} answer
 * @param {(ids: string[]) => void} choose
 */
async function help(root, parts, answer, choose) {
  const split = answer.seats.some((seat) => kind(seat.id) === "house" && !seat.certain);
  if (!split) return;
  const { help: offer } = await import("./split.js");
  await offer(root.querySelector("[data-slot=possible]").closest("section"), answer, parts, choose);
}

/**
 * Keeps the seats that a visitor said are theirs, and takes away the others of their chambers.
 * Returns false where they are none of the answer's.
 *
 * @param {PageElement} root
 * @param {Places.Answer} answer
 * @param {string[]} ids
 */
function choice(root, answer, ids) {
  const chosen = answer.seats.filter((seat) => ids.includes(seat.id));
  const kinds = chosen.map((seat) => kind(seat.id));
  const home = kinds.includes("house") ? chosen[kinds.indexOf("house")].state : null;
  const goes = (/** @type {Places.Seat} */ seat) => {
    if (seat.certain) return false;
    if (home && seat.state && seat.state !== home) return true;
    return kinds.includes(kind(seat.id)) && !chosen.some((one) => sameDistrict(one, seat));
  };
  const stays = (/** @type {Places.Seat} */ seat) =>
    chosen.some((one) => sameDistrict(one, seat)) || (home && kind(seat.id) === "senate");
  for (const seat of answer.seats) {
    const shown = root.querySelector(`[data-office="${seat.id}"]`);
    if (goes(seat) && shown) shown.remove();
    else if (stays(seat)) {
      seat.certain = true;
      if (shown) amend(shown, { possible: false });
    }
  }
  answer.seats = answer.seats.filter((seat) => !goes(seat));
  for (const possible of root.querySelectorAll("section [data-slot=possible]")) {
    const open = possible.querySelector("[data-if=possible]:not([hidden])");
    if (!open) settle(possible);
  }
  keep(answer);
  const first = chosen.length && root.querySelector(`[data-office="${chosen[0].id}"] h3`);
  if (first) {
    first.tabIndex = -1;
    first.focus();
  }
  return chosen.length > 0;
}

/**
 * Several members may have one district, and two senators one state; another's is its own.
 *
 * @param {Places.Seat} one
 * @param {Places.Seat} other
 */
function sameDistrict(one, other) {
  if (kind(one.id) === "senate") return kind(other.id) === "senate" && one.state === other.state;
  return one.division ? one.division === other.division : one.id === other.id;
}

/**
 * Leaves only the cards of a section of which nothing is open any more.
 *
 * @param {PageElement} possible
 */
function settle(possible) {
  const shown = possible.closest("details");
  shown.open = true;
  shown.querySelector("summary").hidden = true;
  for (const node of Array.from(shown.parentElement.children)) {
    if (node !== shown) node.hidden = true;
  }
}

/**
 * @param {Officials.Parts} parts
 * @returns {Promise<Officials.Beside>}
 */
async function loadFacts(parts) {
  const { notes, committees } = parts.words.addresses;
  const [said, sits] = await Promise.all([fetchJson(notes), fetchJson(committees)]);
  return { notes: said || { full: {}, numbers: {} }, sits: sits || { names: [], seats: {} } };
}

/**
 * What is beside the main thing: where it cannot be loaded, the cards are shown without it.
 *
 * @param {string} address
 */
async function fetchJson(address) {
  const response = await fetch(address).catch(() => null); // no connection
  return response && response.ok ? response.json() : null;
}

/**
 * @param {PageElement} root
 * @param {Officials.Parts} parts
 * @param {Places.Seat[]} seats
 * @param {Officials.Facts} facts
 */
async function amendAll(root, parts, seats, facts) {
  const beside = await facts.beside;
  await Promise.all(
    seats.map(async (seat) => {
      const shown = root.querySelector(`[data-office="${seat.id}"]`);
      if (!shown) return;
      const elsewhere = await districtOffices(seat.id, facts.tables, facts.near).catch(() => []);
      await released();
      amend(shown, details(parts, seat, elsewhere, beside));
    }),
  );
}

/**
 * Puts into `shown` what is known of one official besides: hours, other offices, what callers said.
 *
 * @param {PageElement} shown
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 */
export async function tellMore(shown, parts, seat) {
  const { tables } = document.body.dataset;
  const facts = await loadFacts(parts);
  const elsewhere = await districtOffices(seat.id, tables, session.get("place")).catch(() => []);
  await released();
  amend(shown, details(parts, seat, elsewhere, facts));
}

/**
 * What a card has besides what `parts.card` says. The tables have no offices and no committees of
 * somebody who took office after they were made.
 *
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 * @param {Places.ContactOffice[]} listed
 * @param {Officials.Beside} beside
 * @returns {Values}
 */
function details(parts, seat, listed, { notes, sits }) {
  const { succeeded } = seat;
  const held = holderOf(seat);
  const known = contacts(seat);
  const elsewhere = known && !succeeded ? capitolFirst(listed) : [];
  const places = held && !succeeded ? sits.seats[seat.id] || [] : [];
  const committees = places.map((at) => sits.names[at]);
  const accounts = (held && held.accounts) || [];
  const { phone, since, elect, corrections } = cardOf(parts, seat);
  const wrongs = notes.numbers[seat.id];
  const call = number(parts, wrongs, phone);
  // An executive whose office is in no capitol has it among the others.
  const alone = known && seat.chamber === "executive" && !known.address ? elsewhere[0] : null;
  const others = elsewhere.filter((one) => one !== alone);
  const calls = "phone" in call ? call.phone : phone;
  const staffed = [...(known ? [known] : []), ...elsewhere].find((one) => one.phone === phone);
  return {
    ...(alone ? mainAddress(parts, seat.chamber, alone) : {}),
    since,
    elect,
    corrections,
    open_now: phone && calls && staffed ? openNow(parts, staffed) : "",
    ...call,
    ...("phone" in call ? waysOut(parts, seat, call.phone) : {}),
    full: full(parts, notes.full[seat.id]),
    // Last, since they have slots of their own.
    ...list("places", others, (one) => place(parts, seat, one, wrongs)),
    ...list("committees", committees, (name) => item(parts, name)),
    ...list("accounts", accounts, (one) => account(parts, one)),
  };
}

/** @param {Places.ContactOffice[]} offices */
function capitolFirst(offices) {
  const inCapitol = (/** @type {Places.ContactOffice} */ one) => one.kind === "capitol";
  return [...offices.filter(inCapitol), ...offices.filter((one) => !inCapitol(one))];
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.ContactOffice | Places.Holder} office
 */
function openNow(parts, office) {
  return nowWords({ ...office, city: (office.address || [])[1] }, parts);
}

/**
 * @template Thing
 * @param {string} name
 * @param {Thing[]} things
 * @param {(thing: Thing) => Node} make
 */
function list(name, things, make) {
  const made = document.createDocumentFragment();
  for (const thing of things) made.append(make(thing));
  return { [name]: things.length ? made : "" };
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Seat} seat
 * @param {Places.ContactOffice} office
 * @param {Officials.Wrongs} [wrongs]
 */
function place(parts, { chamber }, office, wrongs) {
  const { address, hours, km } = office;
  const forLetters = isForLetters(office);
  const kind = forLetters ? "letters" : chamber === "executive" ? "office" : office.kind;
  const listed = office.phone;
  const call = listed ? number(parts, wrongs, listed) : {};
  const phone = "phone" in call ? call.phone : listed;
  return fill(parts.template("place"), {
    kind: parts.words.kinds[kind],
    address: postal(address),
    phone,
    tel: phone && tel(phone),
    hours,
    open_now: phone ? openNow(parts, office) : "",
    distance: forLetters || office.kind === "capitol" ? "" : inMiles(parts, km),
    corrected: "",
    ...call,
  });
}

/**
 * @param {Officials.Parts} parts
 * @param {string} label
 */
function item(parts, label) {
  return fill(parts.template("item"), { label });
}

/**
 * @param {Officials.Parts} parts
 * @param {Places.Account} account
 */
function account(parts, { network, handle, url }) {
  const label = `${choices.networks[network]}: ${handle}`;
  return fill(parts.template("link"), { label, href: url });
}

/**
 * The right number in place of a wrong one, with its source. Two ways to write a number are one.
 *
 * @param {Officials.Parts} parts
 * @param {Officials.Wrongs | undefined} wrongs
 * @param {string} phone
 * @returns {Values}
 */
function number(parts, wrongs, phone) {
  const listed = Object.keys(wrongs || {}).find((one) => tel(one) === tel(phone));
  if (listed === undefined) return {};
  const wrong = /** @type {Officials.Wrongs} */ (wrongs)[listed];
  const kind = phone ? "right" : "missing";
  const words = parts.words.numbers[wrong.right ? kind : "none"];
  return {
    phone: wrong.right,
    tel: tel(wrong.right),
    corrected: put(words, { wrong: phone, day: parts.day(wrong.as_of) }),
    corrected_url: wrong.source,
  };
}

/**
 * @param {Officials.Parts} parts
 * @param {string} [reported]
 */
function full(parts, reported) {
  const days = reported
    ? Math.round((Number(new Date(today())) - Number(new Date(reported))) / DAY)
    : null;
  if (days === null || days >= choices.fullDays) return "";
  const age = days < 1 ? "today" : days === 1 ? "yesterday" : "days";
  return put(parts.words.full[age], { days });
}

/** Waits until nothing is pressed: what moved meanwhile would not be what is let go of. */
async function released() {
  while (document.querySelector("a:active, button:active, summary:active")) {
    await new Promise((resolve) => setTimeout(resolve, PRESSED));
  }
}

/**
 * Fills in what is named in `values` where it stands; the rest of the card stays as it is.
 *
 * @param {Element} node
 * @param {Values} values
 */
function amend(node, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const slot of node.querySelectorAll(`[data-slot="${name}"]`)) {
      if (value instanceof Node) refill(slot, value);
      else slot.textContent = value;
    }
    for (const link of node.querySelectorAll(`[data-href="${name}"]`))
      link.setAttribute("href", value);
    for (const part of node.querySelectorAll(`[data-if="${name}"]`)) part.hidden = !value;
  }
}
