// A day and a time as people type them where a browser shows no calendar and no clock. The server
// reads times alike in times.py, and days as Django does.

/** @type {{[half: string]: string[]}} */
const PARTS = {
  am: ["a", "am", "delamadrugada", "delamañana", "delamanana", "inthemorning"],
  pm: ["p", "pm", "delmediodía", "delmediodia", "delatarde", "intheafternoon", "intheevening"],
  night: ["delanoche", "atnight"],
};
const NOON = ["noon", "12noon", "midday", "mediodía", "mediodia"];
const MIDNIGHT = ["midnight", "12midnight", "medianoche"];
const TYPED = new RegExp(
  "^([0-9]{1,2})(?:[:.h]([0-5][0-9]))?(?::[0-5][0-9](?:\\.[0-9]+)?)?(h|hs|hrs|horas)?" +
    `(${Object.values(PARTS).flat().join("|")})?$`,
);

/**
 * A time as 18:30; nothing where it is none, or might be in either half of the day.
 *
 * @param {string} typed
 */
export function clock(typed) {
  const text = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s/g, "")
    .replace(/([a-z])\./g, "$1");
  if (NOON.includes(text)) return "12:00";
  if (MIDNIGHT.includes(text)) return "00:00";
  const found = TYPED.exec(text);
  if (!found || !(found[2] || found[3] || found[4])) return "";
  const half = Object.keys(PARTS).find((name) => PARTS[name].includes(found[4])) || "";
  const hour = hourOf(Number(found[1]), half);
  return hour === null || hour > 23 ? "" : `${two(hour)}:${found[2] || "00"}`;
}

/**
 * @param {number} hour
 * @param {string} half
 */
function hourOf(hour, half) {
  if (half === "night" && hour !== 12) return hour >= 6 && hour < 12 ? hour + 12 : null;
  if (half === "am" || half === "night") return hour > 12 ? null : hour % 12;
  return half === "pm" && hour > 0 && hour < 12 ? hour + 12 : hour;
}

/**
 * A day as 2027-03-15: of itself, or of 3/15/2027, in Spanish 15/3/2027; nothing where it is none.
 *
 * @param {string} typed
 * @param {string} language
 */
export function day(typed, language) {
  const slashes = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)\s*$/.exec(typed);
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(typed);
  if (!slashes && !iso) return "";
  const [, first, second, third] = /** @type {string[]} */ (iso || slashes);
  const [month, date] = language === "es" ? [second, first] : [first, second];
  const year = third.length === 2 ? `20${third}` : third;
  const [y, m, d] = (iso ? [first, second, third] : [year, month, date]).map(Number);
  const there = new Date(Date.UTC(y, m - 1, d));
  return there.getUTCMonth() === m - 1 && y
    ? `${String(y).padStart(4, "0")}-${two(m)}-${two(d)}`
    : "";
}

/** @param {number} number */
function two(number) {
  return String(number).padStart(2, "0");
}
