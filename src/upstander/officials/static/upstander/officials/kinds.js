// Which kind of office one is.

// In the order in which a visitor contacts them.
export const KINDS = [
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
