// "Who is already doing the work?", the nearest first, on the device.
// Which groups are near is the rule of groups/queries.py.
import { fill, refill, sender } from "../hub/dom.js";
import { session } from "../hub/store.js";
import { located } from "../places/located.js";
import { find } from "../places/lookup.js";
import { known } from "../places/place.js";

const NEAR_MILES = 50;
const KM_PER_MILE = 1.609344;
const EARTH_KM = 6371.0088;

/**
 * Puts the groups near the place that the visitor gives first.
 *
 * @param {PageElement} form
 */
export function start(form) {
  const groups = [...document.querySelectorAll("[data-group]")];
  const sentBy = sender(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = sentBy(event);
    const place = await placeOf(form, (button && button.value) || form.querySelector("#q").value);
    if (!place) return;
    session.set("place", place);
    arrange(groups, place);
    document.querySelector("#near h2").focus();
  });
  const place = session.get("place");
  if (place) {
    located(place, tables()).then(
      (known) => arrange(groups, known),
      () => refuse(form, "failed"),
    );
  }
}

/**
 * The place that a text names; null where none is found, after saying so.
 *
 * @param {PageElement} form
 * @param {string} text
 */
async function placeOf(form, text) {
  form.querySelector(".error").hidden = true;
  refill(form.querySelector("[data-candidates]"));
  try {
    const found = await find(text, tables());
    if (found.seats.length) return await located(known(found), tables());
    refuse(form, found.outcome, found.places);
  } catch {
    refuse(form, "failed");
  }
  return null;
}

/** @returns {string} */
function tables() {
  return document.body.dataset.tables || "";
}

/**
 * Says why there is no place, with those that may be meant.
 *
 * @param {PageElement} form
 * @param {string} outcome
 * @param {Places.Place[]} places
 */
function refuse(form, outcome, places = []) {
  const error = form.querySelector(".error");
  const choices = form.querySelector("[data-candidates]");
  error.hidden = false;
  refill(error, part(outcome).content.cloneNode(true));
  refill(choices, ...places.map(candidate));
  (choices.querySelector("button") || form.querySelector("#q")).focus();
}

/** @param {Places.Place} place */
function candidate(place) {
  const whole = place.kind === "state";
  const name = whole ? String(place.name) : `${place.name}, ${place.state}`;
  const row = fill(part(whole ? "state" : "place"), { name });
  row.querySelector("button").value = whole ? place.state : name;
  return row;
}

/**
 * @param {PageElement[]} groups
 * @param {Places.Known} place
 */
function arrange(groups, place) {
  /** @type {{row: PageElement, miles: number}[]} */
  const near = [];
  /** @type {{row: PageElement, miles: number}[]} */
  const others = [];
  for (const row of groups) {
    const miles = milesTo(row, place);
    const serves = row.dataset.serves.split(" ").includes(place.state || "");
    (serves || miles <= NEAR_MILES ? near : others).push({ row, miles });
  }
  near.sort((a, b) => (a.miles === b.miles ? 0 : a.miles - b.miles));
  put("near", near);
  put(
    "national",
    others.filter(({ row }) => row.dataset.scope === "national"),
  );
  put(
    "elsewhere",
    others.filter(({ row }) => row.dataset.scope === "local"),
  );
  for (const { row, miles } of near) say(row, miles, place);
  for (const { row } of others) say(row, Infinity, place);
  if (place.name) {
    for (const city of document.querySelectorAll("[data-city]")) city.textContent = place.name;
  }
  const heading = document.querySelector("[data-placed]");
  heading.textContent = heading.dataset.placed;
  document.querySelector("[data-none]").hidden = near.length > 0;
  document.getElementById("near").hidden = false;
}

/**
 * @param {string} name
 * @param {{row: PageElement}[]} found
 */
function put(name, found) {
  const list = document.querySelector(`[data-list=${name}]`);
  refill(list, ...found.map(({ row }) => row));
  list.closest("section").hidden = !found.length;
}

/**
 * Infinity where one of the two has no point.
 *
 * @param {PageElement} row
 * @param {Places.Known} place
 */
function milesTo(row, place) {
  const points = row.dataset.points.split(" ").filter(Boolean);
  const { lat: north, lng: east } = place;
  if (typeof north !== "number" || typeof east !== "number") return Infinity;
  const miles = points.map((point) => {
    const [lat, lng] = point.split(",").map(Number);
    return kilometres({ lat: north, lng: east }, { lat, lng }) / KM_PER_MILE;
  });
  return Math.min(...miles);
}

/**
 * @param {{lat: number, lng: number}} a
 * @param {{lat: number, lng: number}} b
 */
function kilometres(a, b) {
  const radians = Math.PI / 180;
  /** @param {number} angle */
  const half = (angle) => Math.sin((angle * radians) / 2) ** 2;
  const across = Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * half(b.lng - a.lng);
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half(b.lat - a.lat) + across));
}

/**
 * As `queries.about`, but a ZIP stands for a region here, so its miles come in steps of 25.
 *
 * @param {PageElement} row
 * @param {number} exactly
 * @param {Places.Known} place
 */
function say(row, exactly, place) {
  const words = row.querySelector("[data-distance]");
  words.textContent = "";
  if (exactly === Infinity) return;
  const isRegion = !place.name || /^\d/.test(place.name);
  const least = isRegion ? 25 : 5;
  const step = exactly < 100 ? least : Math.max(least, 10);
  const miles = Math.max(step, step * Math.floor(exactly / step + 0.5));
  words.append(fill(part(miles === least ? "within" : "away"), { miles }));
}

/** @param {string} name */
function part(name) {
  return document.getElementById(`groups-${name}`);
}
