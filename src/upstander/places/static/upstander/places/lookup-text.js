// Reads what a person typed, as civic/reading/text.py does.

const LONGEST = 200;

// Unicode's Pd and C: old browsers lack \p{}.
const DASHES =
  /[\u058a\u05be\u1400\u1806\u2010-\u2015\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0]/g;
const UNSEEN = new RegExp(
  "[\\u0000-\\u0008\\u000e-\\u001b\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u0600-\\u0605\\u061c" +
    "\\u06dd\\u070f\\u08e2\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ue000-\\uf8ff" +
    "\\ufeff\\ufff0-\\ufffb]",
  "g",
);
const SPACES = /[\s\u001c-\u001f\u0085]+/g;

const ZIP = /^(?:zip(?: ?code)?:? )?(\d{5})(?:([- ]?)\d{4}|-|\.0)?$/i;
const POINT = /^\(?[+-]?\d{1,3}(?:\.\d*)?°?(?:[,;] ?| )[+-]?\d{1,3}(?:\.\d*)?°?\)?$/;
const NUMBERS = /^[\d ,.;:/#()+-]*\d[\d ,.;:/#()+-]*$/;
const MIXED_WORD = /^(?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z\d-]{3,10}$/i;
/** @type {[string, RegExp][]} */
const POSTCODES = [
  ["Canada", /^(?:.*[ ,])?[a-z]\d[a-z][ -]?\d[a-z]\d$/i],
  [
    "the United Kingdom",
    /^(?:(?:.*[ ,])?[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}|[a-z]{1,2}\d[a-z\d]?\d[a-z]{2})$/i,
  ],
];
const COUNTRY =
  /^(.*?)([ ,]+)(?:u\.?s\.?a?\.?|united states(?: of america)?|estados unidos|ee\.? ?uu\.?)$/i;
const LAST_ZIP = /^(.*?)([ ,]+)(\d{5})(?:-\d{4})?$/;

/**
 * What was typed, without what one does not see.
 *
 * @param {string} text
 */
export function clean(text) {
  let kept = text;
  if (size(kept) > LONGEST)
    kept = Array.from(kept.trim())
      .slice(0, LONGEST + 1)
      .join("");
  kept = kept.normalize("NFKC").replace(UNSEEN, "").replace(DASHES, "-");
  return kept.replace(SPACES, " ").trim();
}

/**
 * What a cleaned text asks for.
 *
 * @param {string} text
 * @returns {Places.Asked}
 */
export function read(text) {
  const zip = readZip(text);
  if (zip) return zip;
  if (POINT.test(text)) return { kind: "point" };
  const refused = refusal(text);
  if (refused) return refused;
  const home = withoutCountry(text);
  const last = LAST_ZIP.exec(home);
  // After "box" and the like it is no ZIP. In "box, 12345" the comma stands between the two.
  if (last && (last[2].length > 1 || !/(?:box|apt|unit|suite)$/i.test(last[1]))) {
    return { kind: "zip", code: last[3], plusFour: false, reduced: true, before: last[1] };
  }
  return readZip(home) || { kind: "place", text: home };
}

/**
 * @param {string} text
 * @returns {Places.AskedZip | null}
 */
function readZip(text) {
  const match = ZIP.exec(text);
  return (
    match && {
      kind: "zip",
      code: match[1],
      plusFour: match[2] !== undefined,
      reduced: false,
      before: "",
    }
  );
}

/** @param {string} text */
function refusal(text) {
  if (!text) return refused("empty", "empty");
  if (size(text) > LONGEST) return refused("malformed", "too-long");
  if (NUMBERS.test(text)) {
    return refused("malformed", "zip-length", { digits: String(text.replace(/\D/g, "").length) });
  }
  for (const [country, postcode] of POSTCODES) {
    if (postcode.test(text)) return refused("foreign", "foreign-postcode", { country });
  }
  return MIXED_WORD.test(text) ? refused("malformed", "zip-letters") : null;
}

/**
 * @param {string} outcome
 * @param {string} code
 * @returns {Places.Refused}
 */
function refused(outcome, code, params = {}) {
  return { kind: "refused", outcome, code, params };
}

/**
 * "Islas Vírgenes de los Estados Unidos" keeps its end.
 *
 * @param {string} text
 */
function withoutCountry(text) {
  const match = COUNTRY.exec(text);
  if (!match) return text;
  if (!/ los$/i.test(match[1])) return match[1];
  return match[2].length > 1 ? match[1] + match[2][0] : text;
}

/** @param {string} text */
function size(text) {
  return Array.from(text).length;
}
