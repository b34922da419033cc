// Reads the part of a table that holds offices of staff.
import { postal, streetOf } from "./lookup-tables.js";

/** Offices in columns, by the row of whose they are. */
export class Contacts {
  /** @param {Places.ContactColumns} columns */
  constructor(columns) {
    this.columns = columns;
    this.byRow = new Map();
    columns.of.forEach((row, at) => {
      if (!this.byRow.has(row)) this.byRow.set(row, []);
      this.byRow.get(row).push(at);
    });
  }

  /**
   * @param {number | undefined} row
   * @returns {Places.ContactOffice[]}
   */
  of(row) {
    const { columns } = this;
    return (this.byRow.get(row) || []).map((/** @type {number} */ at) => ({
      kind: columns.kinds[columns.kind[at]],
      address: postal(columns.addresses[at]),
      street: streetOf(columns.addresses[at]),
      phone: columns.phones[at],
      hours: columns.hours[at],
      opening: columns.opening[at],
      timezone: columns.timezones[columns.zones[at]],
      lat: degrees(columns.lats[at]),
      lng: degrees(columns.lngs[at]),
    }));
  }
}

/**
 * Degrees from hundredths, or null.
 *
 * @param {number | null} hundredths
 */
function degrees(hundredths) {
  return hundredths === null ? null : hundredths / 100;
}
