// Where an official's staff can be reached, beside the office in the capitol that the seat has.
import { Contacts } from "./lookup-contacts.js";
import { loadCongress, table } from "./lookup-tables.js";

const EARTH_KM = 6371.0088;

/**
 * The other offices of an official: {kind ("district" or "capitol"), address: [street, city, state,
 * ZIP], phone, hours, opening, timezone, lat, lng}. With `near`, {lat, lng} in degrees, the nearest
 * come first and have `km`, null where it is not known.
 *
 * @param {string} id
 * @param {string} tablesUrl
 * @param {Places.Point | null} [near]
 * @returns {Promise<Places.ContactOffice[]>}
 */
export async function districtOffices(id, tablesUrl, near) {
  const found = await offices(id, tablesUrl);
  if (!near || !Number.isFinite(near.lat)) return found;
  for (const one of found) one.km = one.lat === null ? null : distance(near, one);
  /** @param {Places.ContactOffice} one */
  const order = (one) => (typeof one.km === "number" ? one.km : Infinity);
  return found.sort((one, other) => order(one) - order(other));
}

/**
 * @param {string} id
 * @param {string} tablesUrl
 * @returns {Promise<Places.ContactOffice[]>}
 */
async function offices(id, tablesUrl) {
  if (id.startsWith("us-")) {
    const [congress, contacts] = await Promise.all([
      loadCongress(tablesUrl),
      table(tablesUrl, "offices.json", (columns) => new Contacts(columns)),
    ]);
    return contacts.of(congress.rows.get(id));
  }
  const { loadState } = await import("./lookup-state.js");
  const state = await loadState(id.slice(0, 2).toUpperCase(), tablesUrl);
  return state ? state.contacts.of(state.rows.get(id)) : [];
}

/**
 * Kilometers between two points along a great circle.
 *
 * @param {Places.Point} one
 * @param {Places.Point} other
 */
function distance(one, other) {
  const radians = (/** @type {number | null} */ angle) => (Number(angle) * Math.PI) / 180;
  const half = (/** @type {"lat" | "lng"} */ name) =>
    Math.sin(radians(Number(other[name]) - Number(one[name])) / 2) ** 2;
  const flat = Math.cos(radians(one.lat)) * Math.cos(radians(other.lat));
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half("lat") + half("lng") * flat)));
}
