// Who represents a place, as upstander.civic answers it. See docs/device-tables.md.
import { Answer } from "./lookup-answer.js";
import { loadCongress, loadZips, today } from "./lookup-tables.js";
import { clean, read } from "./lookup-text.js";

/**
 * Who represents the place that a visitor typed, on a day, which is today if none is given.
 *
 * @param {string} text
 * @param {string} tablesUrl
 * @returns {Promise<Places.Answer>}
 */
export async function find(text, tablesUrl, on = today()) {
  const query = clean(text);
  const asked = read(query);
  if (asked.kind === "point") return new Answer(query).nobody("point");
  if (asked.kind === "refused") {
    return new Answer(query).say(asked.code, asked.params).nobody(asked.outcome);
  }
  const answer = new Answer(query, await load(tablesUrl), tablesUrl, on);
  if (asked.kind === "zip") {
    if (!asked.before) return answer.zip(asked);
    const { States } = await import("./lookup-names.js");
    const state = new States(answer.tables).atEnd(asked.before);
    if (!state || answer.tables.zips.states(asked.code).includes(state.code)) {
      return answer.zip(asked);
    }
  }
  const { Gazetteer } = await import("./lookup-places.js");
  const gazetteer = await Gazetteer.load(tablesUrl, answer.tables);
  if (asked.kind === "zip") {
    const { elsewhere } = await import("./lookup-addresses.js");
    return elsewhere(gazetteer, answer, asked) || answer.zip(asked);
  }
  return gazetteer.place(answer, asked.text);
}

/**
 * An office on a day, today if none is given; null where the tables have none of that id.
 *
 * @param {string} id
 * @param {string} tablesUrl
 * @param {string} [on]
 * @returns {Promise<Places.Seat | null>}
 */
export async function official(id, tablesUrl, on) {
  if (id.startsWith("local-")) return null; // added by this hub
  if (id.startsWith("us-")) return (await loadCongress(tablesUrl)).seat(id, on);
  const { loadState } = await import("./lookup-state.js");
  const state = await loadState(id.slice(0, 2).toUpperCase(), tablesUrl);
  return state && state.seat(id, on);
}

/**
 * The tables that every answer needs.
 *
 * @param {string} tablesUrl
 */
export async function load(tablesUrl) {
  const [congress, zips] = await Promise.all([loadCongress(tablesUrl), loadZips(tablesUrl)]);
  return { congress, zips };
}
