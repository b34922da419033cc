// Which of several districts of Congress is the visitor's: by a drawing, or by the device's own
// location, against lines that are loaded for the whole state. Nothing of either is sent.
import { fill, refill } from "../hub/dom.js";
import { loadLines, whose } from "../places/lookup-lines.js";
import { middle } from "../places/lookup-state.js";
import { loadCongress, stateOf, today } from "../places/lookup-tables.js";
import { known } from "../places/place.js";
import { put } from "./seats.js";
import { draw } from "./split-drawing.js";

const LOCATING = { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 };

/**
 * Adds to `place` ways to tell which of the answer's possible seats in the House is the visitor's;
 * `choose` is called with a list of its id once they have told. Does nothing where there are no two
 * of them. Returns a promise that is kept once all is shown; lines that cannot be loaded are told.
 *
 * @param {PageElement} place
 * @param {Places.Answer} answer
 * @param {Officials.Parts} parts
 * @param {(ids: string[]) => void} choose
 */
export async function help(place, answer, parts, choose) {
  if (undecided(answer).length < 2) return;
  const { name } = known(answer);
  const copy = fill(parts.template("split"), { name });
  const part = copy.querySelector("[data-which]");
  place.append(copy);
  const split = new Split(part, answer, parts, choose);
  split.list();
  part.querySelector("[data-locate]").addEventListener("click", () => split.locate());
  await split
    .lines()
    .then(async (tables) => split.draw(tables, await center(tables, name, answer), name))
    .catch(() => split.say(part.dataset.failed));
}

/**
 * The middle of a ZIP that the tables know, else of a place; null where neither is.
 *
 * @param {Places.Lines[]} tables
 * @param {string} name
 * @param {Places.Answer} answer
 */
async function center(tables, name, answer) {
  for (const { zips } of tables) {
    const zip = zips.find((each) => each.name === name);
    if (zip) return zip;
  }
  return middle(known(answer), document.body.dataset.tables);
}

/**
 * The seats in the House of which one is the visitor's.
 *
 * @param {Places.Answer} answer
 */
function undecided({ seats }) {
  return seats.filter((seat) => seat.chamber === "house" && !seat.certain);
}

/** The part of the page that helps to tell. */
class Split {
  /**
   * @param {PageElement} part
   * @param {Places.Answer} answer
   * @param {Officials.Parts} parts
   * @param {(ids: string[]) => void} choose
   */
  constructor(part, answer, parts, choose) {
    const seats = undecided(answer);
    this.part = part;
    this.answer = answer;
    this.parts = parts;
    this.seats = seats;
    this.words = part.dataset;
    this.choose = choose;
    const states = new Set(seats.map((seat) => seat.state));
    this.labels = new Map(
      seats.map((seat) => {
        const state = parts.state(seat.state || "");
        const words = states.size > 1 ? this.words.inStates : this.words.inState;
        return [seat.id, seat.district ? put(words, { district: seat.district, state }) : state];
      }),
    );
    /** @type {Promise<Places.Lines[]> | null} */
    this.loading = null;
  }

  // The lines of every state that has some; after a failure, asking again tries again.
  lines() {
    const lined = this.seats.filter((seat) => seat.district);
    const states = new Set(lined.map((seat) => String(seat.state)));
    const load = (/** @type {string} */ state) => loadLines(state, document.body.dataset.tables);
    this.loading =
      this.loading ||
      Promise.all(Array.from(states, load)).catch((error) => {
        this.loading = null;
        throw error;
      });
    return this.loading;
  }

  /** @param {string} words */
  say(words) {
    this.part.querySelector("[data-said]").textContent = words;
  }

  list() {
    const one = this.part.querySelector("[data-one]");
    const made = this.seats.map((seat, at) => {
      const side = put(this.words.side, { label: this.labels.get(seat.id) });
      const copy = fill(one, { side });
      if (seat.district) copy.querySelector("rect").setAttribute("fill", `url(#side-${at % 6})`);
      copy.querySelector("button").addEventListener("click", () => this.choose([seat.id]));
      copy.querySelector("li").dataset.seat = seat.id;
      return copy;
    });
    this.part.querySelector("[data-sides]").append(...made);
  }

  /**
   * @param {Places.Lines[]} tables
   * @param {{lat: number, lng: number} | null} middle
   * @param {string} name
   */
  draw(tables, middle, name) {
    this.part.querySelector("[data-locating]").hidden = !tables.length;
    if (!middle) return;
    const drawing = this.part.querySelector("[data-drawing]");
    const told = draw(drawing.querySelector("svg"), tables, this.seats, middle);
    drawing.hidden = false;
    for (const { id, around, direction, towns } of told) {
      const toward = this.words.directions.split("|")[direction];
      const words = around ? this.words.around : put(this.words.toward, { direction: toward });
      const sentences = [put(words, { name })];
      if (towns.length) sentences.push(put(this.words.towns, { towns: towns.join(", ") }));
      const line = this.part.querySelector(`[data-seat="${id}"] [data-slot=where]`);
      line.textContent = sentences.join(" ");
    }
  }

  // Asks the browser where it is, and chooses if one district only is possible there.
  async locate() {
    const { words } = this;
    this.say(words.looking);
    try {
      const tables = await this.lines();
      const { coords } = await position();
      const told = whose(tables, this.ids(), coords.latitude, coords.longitude, coords.accuracy);
      if (told.inside) await this.ahead(told.inside, coords);
      this.found(told);
    } catch (thrown) {
      const error = /** @type {Error & {code?: number}} */ (thrown);
      const denied = error.code === 1;
      this.say(denied ? words.denied : "code" in error ? words.unknown : words.failed);
    }
  }

  /**
   * Says in which district the device is on the lines that follow, where a state has some.
   *
   * @param {string} seat
   * @param {GeolocationCoordinates} coords
   */
  async ahead(seat, { latitude, longitude, accuracy }) {
    const { tables } = document.body.dataset;
    const { first, states } = (await loadCongress(tables)).lines;
    const code = stateOf(seat);
    if (!first || first <= today() || !states.includes(code)) return;
    const lines = [await loadLines(code, tables, first)];
    const { possible } = whose(lines, [], latitude, longitude, accuracy);
    const numbers = possible.map((id) => id.split("-")[3]).join(", ");
    const params = { begins: first, state: this.parts.state(code) };
    this.sayNext(
      possible.length === 1
        ? { code: "next-district", params: { ...params, district: numbers } }
        : { code: "next-districts", params: { ...params, districts: numbers } },
    );
  }

  /**
   * Puts what is sure in the place of what was likely.
   *
   * @param {Places.Notice} notice
   */
  sayNext(notice) {
    const { parts } = this;
    const others = this.answer.notices.filter(
      ({ code }) => parts.words.beside.includes(code) && !code.startsWith("next-"),
    );
    const said = [...others, notice].map((one) => parts.sentence(one));
    refill(document.querySelector("[data-slot=beside]"), ...said);
  }

  /** @param {{possible: string[]}} told */
  found({ possible }) {
    const ids = this.ids().filter((id) => possible.includes(id));
    if (possible.length === 1 && ids.length === 1) {
      this.say("");
      this.choose(ids);
    } else if (ids.length) {
      const labels = ids.map((id) => this.labels.get(id)).join(", ");
      this.say(put(this.words.close, { labels }));
    } else {
      this.say(this.words.elsewhere);
    }
  }

  ids() {
    return this.seats.map((seat) => seat.id);
  }
}

/**
 * The device's position. Rejects with the browser's own error, or one with code 2 if it has none.
 *
 * @returns {Promise<GeolocationPosition>}
 */
function position() {
  return new Promise((resolve, reject) => {
    const { geolocation } = navigator;
    if (geolocation) geolocation.getCurrentPosition(resolve, reject, LOCATING);
    else reject(Object.assign(new Error("no location here"), { code: 2 }));
  });
}
