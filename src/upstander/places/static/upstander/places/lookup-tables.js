// Reads the tables of docs/device-tables.md.

const fetched = new Map();

/** @type {{[letter: string]: "area" | "point" | "new"}} */
const KINDS = { a: "area", p: "point", n: "new" };

/**
 * Each table is fetched once.
 *
 * @template Table
 * @param {string} tablesUrl
 * @param {string} name
 * @param {(columns: any) => Table} decode
 * @returns {Promise<Table>}
 */
export function table(tablesUrl, name, decode) {
  const address = tablesUrl.replace(/\/?$/, "/") + name;
  if (!fetched.has(address)) {
    const ready = fetchJson(address).then(decode);
    ready.catch(() => fetched.delete(address));
    fetched.set(address, ready);
  }
  return fetched.get(address);
}

/** @param {string} address */
async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/**
 * Returns a promise of who is in Congress.
 *
 * @param {string} tablesUrl
 */
export function loadCongress(tablesUrl) {
  return table(tablesUrl, "congress.json", (columns) => new Congress(columns));
}

/**
 * Returns a promise of what every ZIP code is.
 *
 * @param {string} tablesUrl
 */
export function loadZips(tablesUrl) {
  return table(tablesUrl, "zips.json", (columns) => new Zips(columns));
}

/** Offices and their holders, in columns. */
export class Offices {
  /**
   * @param {Places.OfficeColumns} columns
   * @param {string[]} ids
   */
  constructor(columns, ids) {
    this.columns = columns;
    this.marked = new RegExp(`[\\${columns.marks}]`, "g"); // the first of them is a caret
    this.rows = new Map(ids.map((id, row) => [id, row]));
  }

  /**
   * An office on a day; the rooms of a table add where it is.
   *
   * @param {string} id
   * @returns {any}
   */
  seat(id, on = today()) {
    const { columns, rows } = this;
    const row = rows.get(id);
    if (row === undefined) return null;
    /** @type {(Places.Holder | null)[]} */
    const known = [this.holder(row)];
    columns.next.forEach((of, at) => {
      if (of !== row) return;
      const elected = columns.elected[at] || null;
      known.push({ ...this.someone(rows.size + at), elected, stays: columns.stays[at] });
    });
    const serving = known
      .slice()
      .reverse()
      .find((one) => one && within(on, one.termStart, one.termEnd));
    const holder = serving || known[0];
    const vacancy = columns.vacancies[id] || null;
    const [source, asOf, limit] = columns.sources[columns.source[row]];
    const filled = vacancy && [vacancy.filledBy, vacancy.until].filter(Boolean).sort()[0];
    const vacant = vacancy && within(on, null, limit) && within(on, vacancy.since || asOf, filled);
    const current = serving && within(on, null, serving.limit || limit);
    return {
      id,
      title: columns.titles[columns.title[row]],
      status: serving ? (current ? "held" : "last-known") : vacant ? "vacant" : "unknown",
      termEnd: (holder ? holder.termEnd : filled) || null,
      holder,
      succeeded: Boolean(serving && serving !== known[0] && !serving.stays),
      successors: known.slice(1).filter((one) => one && one.termStart && one.termStart > on),
      vacancy,
      corrections: columns.corrections[id] || [],
      source,
      asOf,
    };
  }

  /**
   * @param {number} row
   * @returns {Places.Holder | null}
   */
  holder(row) {
    return this.columns.names[row] ? this.someone(row) : null;
  }

  /**
   * @param {number} row
   * @returns {Places.Holder}
   */
  someone(row) {
    const { columns } = this;
    const name = String(columns.names[row]);
    const [termStart, termEnd, turnover, limit, checked] = columns.periods[columns.terms[row]];
    const since = columns.beginnings[columns.since[row]];
    /** @param {(string | null)[]} column */
    const text = (column) => this.unmarked(column[row], name);
    const phone = columns.phones[row];
    const address = columns.addresses[row];
    return {
      name,
      party: columns.parties[row],
      termStart: termStart || null,
      termEnd: termEnd || null,
      turnover: turnover || null,
      limit: limit || null,
      checked: checked || null,
      since: (since === null ? termStart : since) || null,
      phone,
      phones: phone ? [phone] : [],
      emails: (text(columns.emails) || "").split(" ").filter(Boolean),
      address: address ? postal(address) : null,
      street: streetOf(address),
      timezone: columns.timezones[columns.zones[row]],
      opening: columns.opening[row],
      hours: columns.hours[row],
      website: text(columns.websites),
      contactForm: text(columns.contact_forms),
      accounts: this.accounts(text),
    };
  }

  /**
   * @param {(column: (string | null)[]) => string | null} text
   * @returns {Places.Account[]}
   */
  accounts(text) {
    const { accounts, profiles } = this.columns;
    return Object.keys(accounts)
      .filter((network) => text(accounts[network]))
      .map((network) => {
        const [handle, address] = String(text(accounts[network])).split(" ");
        return { network, handle, url: address || profiles[network].replace("{}", handle) };
      });
  }

  /**
   * @param {string | null} text
   * @param {string} name
   */
  unmarked(text, name) {
    if (!text) return null;
    return text.replace(this.marked, (mark) => {
      const at = this.columns.marks.indexOf(mark);
      const words = name.split(" ");
      const word = words[at % 2 ? words.length - 1 : 0];
      return at > 1 ? word.toLowerCase() : word;
    });
  }
}

/** Who is in Congress, the president and the vice president; the states. */
export class Congress extends Offices {
  /** @param {Places.CongressColumns} columns */
  constructor(columns) {
    super(columns, columns.ids);
    this.asOf = columns.as_of;
    this.lines = columns.lines;
    this.states = new Map();
    this.executive = [];
    for (const [code, name, nameEs, kind, houseTitle, table] of columns.states) {
      const seats = { house: [], senate: [] };
      this.states.set(code, { code, name, nameEs, kind, houseTitle, table, seats });
    }
    for (const id of columns.ids) {
      const { chamber, state } = parts(id);
      (state ? this.state(state).seats[chamber] : this.executive).push(id);
    }
  }

  /**
   * @param {string} id
   * @param {string} [on]
   * @returns {Places.Seat | null}
   */
  seat(id, on) {
    const found = super.seat(id, on);
    return found && Object.assign(found, { level: "federal" }, parts(id));
  }

  /**
   * The state of a code that the tables have.
   *
   * @param {string} code
   */
  state(code) {
    return /** @type {Places.State} */ (this.states.get(code));
  }

  /** @param {Iterable<string>} ids */
  inOrder(ids) {
    const row = (/** @type {string} */ id) => Number(this.rows.get(id));
    return Array.from(ids).sort((one, other) => row(one) - row(other));
  }
}

/** What every ZIP code is. */
export class Zips {
  /** @param {Places.ZipColumns} columns */
  constructor(columns) {
    const { kinds } = columns;
    this.abbreviations = Object.entries(columns.abbreviations);
    this.areas = columns.areas;
    this.ranges = columns.ranges.map(([first, last, kind, code, name]) => {
      return { first, last, kind, code, name };
    });
    this.codes = [];
    for (let code = 0; code < kinds.length; code++) {
      if (kinds[code] !== ".") this.codes.push(String(code).padStart(5, "0"));
    }
    const states = repeated(columns.states);
    const seats = picked(columns);
    this.rows = new Map(
      this.codes.map((code, row) => {
        const kind = KINDS[kinds[Number(code)]];
        return [code, { code, kind, state: states[row], seats: seats[row] }];
      }),
    );
  }

  /**
   * @param {string} code
   * @returns {Places.ZipRow | undefined}
   */
  row(code) {
    return this.rows.get(code);
  }

  /**
   * The states that a ZIP is in, its post office's first; none where that is not known.
   *
   * @param {string} code
   * @returns {string[]}
   */
  states(code) {
    const row = this.row(code);
    if (!row) {
      const run = this.range(code);
      return run && run.kind === "territory" ? [run.code] : [];
    }
    return [row.state, ...row.seats.map((seat) => seat.split("-")[2].toUpperCase())];
  }

  /** @param {string} code */
  range(code) {
    return this.ranges.find((run) => run.first <= code && code <= run.last);
  }

  /** @param {string} code */
  area(code) {
    const area = this.areas[Number(code.slice(0, 3))];
    return area && { lat: area[0] / 10, lng: area[1] / 10 };
  }
}

/** @param {[string, number][]} runs */
function repeated(runs) {
  const values = [];
  for (const [value, times] of runs) {
    for (let i = 0; i < times; i++) values.push(value);
  }
  return values;
}

/**
 * The seats of each row, from the sets seen last.
 *
 * @param {Places.ZipColumns} columns
 * @returns {string[][]}
 */
function picked({ picks, ranks, sets }) {
  const unseen = sets.split(",").map(seatIds);
  /** @type {string[][]} */
  const recent = [];
  let next = 0;
  return Array.from(picks, (pick) => {
    const rank = ranks.indexOf(pick);
    const seats = rank < 0 ? unseen[next++] : recent.splice(rank, 1)[0];
    recent.unshift(seats);
    recent.length = Math.min(recent.length, ranks.length);
    return seats;
  });
}

/**
 * "ia3 4" is districts 3 and 4 of Iowa.
 *
 * @param {string} text
 */
export function seatIds(text) {
  let state = "";
  return text.split(" ").map((word) => {
    const [, letters, number] = /^([a-z]*)(\d+)$/.exec(word) || [];
    state = letters || state;
    return `us-house-${state}-${number}`;
  });
}

/**
 * A street may hold the separator.
 *
 * @param {string} text
 * @returns {Places.Address}
 */
export function postal(text) {
  return (/^(.*)\|(.*)\|(.*)\|(.*)$/.exec(text.replace(/[{}]/g, "")) || []).slice(1);
}

/**
 * The part of an address that one can go to: empty where it is for letters alone. Braces are around
 * what is not.
 *
 * @param {string | null} text
 */
export function streetOf(text) {
  return text ? postal(text.replace(/\{[^}]*\}/g, ""))[0] : null;
}

/** @param {string} id */
function parts(id) {
  const [, chamber, letters, number] = id.split("-");
  const state = number ? letters.toUpperCase() : null;
  return {
    chamber: state ? chamber : "executive",
    state,
    district: chamber === "house" ? Number(number) : null,
    senateClass: chamber === "senate" ? Number(number) : null,
  };
}

/**
 * @param {string} on
 * @param {string | null} [first]
 * @param {string | null} [last]
 */
function within(on, first, last) {
  return (!first || first <= on) && (!last || on <= last);
}

/** Today on the visitor's calendar, as "2027-01-03". */
export function today() {
  const now = new Date();
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * The state of a seat.
 *
 * @param {string} id
 */
export function stateOf(id) {
  return id.split("-")[2].toUpperCase();
}
