// Seats in Congress in the words of the page, as officials/answers.py says them on the server.
import { fill } from "./dom.js";
import { addresses } from "./targets.js";

let loading = null;

// Returns a promise of the page's templates and words; after a failure, asking again tries again.
export function loadParts(address) {
  loading =
    loading ||
    fetchParts(address).catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

async function fetchParts(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return new Parts(page);
}

// A date such as "2027-01-03" in words.
export function day(iso, language) {
  const long = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(iso).toLocaleDateString(language, long);
}

// The words with the names in braces filled in; what a value holds is never filled again.
export function put(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

class Parts {
  constructor(page) {
    this.page = page;
    this.language = page.documentElement.lang;
    this.words = JSON.parse(page.getElementById("words").textContent);
    this.terms = { ...this.words.terms };
    for (const [name, , said] of Object.values(this.words.states)) this.terms[name] = said;
  }

  template(name) {
    return this.page.getElementById(name);
  }

  day(iso) {
    return day(iso, this.language);
  }

  // A state's name as a sentence has it.
  state(code) {
    return this.words.states[code][2];
  }

  // A notice's sentence; names that it carries in English are said in the page's language.
  notice({ code, params }) {
    const said = {};
    for (const [name, value] of Object.entries(params)) {
      const words = value.split(", ").map((word) => this.terms[word] || word);
      said[name] = name === "until" ? this.day(value) : words.join(", ");
    }
    return put(this.words.notices[code], said);
  }

  // A place as one would say it. A ZIP has no name here but its state's and itself.
  place({ name, state }) {
    if (/^\d{5}$/.test(name)) return put(this.words.zip, { state: this.state(state), zip: name });
    const [english, said] = this.words.states[state];
    return name === english ? said : `${name}, ${state}`;
  }

  seatName(seat) {
    const atLarge = seat.title === "U.S. Representative" && !seat.district;
    const words = this.words.seats[atLarge ? "at-large" : seat.title];
    return put(words, { state: this.state(seat.state), district: seat.district });
  }

  // What the templates of a seat show.
  card(seat) {
    const held = seat.status === "held" ? seat.holder : null;
    const website = (held && held.website) || "";
    const phone = (held && held.phone) || "";
    return {
      heading: held ? held.name : this.seatName(seat),
      seat: held ? this.seatName(seat) : "",
      last_holder: !held && seat.holder ? seat.holder.name : "",
      party: held ? this.words.parties[held.party] || held.party : "",
      held: Boolean(held),
      vacant: seat.status === "vacant",
      unknown: seat.status === "unknown",
      clerk: seat.status === "vacant" && seat.chamber === "house",
      phone,
      no_phone: !phone,
      tel: phone && `tel:+1${phone.replace(/\D/g, "")}`,
      website,
      website_name: website.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""),
      website_only: website && !held.contactForm,
      contact_form: held && held.contactForm,
      address: held && held.address ? postal(held.address) : "",
      term_end: seat.termEnd ? this.day(seat.termEnd) : "",
      as_of: this.day(seat.asOf),
      source_url: this.words.source.url,
      source_name: this.words.source.publisher,
      campaigns: this.campaigns(seat),
    };
  }

  campaigns(seat) {
    const offered = document.createDocumentFragment();
    for (const template of this.page.querySelectorAll(".campaign")) {
      if (seat.status !== "vacant" && addresses(JSON.parse(template.dataset.campaignSpec), seat)) offered.append(fill(template, {}));
    }
    return offered;
  }
}

function postal([street, city, state, zip]) {
  const region = [state, zip].filter(Boolean).join(" ");
  return [street, city, region].filter(Boolean).join(", ");
}
