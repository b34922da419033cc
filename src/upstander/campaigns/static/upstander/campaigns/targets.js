// Whom a campaign addresses, as officials/targets.py tells. `spec` is what its `for_device` gives.
import { KINDS, kind } from "../officials/kinds.js";

// Whether a card of this office offers the campaign that a template of officials/parts.html is for.
export function offered({ campaignSpec }, seat) {
  return seat.status !== "vacant" && addresses(JSON.parse(campaignSpec), seat);
}

// True where the campaign asks this office, if the visitor is its constituent.
export function addresses(spec, seat) {
  if (spec.named.includes(seat.id)) return true;
  return (
    spec.kinds.includes(kind(seat.id)) &&
    (!spec.states.length || spec.states.includes(seat.state)) &&
    (!spec.on_committee || Boolean(committee(spec, seat)))
  );
}

// On which of the campaign's committees a seat's holder sits; nothing for none.
export function committee({ on_committee: sitting }, { id }) {
  return Object.keys(sitting || {}).find((name) => sitting[name].includes(id)) || "";
}

// The seats in the order in which a visitor contacts them.
export function inOrder(seats) {
  return Array.from(seats).sort((one, other) => place(one) - place(other));
}

function place({ id }) {
  return KINDS.indexOf(kind(id));
}
