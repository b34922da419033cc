// Where a place is that the tab keeps.

/**
 * A place with its point, if it has one: a town's is in its state's table. Rejects where that cannot
 * be loaded.
 *
 * @param {Places.Known} place
 * @param {string} tablesUrl
 * @returns {Promise<Places.Known>}
 */
export async function located(place, tablesUrl) {
  if (!place.town || typeof place.lat === "number") return place;
  const { middle } = await import("./lookup-state.js");
  return { ...place, ...(await middle(place, tablesUrl)) };
}
