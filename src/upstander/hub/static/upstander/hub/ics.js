// Calendar files (RFC 5545), as common/calendars.py writes them.

const LONGEST = 75; // octets in a line, without its end
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/g;
const octets = new TextEncoder();

function text(value) {
  return value
    .replace(CONTROLS, "")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n");
}

// Breaks between letters, never inside one: a letter may be four octets long.
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

const compact = (iso) => iso.replace(/[-:]|\.\d+/g, "");

// A time on the visitor's own clock has no zone: it is counted as if it were UTC, then written
// without the Z.
function minutesLater(start, minutes) {
  const moment = new Date(`${start}Z`);
  moment.setUTCMinutes(moment.getUTCMinutes() + minutes);
  return compact(moment.toISOString()).replace("Z", "");
}

// `start` is "2027-03-15T18:30"; `made` is a Date; `alarm` is in minutes before the start.
export function calendar({ uid, made, start, minutes, alarm, title, words, link, product }) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:${product}`,
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
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}
