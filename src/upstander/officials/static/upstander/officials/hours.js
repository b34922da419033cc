// Whether staff can be reached now, by an office's hours and the clocks where it is, as
// officials/queries/hours.py says it.
import { choices } from "../places/choices.js";
import { put } from "./seats.js";

const { weekdays: DAYS, soon: SOON, step: STEP } = choices; // in minutes
const DAY = 24 * 60;

/**
 * The sentence for an office {hours, opening, timezone, city}; empty where its zone or city is not
 * known.
 *
 * @param {Officials.Hours} office
 * @param {Officials.Says} parts
 * @returns {string}
 */
export function nowWords(
  { hours, opening, timezone, city },
  { words, language },
  now = new Date(),
) {
  if (!timezone || !city) return "";
  const there = clockIn(timezone, now);
  if (!opening) {
    const said = words.opening[hours ? "stated" : "unknown"];
    return put(said, { time: clock(there.minute, words), city });
  }
  const open = spans(opening, there.weekday);
  const until = open.find(({ first, last }) => first <= there.minute && there.minute < last);
  if (until) return put(words.opening.open, { time: clock(until.last, words) });
  const opens = Math.min(...open.map(({ first }) => first).filter((at) => at > there.minute));
  const wait = opens - there.minute;
  const far = wait <= SOON ? "soon" : opens < DAY ? "today" : "later";
  return put(words.opening[far], {
    minutes: Math.max(STEP, Math.round(wait / STEP) * STEP),
    time: clock(opens, words),
    weekday: weekdayName(there.weekday + Math.floor(opens / DAY), language),
    city,
  });
}

/**
 * The number of the day of the week there, from Monday on, and the minutes since midnight.
 *
 * @param {string} timeZone
 * @param {Date} now
 */
function clockIn(timeZone, now) {
  /** @type {Intl.DateTimeFormatOptions} */
  const shown = { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false };
  /** @type {{[part: string]: string}} */
  const read = {};
  for (const { type, value } of new Intl.DateTimeFormat("en-US", shown).formatToParts(now)) {
    read[type] = value;
  }
  const weekday = DAYS.indexOf(read.weekday.slice(0, 2));
  return { weekday, minute: (Number(read.hour) % 24) * 60 + Number(read.minute) };
}

/**
 * @param {number} minute
 * @param {Officials.Words} words
 */
function clock(minute, { times }) {
  const hour = Math.floor(minute / 60) % 24;
  const time = `${hour % 12 || 12}:${String(minute % 60).padStart(2, "0")}`;
  return put(times[hour < 12 ? "am" : "pm"], { time });
}

/**
 * @param {number} number
 * @param {string} language
 */
function weekdayName(number, language) {
  const monday = new Date(Date.UTC(2024, 0, 1 + number));
  return monday.toLocaleDateString(language, { weekday: "long", timeZone: "UTC" });
}

/**
 * When the office is open from today through the same day of next week, in minutes from midnight.
 *
 * @param {string} opening
 * @param {number} today
 */
function spans(opening, today) {
  const found = [];
  for (let ahead = 0; ahead < 8; ahead += 1) {
    for (const part of opening.split(", ")) {
      const [days, times] = part.split(" ");
      if (weekdays(days).includes((today + ahead) % 7)) {
        const [first, last] = times.split("-").map((time) => ahead * DAY + minutes(time));
        found.push({ first, last });
      }
    }
  }
  return found;
}

/**
 * The numbers of "Mo-Fr", of "Mo,We", or of one day.
 *
 * @param {string} days
 */
function weekdays(days) {
  const numbers = days.split(/[-,]/).map((day) => DAYS.indexOf(day));
  if (!days.includes("-")) return numbers;
  return DAYS.map((_, number) => number).filter((n) => n >= numbers[0] && n <= numbers[1]);
}

/** @param {string} time */
function minutes(time) {
  const [hour, minute] = time.split(":").map(Number);
  return hour * 60 + minute;
}
