// How far it is to an office, in words.

const KM_IN_A_MILE = 1.609344;

// `km` is not a number where it is not known: then nothing is said.
export function inMiles({ words }, km) {
  if (typeof km !== "number") return "";
  const miles = Math.round(km / KM_IN_A_MILE);
  return words.distance[miles > 1 ? "far" : "near"].replace("{miles}", miles);
}
