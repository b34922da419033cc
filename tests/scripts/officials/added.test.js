import assert from "node:assert/strict";
import { test } from "node:test";
import { ofPlace } from "#officials/added.js";

const BOARD = { id: "local-board", beside: ["us-house-ia-3"], zips: ["50309"] };

/**
 * @param {{id: string, certain: boolean}[]} seats
 * @param {string[]} codes
 */
const found = (seats, codes) => ofPlace([BOARD], seats, codes);

test("an added official is as sure as the seat that the same people elect", () => {
  for (const certain of [true, false]) {
    const [one] = found([{ id: "us-house-ia-3", certain }], []);
    assert.equal(one.certain, certain);
  }
});

test("one found by a ZIP alone is never sure", () => {
  const [one] = found([{ id: "us-house-ia-4", certain: true }], ["50309"]);
  assert.equal(one.certain, false);
});

test("one of another place is not found", () => {
  assert.deepEqual(found([{ id: "us-house-ia-4", certain: true }], ["50010"]), []);
});
