// Which district of Congress a point lies in, and which have a line so close by that they may be
// right too: the same as upstander.civic says of the same lines, but for a wider tolerance, since
// the lines here have fewer points.
import { loadCongress, today } from "./lookup-tables.js";

const METRES_IN_DEGREE = 111320;

/**
 * Returns a promise of the lines of one state on a day, which is today if not given. A state with one district has none.
 *
 * @param {string} state
 * @param {string} tablesUrl
 * @returns {Promise<Lines>}
 */
export async function loadLines(state, tablesUrl, on = today()) {
  const { first, states } = (await loadCongress(tablesUrl)).lines;
  const folder = first && first <= on && states.includes(state) ? "lines-next" : "lines";
  const response = await fetch(`${tablesUrl}${folder}/${state.toLowerCase()}.json`);
  if (!response.ok) throw new Error(`lines of ${state}: ${response.status}`);
  return new Lines(await response.json());
}

/** The lines of one state. */
export class Lines {
  /** @param {Places.LineColumns} table */
  constructor(table) {
    this.seats = table.seats;
    this.tolerance = table.tolerance_m;
    const pieces = polylines(table.lines, table.grid);
    this.chains = pieces.map((points, at) => {
      const seats = table.pairs[table.sides[at]].map((side) => table.seats[side]);
      return { seats, points, box: box(points) };
    });
    this.zips = spots(table.zips, " ");
    this.towns = spots(table.towns, "|");
  }

  /**
   * The id of the seat whose district holds a point in degrees, or undefined outside the state.
   * Each line that a ray to the east crosses toggles the districts that it bounds.
   *
   * @param {number} lat
   * @param {number} lng
   * @returns {string | undefined}
   */
  holding(lat, lng) {
    const odd = new Set();
    for (const {
      seats,
      points,
      box: [west, south, east, north],
    } of this.chains) {
      if (lat < south || lat > north || lng > east) continue;
      const [, first] = points[0];
      const [, last] = points[points.length - 1];
      if (lng < west ? first > lat !== last > lat : crosses(points, lat, lng)) {
        for (const seat of seats) if (!odd.delete(seat)) odd.add(seat);
      }
    }
    return this.seats.find((seat) => odd.has(seat));
  }

  /**
   * Seats with a line within so many metres of a point, and whether it is the state's own border.
   *
   * @param {number} lat
   * @param {number} lng
   * @param {number} metres
   */
  near(lat, lng, metres) {
    const near = { seats: new Set(), border: false };
    const shrink = Math.max(Math.cos((lat * Math.PI) / 180), 1e-6);
    const reach = metres / METRES_IN_DEGREE;
    for (const {
      seats,
      points,
      box: [west, south, east, north],
    } of this.chains) {
      const beside = lng < west - reach / shrink || lng > east + reach / shrink;
      if (beside || lat < south - reach || lat > north + reach) continue;
      if (least(points, lat, lng, shrink) > reach) continue;
      for (const seat of seats) near.seats.add(seat);
      near.border = near.border || seats.length === 1;
    }
    return near;
  }

  /**
   * How many metres away a seat's district is from a point.
   *
   * @param {string} seat
   * @param {number} lat
   * @param {number} lng
   */
  metres(seat, lat, lng) {
    if (this.holding(lat, lng) === seat) return 0;
    const shrink = Math.max(Math.cos((lat * Math.PI) / 180), 1e-6);
    const own = this.chains.filter(({ seats }) => seats.includes(seat));
    const far = own.map(({ points }) => least(points, lat, lng, shrink));
    return Math.min(...far) * METRES_IN_DEGREE;
  }

  /**
   * The rings of a seat's district, for the even-odd rule. At every point where lines meet, an even
   * number of its own ends, so any way of going on from one to the next comes back.
   *
   * @param {string} seat
   * @returns {Places.Vertex[][]}
   */
  rings(seat) {
    const open = new Map(); // lines by the point that they begin or end at
    const own = this.chains.filter(({ seats }) => seats.includes(seat));
    for (const chain of own) {
      for (const end of ends(chain)) open.set(end, (open.get(end) || new Set()).add(chain));
    }
    const left = new Set(own);
    const rings = [];
    for (const chain of own) {
      if (!left.delete(chain)) continue;
      const ring = chain.points.slice();
      let [home, end] = ends(chain);
      while (end !== home) {
        const next = Array.from(open.get(end)).find((each) => left.delete(each));
        if (!next) break;
        const [first, last] = ends(next);
        ring.push(...(first === end ? next.points : next.points.slice().reverse()).slice(1));
        end = first === end ? last : first;
      }
      rings.push(ring);
    }
    return rings;
  }
}

/**
 * Which of the seats a point may belong to, where each one's state has its lines among `tables`, or
 * has one district and none: {inside, possible}. `slack` is how many metres the point may be off.
 *
 * @param {Places.Lines[]} tables
 * @param {string[]} seats
 * @param {number} lat
 * @param {number} lng
 * @returns {{inside: string | null, possible: string[]}}
 */
export function whose(tables, seats, lat, lng, slack = 0) {
  const found = new Set();
  let inside = null;
  let border = true; // of every state that has lines, as far as they tell
  for (const lines of tables) {
    const seat = lines.holding(lat, lng);
    const near = lines.near(lat, lng, lines.tolerance + slack);
    inside = inside || seat || null;
    border = border && (near.border || !seat);
    for (const each of [seat, ...near.seats]) if (each) found.add(each);
  }
  /** @type {Set<string>} */
  const lined = new Set();
  for (const lines of tables) for (const seat of lines.seats) lined.add(seat);
  if (border) for (const seat of seats) if (!lined.has(seat)) found.add(seat);
  return { inside, possible: Array.from(found) };
}

/** @param {Places.Chain} chain */
function ends({ points }) {
  return [String(points[0]), String(points[points.length - 1])];
}

/** @param {Places.Vertex[]} points */
function box(points) {
  const [lngs, lats] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return [
    lngs.reduce((a, b) => Math.min(a, b)),
    lats.reduce((a, b) => Math.min(a, b)),
    lngs.reduce((a, b) => Math.max(a, b)),
    lats.reduce((a, b) => Math.max(a, b)),
  ];
}

/**
 * @param {Places.Vertex[]} points
 * @param {number} lat
 * @param {number} lng
 */
function crosses(points, lat, lng) {
  let odd = false;
  for (let i = 1; i < points.length; i++) {
    const [x1, y1] = points[i - 1];
    const [x2, y2] = points[i];
    if (y1 > lat === y2 > lat) continue;
    const turn = (lng - x1) * (y2 - y1) - (lat - y1) * (x2 - x1);
    if (turn < 0 === y2 > y1) odd = !odd;
  }
  return odd;
}

/**
 * How close a line comes to a point, in degrees of latitude.
 *
 * @param {Places.Vertex[]} points
 * @param {number} lat
 * @param {number} lng
 * @param {number} shrink
 */
function least(points, lat, lng, shrink) {
  let found = Infinity;
  let [x1, y1] = [(points[0][0] - lng) * shrink, points[0][1] - lat];
  for (let i = 1; i < points.length; i++) {
    const [x2, y2] = [(points[i][0] - lng) * shrink, points[i][1] - lat];
    const [dx, dy] = [x2 - x1, y2 - y1];
    const length = dx * dx + dy * dy;
    const share = length ? Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length)) : 0;
    found = Math.min(found, Math.hypot(x1 + share * dx, y1 + share * dy));
    [x1, y1] = [x2, y2];
  }
  return found;
}

/**
 * @param {[string, string]} column
 * @param {string} separator
 * @returns {Places.Spot[]}
 */
function spots([names, line], separator) {
  const [points] = polylines([line], 100);
  return names
    ? names.split(separator).map((name, at) => ({ name, lng: points[at][0], lat: points[at][1] }))
    : [];
}

/**
 * Lines as lists of [longitude, latitude]; each goes on from where the one before ended.
 *
 * @param {string[]} texts
 * @param {number} grid
 * @returns {Places.Vertex[][]}
 */
function polylines(texts, grid) {
  let [x, y] = [0, 0];
  return texts.map((text) => {
    const points = [];
    const changes = numbers(text);
    for (let i = 0; i < changes.length; i += 2) {
      x += changes[i];
      y += changes[i + 1];
      points.push([x / grid, y / grid]);
    }
    return points;
  });
}

/** @param {string} text */
function numbers(text) {
  const found = [];
  let [value, shift] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const bits = text.charCodeAt(i) - 63;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits < 32) {
      found.push(value & 1 ? ~(value >> 1) : value >> 1);
      [value, shift] = [0, 0];
    }
  }
  return found;
}
