// Whom a campaign addresses, as queries/targets.py tells. `spec` is what its `for_device` gives.
import { KINDS, kind } from "../officials/kinds.js";

/**
 * Whether a card of this office offers the campaign that a template of officials/parts.html is for.
 *
 * @type {Officials.Offered}
 */
export function offered({ offerSpec }, seat) {
  return seat.status !== "vacant" && addresses(JSON.parse(offerSpec || ""), seat);
}

/**
 * True where the campaign asks this office, if the visitor is its constituent.
 *
 * @param {Campaigns.Spec} spec
 * @param {Pick<Places.Seat, "id" | "state">} seat
 */
export function addresses(spec, seat) {
  if (spec.named.includes(seat.id)) return true;
  return (
    spec.kinds.includes(kind(seat.id)) &&
    (!spec.states.length || spec.states.includes(seat.state || "")) &&
    (!spec.on_committee || Boolean(committee(spec, seat)))
  );
}

/**
 * On which of the campaign's committees a seat's holder sits; nothing for none.
 *
 * @param {Pick<Campaigns.Spec, "on_committee">} spec
 * @param {{id: string}} seat
 * @returns {string}
 */
export function committee({ on_committee: sitting }, { id }) {
  const found = Object.entries(sitting || {}).find(([, members]) => members.includes(id));
  return found ? found[0] : "";
}

/**
 * The seats in the order in which a visitor contacts them.
 *
 * @template {{id: string}} Seat
 * @param {Iterable<Seat>} seats
 */
export function inOrder(seats) {
  return Array.from(seats).sort((one, other) => place(one) - place(other));
}

/** @param {{id: string}} seat */
function place({ id }) {
  return KINDS.indexOf(kind(id));
}
