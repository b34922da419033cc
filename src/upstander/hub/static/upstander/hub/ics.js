// Calendar files (RFC 5545), as common/calendars.py writes them.

const LONGEST = 75; // octets in a line, without its end
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/g;
const octets = new TextEncoder();

/** @param {string} value */
function text(value) {
  return value
    .replace(CONTROLS, "")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n");
}

/**
 * Breaks between letters, never inside one: a letter may be four octets long.
 *
 * @param {string} line
 */
function fold(line) {
  let folded = "";
  let length = 0;
  for (const letter of line) {
    const more = octets.encode(letter).length;
    if (length + more > LONGEST) {
      folded += "\r\n ";
      length = 1;
    }
    folded += letter;
    length += more;
  }
  return folded;
}

/** @param {string} iso */
const compact = (iso) => iso.replace(/[-:]|\.\d+/g, "");

/**
 * A time on the visitor's own clock has no zone: it is counted as if it were UTC, then written
 * without the Z.
 *
 * @param {string} start
 * @param {number} minutes
 */
function minutesLater(start, minutes) {
  const moment = new Date(`${start}Z`);
  moment.setUTCMinutes(moment.getUTCMinutes() + minutes);
  return compact(moment.toISOString()).replace("Z", "");
}

/**
 * Returns a calendar file with these events, each with an alarm.
 *
 * @param {Hub.Event[]} events
 */
export function calendar(...events) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:${events[0].product}`,
    ...events.flatMap(linesOf),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** @param {Hub.Event} event */
function linesOf({ uid, made, start, minutes, alarm, title, words, link }) {
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${compact(made.toISOString())}`,
    `DTSTART:${minutesLater(start, 0)}`,
    `DTEND:${minutesLater(start, minutes)}`,
    `SUMMARY:${text(title)}`,
    `DESCRIPTION:${text(words)}`,
    `URL:${link}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${text(title)}`,
    `TRIGGER:-PT${alarm}M`,
    "END:VALARM",
    "END:VEVENT",
  ];
}
