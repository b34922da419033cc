// Seats in Congress in the words of the page, as queries/answers.py says them on the server.
import { fill } from "../hub/dom.js";
import { choices } from "../places/choices.js";

const NUMBER = new RegExp(
  /^\D*(?:1\D*)?([2-9]\d\d)\D*(\d{3})\D*(\d{4})(?!\d)/.source +
    /(?:\D*(?:x|ext|#)\D*(\d{1,6})(?!\d))?/.source,
  "i",
);

/** @type {Promise<Parts> | null} */
let loading = null;

/**
 * Returns a promise of the page's templates and words; after a failure, asking again tries again.
 *
 * @param {string} address
 * @returns {Promise<Parts>}
 */
export function loadParts(address) {
  loading =
    loading ||
    fetchParts(address).catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** @param {string} address */
async function fetchParts(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return new Parts(page, await loadOffers(page));
}

/**
 * What rooms above offer on a card, as [template, offered]: the template names the script that tells
 * which seats it is offered for.
 *
 * @param {Document} page
 * @returns {Promise<[PageElement, Officials.Offered][]>}
 */
function loadOffers(page) {
  const templates = Array.from(page.querySelectorAll("template[data-offer]"));
  return Promise.all(
    templates.map(async (template) => {
      const { offered } = await import(`../${template.dataset.offer}.js`);
      return [template, offered];
    }),
  );
}

/**
 * A date such as "2027-01-03" in words.
 *
 * @param {string} iso
 * @param {string} language
 */
export function day(iso, language) {
  /** @type {Intl.DateTimeFormatOptions} */
  const long = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(iso).toLocaleDateString(language, long);
}

/**
 * The words with the names in braces filled in; what a value holds is never filled again.
 *
 * @param {string} words
 * @param {Values} values
 */
export function put(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/**
 * Spanish words with "de el" as one says it; others stay as they are.
 *
 * @param {string} said
 */
export function contracted(said) {
  return said.replace(/\bde el\b/g, "del");
}

/**
 * Who holds an office, if only as far as is known; null where nobody is named.
 *
 * @param {Pick<Places.Seat, "status" | "holder">} seat
 */
export function holderOf({ status, holder }) {
  return status === "held" || status === "last-known" ? holder : null;
}

/** The page's templates and words, and what they say of a seat. */
export class Parts {
  /**
   * @param {Document} page
   * @param {[PageElement, Officials.Offered][]} offers
   */
  constructor(page, offers) {
    this.page = page;
    this.offers = offers;
    this.language = page.documentElement.lang;
    this.words = JSON.parse(page.getElementById("words").textContent);
    this.terms = { ...this.words.terms };
    for (const [name, , said] of Object.values(this.words.states)) this.terms[name] = said;
  }

  /** @param {string} name */
  template(name) {
    return this.page.getElementById(name);
  }

  /** @param {string} iso */
  day(iso) {
    return day(iso, this.language);
  }

  /**
   * A state's name as a sentence has it.
   *
   * @param {string} code
   * @returns {string}
   */
  state(code) {
    return this.words.states[code][2];
  }

  /**
   * A notice's sentence; names that it carries in English are said in the page's language.
   *
   * @param {Places.Notice} notice
   */
  notice({ code, params }) {
    /** @type {Values} */
    const said = {};
    for (const [name, value] of Object.entries(params)) {
      const words = value.split(", ").map((word) => this.terms[word] || word);
      said[name] = choices.days.includes(name) ? this.day(value) : words.join(", ");
    }
    return put(this.words.notices[code], said);
  }

  /** @param {Places.Notice} notice */
  sentence(notice) {
    return fill(this.template("notice"), { words: this.notice(notice) });
  }

  /**
   * A place as a sentence has it. A ZIP has no name here but its state's and itself.
   *
   * @param {{name: string | null, state: string | null}} place
   * @returns {string}
   */
  place({ name: known, state: code }, form = 2) {
    const [name, state] = [known || "", code || ""];
    const names = this.words.states[state];
    if (/^\d{5}$/.test(name)) return put(this.words.zip, { state: names[form], zip: name });
    return name === names[0] ? names[form] : `${name}, ${state}`;
  }

  /**
   * A place by itself.
   *
   * @param {{name: string | null, state: string | null}} place
   */
  label(place) {
    return this.place(place, 1);
  }

  /** @param {Places.Seat} seat */
  seatName({ title, state, district }) {
    const atLarge = title === choices.atLarge && !district;
    const words = this.words.seats[atLarge ? "at-large" : title];
    return contracted(put(words, { state: state && this.state(state), district }));
  }

  /**
   * What the templates of a seat in Congress show; offices.js has the others.
   *
   * @param {Places.Seat} seat
   * @returns {Officials.Card}
   */
  card(seat, seatName = this.seatName(seat)) {
    const { status, holder } = seat;
    const held = holderOf(seat);
    const { phone = "", website = "", contactForm } = held || {};
    const [publisher, url] = this.words.sources[seat.source] || seat.source;
    return {
      heading: held ? held.name : seatName,
      seat: held ? seatName : "",
      last_holder: held || !holder ? "" : holder.name,
      term_over: !held && holder,
      party: held ? this.words.parties[held.party] || held.party : "",
      held: Boolean(held),
      last_known: status === "last-known",
      official: this.official(seat),
      in_office: held && held.since ? this.day(held.since) : "",
      vacant: status === "vacant",
      unknown: status === "unknown",
      meanwhile: status === "vacant" ? this.meanwhile(seat) : "",
      possible: seat.certain === false,
      phone,
      tel: tel(phone),
      no_phone: !phone,
      ...site(website),
      website_only: website && !contactForm,
      contact_form: contactForm,
      ...mainAddress(this, seat.chamber, held || {}),
      term_end: seat.termEnd ? this.day(seat.termEnd) : "",
      term: held,
      as_of: this.day(seat.asOf),
      known_on: this.day((held && held.checked) || seat.asOf),
      source_url: url,
      source_name: publisher,
      about: this.about(seat),
      offers: this.offered(seat),
    };
  }

  /**
   * The page of an office; empty where this site has none of its state.
   *
   * @param {Places.Seat} seat
   */
  about({ id, level, state }) {
    const { about, listed } = this.words;
    const list = level === "federal" || !state ? "us" : state.toLowerCase();
    return !listed || listed.includes(list) ? `${about}${id}/` : "";
  }

  /**
   * Where to check who holds an office: its chamber's own list, else the office's own site.
   *
   * @param {Places.Seat} seat
   * @returns {string}
   */
  official({ chamber, state, holder }) {
    const { members, chambers } = this.words;
    const [, site] = chambers[`${state}-${chamber}`] || [];
    return members[chamber] || site || (holder && holder.website) || "";
  }

  /**
   * Who serves people while a seat is vacant.
   *
   * @param {Places.Seat} seat
   */
  meanwhile({ chamber, vacancy }) {
    if (chamber === "house") return this.words.clerk;
    return (vacancy && vacancy.servesMeanwhile) || "";
  }

  /** @param {Places.Seat} seat */
  offered(seat) {
    const shown = document.createDocumentFragment();
    for (const [template, offered] of this.offers) {
      if (offered(template.dataset, seat)) shown.append(fill(template, {}));
    }
    return shown;
  }
}

/**
 * The address that dials a number, as common/phones.py writes it; nothing where it has no digits.
 *
 * @param {string | null} [phone]
 */
export function tel(phone) {
  const found = NUMBER.exec(phone || "");
  if (found) {
    const [, area, office, line, extension] = found;
    return `tel:+1${area}${office}${line}${extension ? `;ext=${extension}` : ""}`;
  }
  const digits = (phone || "").replace(/\D/g, "");
  return digits && `tel:${/^\s*\+/.test(phone || "") ? "+" : ""}${digits}`;
}

/**
 * A site, and its name as one would say it.
 *
 * @param {string | null} [website]
 */
export function site(website) {
  const name = (website || "").replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  return { website, website_name: name };
}

/**
 * The main address of an official in words, and what is there.
 *
 * @param {{words: Officials.Words}} parts
 * @param {string} chamber
 * @param {{address?: Places.Address | null, street?: string | null}} office
 */
export function mainAddress({ words: { kinds } }, chamber, office) {
  const is = isForLetters(office) ? "letters" : chamber === "executive" ? "office" : "capitol";
  return { address: whereabouts(office.address), address_kind: kinds[is] };
}

/**
 * The address of an office; empty where neither its street nor its city is known.
 *
 * @param {Places.Address | null} [address]
 */
function whereabouts(address) {
  return address && (address[0] || address[1]) ? postal(address) : "";
}

/**
 * Whether an address is no place to visit: a post-office box.
 *
 * @param {{address?: Places.Address | null, street?: string | null}} office
 */
export function isForLetters({ address, street }) {
  return Boolean(address && address[0] && street === "");
}

/**
 * An address in a line.
 *
 * @param {Places.Address} address
 */
export function postal([street, city, state, zip]) {
  const region = [state, zip].filter(Boolean).join(" ");
  return [street, city, region].filter(Boolean).join(", ");
}

/**
 * Shows the cards of those who may be the visitor's, or first only how many if there are many.
 *
 * @param {DocumentFragment} copy
 * @param {number} count
 */
export function enclose(copy, count) {
  const details = /** @type {PageElement} */ (copy.querySelector("[data-all]"));
  const summary = details.querySelector("summary");
  details.open = count <= choices.mostOpen;
  summary.hidden = details.open;
  summary.querySelector("[data-slot=count]").textContent = String(count);
}
