// How a visitor takes a letter away, as queries/sending.py makes it. Nothing is sent from here.
import { put } from "../officials/seats.js";

const LONGEST_LINK = 1900; // mail programs cut longer ones off
const LINK = /https?:\/\/\S+/g;
const MENTION = /(@[\w.-]+)@[\w.-]+/g;
const NARROW = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

/**
 * Returns {href, whole}: an e-mail to write; `whole` where its address carries the letter.
 *
 * @param {string} address
 * @param {string} subject
 * @param {string} text
 */
export function email(address, subject, text) {
  const to = encodeURIComponent(address).replace(/%40/g, "@");
  const bare = `mailto:${to}?subject=${encodeURIComponent(subject)}`;
  const whole = `${bare}&body=${encodeURIComponent(text.replace(/\n/g, "\r\n"))}`;
  const fits = whole.length < LONGEST_LINK;
  return { href: fits ? whole : bare, whole: fits };
}

/**
 * How a post names the account; empty on Facebook, which has its own way.
 *
 * @param {{network: string, handle: string}} account
 */
export function handle({ network, handle: name }) {
  return network === "facebook" ? "" : `@${name.replace(/^@+/, "")}`;
}

/**
 * The post before a visitor changes it, with as many words of the request as the network takes.
 *
 * @param {string} pattern
 * @param {{network: string, handle: string}} account
 * @param {string} request
 * @param {string} link
 * @param {Campaigns.NetworkRules} rules
 * @returns {string}
 */
export function post(pattern, account, request, link, rules) {
  const words = request.split(/\s+/).filter(Boolean);
  /** @param {number} count */
  const said = (count) => {
    const asked = words.slice(0, count).join(" ") + (count === words.length ? "" : " …");
    return put(pattern, { handle: handle(account), request: asked, link }).trim();
  };
  /** @param {number} count */
  const fits = (count) => lengthOf(said(count), rules) <= rules.longest;
  if (words.length && fits(words.length)) return said(words.length);
  let most = 0;
  let tooMany = Math.max(1, Math.min(words.length, rules.longest)); // a word counts as one, at least
  while (tooMany - most > 1) {
    const count = Math.floor((most + tooMany) / 2);
    if (fits(count)) most = count;
    else tooMany = count;
  }
  return most ? said(most) : link;
}

/**
 * How long a network takes a post to be.
 *
 * @param {string} text
 * @param {Campaigns.NetworkRules} rules
 * @returns {number}
 */
export function lengthOf(text, rules) {
  const links = rules.link ? text.match(LINK) || [] : [];
  let rest = links.length ? text.replace(LINK, "") : text;
  if (rules.short_mentions) rest = rest.replace(MENTION, "$1");
  const weights = graphemes(rest.normalize("NFC")).map((one) => weight(one, rules));
  return weights.reduce((sum, one) => sum + one, 0) + links.length * (rules.link || 0);
}

/**
 * Letters as people count them; an old browser counts a composed emoji as several.
 *
 * @param {string} text
 */
function graphemes(text) {
  if (!Intl.Segmenter) return Array.from(text);
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/**
 * @param {string} grapheme
 * @param {Campaigns.NetworkRules} rules
 */
function weight(grapheme, { wide }) {
  if (!wide) return 1;
  const points = Array.from(grapheme, (char) => Number(char.codePointAt(0)));
  if (points.some((point) => point > 0x1f000 || point === 0xfe0f)) return 2; // an emoji
  return points.reduce((sum, point) => sum + (isNarrow(point) ? 1 : 2), 0);
}

/** @param {number} point */
function isNarrow(point) {
  return NARROW.some(([first, last]) => first <= point && point <= last);
}
