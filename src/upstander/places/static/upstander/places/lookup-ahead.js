// What an answer says of new lines of Congress, as civic/answering/assembling.py does. Loaded where
// a state has some.
import { loadState } from "./lookup-state.js";
import { stateOf } from "./lookup-tables.js";

/**
 * Where an answer's ZIPs may be on the new lines of their states: seats by ZIP, those of the ZIP's
 * own state first, the likeliest first.
 *
 * @param {import("./lookup-answer.js").Answer} answer
 * @returns {Promise<Map<string, string[]>>}
 */
export async function seatsAhead({ codes, tables, tablesUrl }) {
  const { congress, zips } = tables;
  const next = new Map();
  for (const code of codes) {
    const row = /** @type {Places.ZipRow} */ (zips.row(code));
    const states = Array.from(new Set(row.seats.map(stateOf)));
    /** @type {string[]} */
    const seats = [];
    for (const state of states.filter((each) => congress.lines.states.includes(each))) {
      const table = await loadState(state, tablesUrl);
      if (table) seats.push(...table.nextSeats(code));
    }
    const own = seats.filter((id) => stateOf(id) === row.state);
    if (seats.length) next.set(code, own.concat(seats.filter((id) => !own.includes(id))));
  }
  return next;
}

/**
 * Says that a state elected the House on other lines, when those count, and who is where.
 *
 * @param {import("./lookup-answer.js").Answer} answer
 * @param {Places.State} state
 * @param {Map<string, string[]>} next what `seatsAhead` returns
 */
export function sayNewLines(answer, { code, name }, next) {
  const { ballot, first, before } = answer.tables.congress.lines;
  if (!first) return;
  const counts = first <= answer.on;
  const said = { state: name, begins: first };
  if (!counts) {
    const tense = answer.on < ballot ? "to-come" : answer.on === ballot ? "today" : "voted";
    answer.say(`lines-${tense}`, { state: name, day: ballot, begins: first, last: before });
  }
  const numbers = Array.from(new Set(Array.from(next.values()).flat()))
    .filter((id) => stateOf(id) === code)
    .map((id) => id.split("-")[3]);
  if (!numbers.length) return;
  const [zip] = answer.codes;
  const row = /** @type {Places.ZipRow} */ (answer.tables.zips.row(zip));
  const likely = answer.codes.length === 1 && row.kind === "area" && row.state === code;
  const most = { ...said, district: numbers[0], zip };
  const others = numbers.slice(1).join(", ");
  if (!likely) {
    if (counts) answer.say("new-lines", said);
    else answer.say("next-districts", { ...said, districts: numbers.join(", ") });
  } else if (counts) answer.say("new-likely", most);
  else if (others) answer.say("next-likely-or", { ...most, districts: others });
  else answer.say("next-likely", most);
}
