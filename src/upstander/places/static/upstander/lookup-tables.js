// Fetching and reading the tables that upstander/places/device.py describes.

const fetched = new Map();

// Returns a promise of what `decode` makes of a table; each table is fetched once.
export function table(tablesUrl, name, decode) {
  const address = tablesUrl.replace(/\/?$/, "/") + name;
  if (!fetched.has(address)) {
    const ready = fetchJson(address).then(decode);
    ready.catch(() => fetched.delete(address));
    fetched.set(address, ready);
  }
  return fetched.get(address);
}

async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

export function loadCongress(tablesUrl) {
  return table(tablesUrl, "congress.json", (columns) => new Congress(columns));
}

export function loadZips(tablesUrl) {
  return table(tablesUrl, "zips.json", (columns) => new Zips(columns));
}

class Congress {
  constructor(columns) {
    this.asOf = columns.as_of;
    this.columns = columns;
    this.rows = new Map(columns.ids.map((id, row) => [id, row]));
    this.states = new Map();
    for (const [code, name, nameEs, kind, houseTitle] of columns.states) {
      const seats = { house: [], senate: [] };
      this.states.set(code, { code, name, nameEs, kind, houseTitle, seats });
    }
    for (const id of columns.ids) {
      const { chamber, state } = parts(id);
      this.states.get(state).seats[chamber].push(id);
    }
  }

  seat(id, on = today()) {
    const row = this.rows.get(id);
    if (row === undefined) return null;
    const { chamber, state, number } = parts(id);
    const [termStart, termEnd] = this.columns.periods[this.columns.terms[row]];
    const vacancy = this.columns.vacancies[id] || null;
    const within = on >= termStart && (!termEnd || on <= termEnd);
    return {
      id,
      title: chamber === "senate" ? "U.S. Senator" : this.states.get(state).houseTitle,
      chamber,
      state,
      district: chamber === "house" ? number : null,
      senateClass: chamber === "senate" ? number : null,
      status: !within ? "unknown" : vacancy ? "vacant" : "held",
      termEnd: termEnd || null,
      holder: vacancy ? null : this.holder(row, termStart),
      vacancy,
      asOf: this.asOf,
    };
  }

  // The seats by state, then number.
  inOrder(ids) {
    return Array.from(ids).sort((one, other) => this.rows.get(one) - this.rows.get(other));
  }

  termEnd(id) {
    return this.columns.periods[this.columns.terms[this.rows.get(id)]][1];
  }

  holder(row, termStart) {
    const { columns } = this;
    const name = columns.names[row];
    const address = columns.addresses[row];
    return {
      name,
      party: columns.parties[row],
      termStart,
      phone: columns.phones[row],
      address: address && address.split("|"), // street, city, state, ZIP
      website: this.unmarked(columns.websites[row], name),
      contactForm: this.unmarked(columns.contact_forms[row], name),
      accounts: this.accounts(row, name),
    };
  }

  accounts(row, name) {
    const found = [];
    for (const network of Object.keys(this.columns.accounts)) {
      const text = this.unmarked(this.columns.accounts[network][row], name);
      if (!text) continue;
      const [handle, address] = text.split(" ");
      const url = address || this.columns.profiles[network].replace("{}", handle);
      found.push({ network, handle, url });
    }
    return found;
  }

  // The text with the words of a name where their marks are.
  unmarked(text, name) {
    if (!text) return null;
    const words = name.split(" ");
    const [first, last] = [words[0], words[words.length - 1]];
    const forms = [first, last, first.toLowerCase(), last.toLowerCase()];
    const form = (char) => forms[this.columns.marks.indexOf(char)] || char;
    return Array.from(text, form).join("");
  }
}

class Zips {
  constructor(columns) {
    const { kinds } = columns;
    this.areas = columns.areas;
    this.ranges = columns.ranges.map(([first, last, kind, code, name]) => {
      return { first, last, kind, code, name };
    });
    this.codes = []; // of all rows, in their order
    for (let code = 0; code < kinds.length; code++) {
      if (kinds[code] !== ".") this.codes.push(String(code).padStart(5, "0"));
    }
    const states = repeated(columns.states);
    const seats = picked(columns);
    this.rows = new Map(
      this.codes.map((code, row) => {
        const kind = kinds[Number(code)] === "a" ? "area" : "point";
        return [code, { code, kind, state: states[row], seats: seats[row] }];
      })
    );
  }

  // The row of a ZIP: {code, kind, state, seats}, or undefined.
  row(code) {
    return this.rows.get(code);
  }

  // The run of ZIPs, answered by rule, that a ZIP without a row is in.
  range(code) {
    return this.ranges.find((run) => run.first <= code && code <= run.last);
  }

  // About where a ZIP is, in degrees, or null.
  area(code) {
    const area = this.areas[Number(code.slice(0, 3))];
    return area && { lat: area[0] / 10, lng: area[1] / 10 };
  }
}

function repeated(runs) {
  const values = [];
  for (const [value, times] of runs) {
    for (let i = 0; i < times; i++) values.push(value);
  }
  return values;
}

// The seats of each row, from the sets seen last.
function picked({ picks, ranks, sets }) {
  const unseen = sets.split(",").map(seatIds);
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

// "ia3 4" is districts 3 and 4 of Iowa.
function seatIds(text) {
  let state = "";
  return text.split(" ").map((word) => {
    const [, letters, number] = /^([a-z]*)(\d+)$/.exec(word);
    state = letters || state;
    return `us-house-${state}-${number}`;
  });
}

function parts(id) {
  const [, chamber, state, number] = id.split("-");
  return { chamber, state: state.toUpperCase(), number: Number(number) };
}

// The date on this device, as in 2026-11-23.
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
