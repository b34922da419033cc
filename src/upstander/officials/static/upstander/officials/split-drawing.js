// An outline drawing of districts around a point, and the same in figures for those who listen.
import { whose } from "../places/lookup-lines.js";

const SIZE = 320;
const LEAST_KM = 6;
const MOST_KM = 60;
const ROOM = 1.7; // so that the farthest district does not only touch the edge
const KM_IN_DEGREE = 111.32;
const SAMPLES = 17; // in a row, odd so that one is the middle
const RING = 9; // around the middle
const MOST_TOWNS = 9;
const TOWNS_SAID = 4;

/**
 * Draws the seats' districts into the groups of an <svg> and returns, for each seat that is there:
 * {id, around: whether it holds the middle, direction: eighths of a turn from north, towns}.
 *
 * @param {PageElement} svg
 * @param {Places.Lines[]} tables
 * @param {Places.Seat[]} seats
 * @param {{lat: number, lng: number}} middle
 */
export function draw(svg, tables, seats, middle) {
  const frame = new Frame(tables, seats, middle);
  const [areas, towns, labels] = ["areas", "towns", "labels"].map((name) =>
    svg.querySelector(`[data-${name}]`),
  );
  seats.forEach((seat, at) => {
    const area = frame.area(seat, at);
    if (area) areas.append(area);
  });
  const samples = frame.samples();
  const places = frame.labels(seats, samples);
  labels.append(...places.map(({ x, y, text }) => label(text, x, y + 8, "middle")));
  const shown = frame.towns(places);
  for (const { name, x, y, left } of shown) {
    const dot = element("circle", { cx: x, cy: y, r: 2, fill: "currentColor", stroke: "none" });
    towns.append(dot, label(name, left ? x - 5 : x + 5, y + 4, left ? "end" : "start"));
  }
  return frame.told(seats, samples);
}

/** What the drawing shows, and where. */
class Frame {
  /**
   * @param {Places.Lines[]} tables
   * @param {Places.Seat[]} seats
   * @param {{lat: number, lng: number}} middle
   */
  constructor(tables, seats, middle) {
    this.tables = tables;
    this.ids = seats.map((seat) => seat.id);
    this.middle = middle;
    this.shrink = Math.cos((middle.lat * Math.PI) / 180);
    const far = tables.map((table) => {
      const own = this.ids.filter((id) => table.seats.includes(id));
      return Math.max(...own.map((id) => table.metres(id, middle.lat, middle.lng)));
    });
    const km = (Math.max(...far) / 1000) * ROOM;
    this.half = Math.min(MOST_KM, Math.max(LEAST_KM, km)) / KM_IN_DEGREE;
  }

  /** @param {number} lng */
  x(lng) {
    return SIZE / 2 + ((lng - this.middle.lng) * this.shrink * SIZE) / 2 / this.half;
  }

  /** @param {number} lat */
  y(lat) {
    return SIZE / 2 - ((lat - this.middle.lat) * SIZE) / 2 / this.half;
  }

  /**
   * The seat at a point; where no lines are, the one of the seats that has none.
   *
   * @param {{lat: number, lng: number}} point
   */
  seat({ lat, lng }) {
    const { inside, possible } = whose(this.tables, this.ids, lat, lng);
    return inside || (possible.length === 1 ? possible[0] : null);
  }

  /**
   * @param {Places.Seat} seat
   * @param {number} at
   */
  area({ id }, at) {
    const table = this.tables.find((each) => each.seats.includes(id));
    if (!table) return null;
    const point = (/** @type {Places.Vertex} */ [lng, lat]) =>
      `${this.x(lng).toFixed(1)} ${this.y(lat).toFixed(1)}`;
    const d = table.rings(id).map((ring) => `M${ring.map(point).join("L")}Z`);
    return element("path", { d: d.join(""), fill: `url(#side-${at % 6})` });
  }

  /** @returns {Officials.Sample[]} */
  samples() {
    const found = [];
    for (let row = 0; row < SAMPLES; row++) {
      for (let column = 0; column < SAMPLES; column++) {
        const [east, north] = [column, row].map((at) => (2 * (at + 0.5)) / SAMPLES - 1);
        const lat = this.middle.lat + north * this.half;
        const lng = this.middle.lng + (east * this.half) / this.shrink;
        found.push({ east, north, x: this.x(lng), y: this.y(lat), id: this.seat({ lat, lng }) });
      }
    }
    return found;
  }

  /**
   * Where each district has most room for its number, or its state's letters, off the middle.
   *
   * @param {Places.Seat[]} seats
   * @param {Officials.Sample[]} samples
   * @returns {{x: number, y: number, text: string}[]}
   */
  labels(seats, samples) {
    const room = (/** @type {Officials.Sample} */ one) => {
      const ring = Math.hypot(one.x - SIZE / 2, one.y - SIZE / 2) - RING;
      const edge = Math.min(ring, one.x, one.y, SIZE - one.x, SIZE - one.y);
      const others = samples.filter((each) => each.id !== one.id);
      return Math.min(edge, ...others.map((each) => Math.hypot(each.x - one.x, each.y - one.y)));
    };
    return seats
      .map(({ id, district, state }) => {
        const own = samples.filter((one) => one.id === id);
        const best = own
          .map((one) => ({ one, space: room(one) }))
          .sort((a, b) => b.space - a.space)[0];
        const text = district ? String(district) : String(state);
        return best && { x: best.one.x, y: best.one.y, text };
      })
      .filter(Boolean);
  }

  /**
   * Towns in the picture, nearest first, without those whose names would touch what is there.
   *
   * @param {{x: number, y: number}[]} taken
   */
  towns(taken) {
    const boxes = taken.map(({ x, y }) => [x - 16, y - 14, x + 16, y + 14]);
    const [low, high] = [SIZE / 2 - RING, SIZE / 2 + RING];
    boxes.push([low, low, high, high]);
    const shown = [];
    for (const { name, lat, lng } of this.nearest()) {
      const [x, y] = [this.x(lng), this.y(lat)];
      const left = x > SIZE / 2;
      const width = name.length * 6.5 + 8;
      const box = [left ? x - width : x - 4, y - 8, left ? x + 4 : x + width, y + 8];
      const inside = box[0] > 0 && box[1] > 0 && box[2] < SIZE && box[3] < SIZE;
      if (inside && shown.length < MOST_TOWNS && !boxes.some((other) => touch(box, other))) {
        boxes.push(box);
        shown.push({ name, x, y, left });
      }
    }
    return shown;
  }

  /** @returns {Places.Spot[]} */
  nearest() {
    /** @type {Places.Spot[]} */
    const all = [];
    for (const table of this.tables) all.push(...table.towns);
    const far = (/** @type {Places.Spot} */ { lat, lng }) =>
      Math.max(Math.abs(this.x(lng) - SIZE / 2), Math.abs(this.y(lat) - SIZE / 2));
    const near = all.map((town) => ({ town, away: far(town) }));
    const shown = near.filter(({ away }) => away < SIZE / 2);
    return shown.sort((a, b) => a.away - b.away).map(({ town }) => town);
  }

  /**
   * @param {Places.Seat[]} seats
   * @param {Officials.Sample[]} samples
   */
  told(seats, samples) {
    const home = this.seat(this.middle);
    const towns = this.nearest().map((town) => ({ name: town.name, id: this.seat(town) }));
    return seats
      .map(({ id }) => {
        const own = samples.filter((one) => one.id === id);
        const sum = (/** @type {"east" | "north"} */ axis) =>
          own.reduce((total, one) => total + one[axis], 0);
        const turn = Math.atan2(sum("east"), sum("north")) / (Math.PI / 4);
        const names = towns.filter((town) => town.id === id).map((town) => town.name);
        return {
          id,
          shown: own.length,
          around: id === home,
          direction: (Math.round(turn) + 8) % 8,
          towns: names.slice(0, TOWNS_SAID),
        };
      })
      .filter(({ shown }) => shown);
  }
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function touch([west, north, east, south], [left, top, right, bottom]) {
  return west < right && left < east && north < bottom && top < south;
}

/**
 * @param {string} name
 * @param {{[name: string]: string | number}} attributes
 */
function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key of Object.keys(attributes)) made.setAttribute(key, String(attributes[key]));
  return made;
}

/**
 * Words with a rim of paper around them.
 *
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function label(text, x, y, anchor) {
  const made = element("text", {
    x,
    y,
    "text-anchor": anchor,
    fill: "currentColor",
    stroke: "var(--paper)",
    "stroke-width": 4,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  });
  made.textContent = text;
  return made;
}
