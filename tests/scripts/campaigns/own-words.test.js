import assert from "node:assert/strict";
import { test } from "node:test";
import { level } from "#campaigns/own-words.js";

const FORM = "I ask you to vote for the bill that pays for new pipes on every street of our town.";
const RULES = { enough: 30, run: 6, marks: ".,;:!?“”—…" };

for (const [text, told] of [
  ["", "none"],
  ["— … !", "none"],
  ["My daughter drinks it.", "few"],
  [`${FORM} Please.`, "copied"],
  ["I ASK YOU to vote — for the “bill” that pays!", "copied"],
  ["word ".repeat(29), "few"],
  ["word ".repeat(30), "enough"],
  [`${FORM} ${"word ".repeat(30)}`, "enough"],
]) {
  test(`"${text.slice(0, 40)}" of ${text.split(" ").length} words is ${told}`, () => {
    assert.equal(level(text, FORM, RULES), told);
  });
}
