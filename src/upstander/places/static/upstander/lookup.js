// Who represents a place, answered on this device: the same outcomes, seats and notices as
// upstander.civic gives. The tables it asks for are the same for every place.
import { Answer } from "./lookup-answer.js";
import { loadCongress, loadZips } from "./lookup-tables.js";
import { clean, read } from "./lookup-text.js";

// Answers what a person typed: a ZIP, or a place with or without its state.
//
// Returns {query, outcome, state, lat, lng, seats, places, notices, asOf}:
// - outcome: as in civic, or "point" for coordinates, since this device has no district lines;
// - state: its letters, where one place is meant or every seat is in one state, else null;
// - lat, lng: about where the place is (0.1 degree for a place, a region for a ZIP), or null;
// - seats: as `seat` returns them, and `certain`: whether the seat represents the place for sure;
// - places: {name, state, lat, lng, kind}, several where the name is ambiguous; kind is "place",
//   "zip" (without a name) or "state";
// - notices: {code, params} as in civic;
// - asOf: the day of the list of officials, null without seats.
//
// Rejects if a table cannot be loaded; calling again tries again.
export async function find(text, tablesUrl) {
  const query = clean(text);
  const asked = read(query);
  if (asked.kind === "point") return new Answer(query).nobody("point");
  if (asked.kind === "refused") {
    return new Answer(query).say(asked.code, asked.params).nobody(asked.outcome);
  }
  const answer = new Answer(query, await load(tablesUrl));
  if (asked.kind === "zip") return answer.zip(asked);
  const { Gazetteer } = await import("./lookup-places.js");
  return (await Gazetteer.load(tablesUrl, answer.tables)).answer(answer, asked.text);
}

// Returns one seat by its id as it stands on a day ("2027-01-04"; today if not given), or null:
// {id, title, chamber, state, district, senateClass, status, termEnd, holder, vacancy, asOf}.
// The status is "held", "vacant" or "unknown"; the holder is the last one known.
export async function seat(id, tablesUrl, on) {
  const { congress } = await load(tablesUrl);
  return congress.seat(id, on);
}

// Fetches what every look-up needs; a page may call this while a person still types.
export async function load(tablesUrl) {
  const [congress, zips] = await Promise.all([loadCongress(tablesUrl), loadZips(tablesUrl)]);
  return { congress, zips };
}
