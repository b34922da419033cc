import assert from "node:assert/strict";
import { test } from "node:test";
import { contracted, day, postal, put, site } from "#officials/seats.js";

test("names in braces are filled in, and what they hold is not filled again", () => {
  assert.equal(put("{a} and {b}", { a: "{b}", b: "c" }), "{b} and c");
  assert.equal(put("{a} {other}", { a: "" }), " {other}");
});

test("a day is in words, and the same wherever the visitor is", () => {
  assert.equal(day("2027-01-03", "en"), "January 3, 2027");
  assert.equal(day("2027-01-03", "es"), "3 de enero de 2027");
});

test("Spanish contracts what one contracts in speech", () => {
  assert.equal(contracted("Senadora de el estado, de ella"), "Senadora del estado, de ella");
});

test("a site is named without what every site begins and ends with", () => {
  assert.equal(site("https://www.example.gov/").website_name, "example.gov");
  assert.equal(site("http://example.gov/a/").website_name, "example.gov/a");
  assert.equal(site(null).website_name, "");
});

test("an address leaves out what is not known", () => {
  assert.equal(postal(["1 Elm St", "Ames", "IA", "50010"]), "1 Elm St, Ames, IA 50010");
  assert.equal(postal(["", "Ames", "IA", ""]), "Ames, IA");
});
