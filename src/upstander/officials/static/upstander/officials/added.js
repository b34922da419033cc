// Officials that this hub has added, as seats like those of the tables.
import { today } from "../places/lookup-tables.js";

/** @type {Promise<Officials.Added[]> | null} */
let loading = null;

/**
 * Returns a promise of all of them; after a failure, asking again tries again.
 *
 * @param {string} address
 * @returns {Promise<Officials.Added[]>}
 */
export function loadAdded(address) {
  loading =
    loading ||
    fetchAdded(address).catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/**
 * @param {string} address
 * @returns {Promise<Officials.Added[]>}
 */
async function fetchAdded(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const { officials } = await response.json();
  return officials.map((/** @type {any} */ one) => ({ ...one, status: status(one) }));
}

/** @param {{holder: Places.Holder, termEnd: string | null, limit: string}} official */
function status({ holder, termEnd, limit }) {
  if (!holder.name || (termEnd && today() > termEnd)) return "unknown";
  return today() <= limit ? "held" : "last-known";
}

/**
 * Those of a place, each with `certain`: by the other seats that the same people elect, else by
 * its ZIP codes. A ZIP may reach beyond a county or a school district, so they are never sure.
 *
 * @template {{beside: string[], zips: string[]}} Official
 * @param {Official[]} added
 * @param {{id: string, certain?: boolean}[]} seats
 * @param {string[]} codes
 */
export function ofPlace(added, seats, codes) {
  const certain = new Map(seats.map((seat) => [seat.id, seat.certain]));
  const found = added.map((one) => {
    const beside = one.beside.filter((id) => certain.has(id));
    const near = one.zips.some((zip) => codes.includes(zip));
    if (!beside.length && !near) return null;
    return { ...one, certain: beside.some((id) => certain.get(id)) };
  });
  return /** @type {(Official & {certain: boolean})[]} */ (found.filter(Boolean));
}
