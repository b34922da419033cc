import assert from "node:assert/strict";
import { test } from "node:test";
import { leadingZip, nameKey } from "#places/lookup-names.js";
import { clean, read } from "#places/lookup-text.js";

for (const [typed, cleaned] of [
  ["  Des\t Moines ", "Des Moines"],
  ["Ｄｅｓ Ｍｏｉｎｅｓ", "Des Moines"],
  ["Winston–Salem NC", "Winston-Salem NC"],
  ["\ufeff50309\u200b", "50309"],
]) {
  test(`${JSON.stringify(typed)} is read as "${cleaned}"`, () => {
    assert.equal(clean(typed), cleaned);
  });
}

for (const [text, asked] of [
  ["50309", { kind: "zip", code: "50309", plusFour: false, reduced: false, before: "" }],
  ["50309-", { kind: "zip", code: "50309", plusFour: false, reduced: false, before: "" }],
  ["50309.0", { kind: "zip", code: "50309", plusFour: false, reduced: false, before: "" }],
  ["50309-1234", { kind: "zip", code: "50309", plusFour: true, reduced: false, before: "" }],
  ["50309 USA", { kind: "zip", code: "50309", plusFour: false, reduced: false, before: "" }],
  [
    "100 Main Street, 50309",
    { kind: "zip", code: "50309", plusFour: false, reduced: true, before: "100 Main Street" },
  ],
  ["Boston MA EE. UU.", { kind: "place", text: "Boston MA" }],
  ["PO Box 50309", { kind: "place", text: "PO Box 50309" }],
  ["41.6, -93.6", { kind: "point" }],
  ["41.6;-93.6", { kind: "point" }],
]) {
  test(`"${text}" asks for ${JSON.stringify(asked)}`, () => {
    assert.deepEqual(read(String(text)), asked);
  });
}

for (const [text, outcome, code] of [
  ["", "empty", "empty"],
  ["1234", "malformed", "zip-length"],
  ["K1A 0B1", "foreign", "foreign-postcode"],
  ["SW1A 1AA", "foreign", "foreign-postcode"],
  ["5o309", "malformed", "zip-letters"],
  ["x".repeat(201), "malformed", "too-long"],
]) {
  test(`"${text.slice(0, 20)}" is refused: ${code}`, () => {
    const asked = read(text);
    assert.equal(asked.kind, "refused");
    assert.deepEqual([asked.outcome, asked.code], [outcome, code]);
  });
}

test("names that people write in several ways are one", () => {
  for (const [one, other] of [
    ["St. Louis", "Saint Louis"],
    ["O’Fallon", "O Fallon"],
    ["Peñasco", "PENASCO"],
    ["Ft Worth", "fort worth"],
    ["Boston & Maine", "boston and maine"],
  ]) {
    assert.equal(nameKey(one), nameKey(other));
  }
});

test("a ZIP before a name is told from the number of a house", () => {
  assert.deepEqual(leadingZip("50309 Des Moines"), { code: "50309", words: "Des Moines" });
  assert.equal(leadingZip("50309 Elm Street 4"), null);
});
