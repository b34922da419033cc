// What the tab keeps of an answer: enough to find the same officials again.
export function known({ query, state, seats, places, lat, lng }) {
  const zips = query.match(/\d{5}/g) || [""];
  return {
    state,
    seats: seats.map((seat) => seat.id),
    certain: seats.every((seat) => seat.certain),
    name: (places.length && places[0].name) || zips[zips.length - 1],
    lat,
    lng,
  };
}
