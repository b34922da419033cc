/**
 * What the tab keeps of an answer: enough to find the same officials again.
 *
 * @param {Places.Answer} answer
 * @returns {Places.Known}
 */
export function known({ query, outcome, state, states, codes, seats, places, lat, lng }) {
  const name = places.length && places[0].name;
  const kind = places.length ? places[0].kind : undefined;
  return {
    state,
    states,
    codes,
    approximate: outcome === "approximate",
    seats: seats.map((seat) => seat.id),
    maybe: seats.filter((seat) => !seat.certain).map((seat) => seat.id),
    name: name || codes[0] || query.slice(0, 5),
    zip: name ? undefined : codes[0],
    town: name && kind !== "state" ? name : undefined,
    kind,
    lat,
    lng,
  };
}
