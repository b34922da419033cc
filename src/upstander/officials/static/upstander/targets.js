// Whom a campaign addresses, as officials/targets.py tells. `spec` is what its `for_device` gives.

const KINDS = [
  ...["house", "senate", "president", "lower", "upper"],
  ...["governor", "statewide", "mayor", "added"],
];
const BY_CHAMBER = { legislature: "upper", vice: "president" };

// Which of KINDS an office is, by its id alone.
export function kind(id) {
  const [first, second] = id.split("-");
  if (first === "local") return "added";
  const found = BY_CHAMBER[second] || second;
  return KINDS.includes(found) ? found : "statewide";
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
