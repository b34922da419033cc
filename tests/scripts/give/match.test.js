import assert from "node:assert/strict";
import { test } from "node:test";
import { match } from "#give/match.js";

const ON = "2026-08-05";
const CHOICES = {
  minutes: 60,
  money: false,
  skills: ["driving"],
  languages: ["en"],
  homeOnly: false,
  privateOnly: false,
};
const NEED = {
  id: "read",
  minutes: 5,
  costsMoney: false,
  skills: [],
  languages: [],
  presence: "home",
  audiences: ["nobody"],
  until: "",
};

/** @param {{fits: {id: string}[]}} found */
const ids = ({ fits }) => fits.map(({ id }) => id);

test("an ask fits by its last day, and not after it", () => {
  assert.deepEqual(ids(match(CHOICES, [{ ...NEED, until: ON }], ON)), ["read"]);
  const over = match(CHOICES, [{ ...NEED, until: "2026-08-04" }], ON);
  assert.deepEqual(over, { fits: [], smallest: null });
});

test("a skill that one has comes before an ask that anybody can answer", () => {
  const drive = { ...NEED, id: "drive", minutes: 10, skills: ["driving"] };
  const found = match(CHOICES, [NEED, drive], ON);
  assert.deepEqual(ids(found), ["drive", "read"]);
  assert.deepEqual(found.fits[0].reasons, ["skill-driving", "time", "no-money"]);
});

test("where nothing fits the time, the smallest is named", () => {
  const needs = [
    { ...NEED, id: "b", minutes: 90 },
    { ...NEED, id: "a", minutes: 90 },
    { ...NEED, minutes: 300 },
  ];
  assert.deepEqual(match(CHOICES, needs, ON), { fits: [], smallest: "a" });
});

test("an ask that costs money, wants another language or one's presence can be ruled out", () => {
  for (const [choices, need] of [
    [{}, { costsMoney: true }],
    [{}, { languages: ["es"] }],
    [{}, { skills: ["legal"] }],
    [{ homeOnly: true }, { presence: "in_person" }],
    [{ privateOnly: true }, { audiences: ["group"] }],
    [{ privateOnly: true }, { audiences: ["phone"] }],
    [{ privateOnly: true }, { audiences: [] }],
  ]) {
    const found = match({ ...CHOICES, ...choices }, [{ ...NEED, ...need }], ON);
    assert.deepEqual(ids(found), []);
  }
});

test("five asks are shown at most", () => {
  const needs = Array.from({ length: 9 }, (_, at) => ({ ...NEED, id: `ask-${at}` }));
  assert.equal(match({ ...CHOICES, minutes: null }, needs, ON).fits.length, 5);
});
