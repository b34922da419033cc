import assert from "node:assert/strict";
import { test } from "node:test";
import { kind } from "#officials/kinds.js";

for (const [id, of] of [
  ["us-house-ia-3", "house"],
  ["us-senate-ia-2", "senate"],
  ["us-president", "president"],
  ["us-vice-president", "president"],
  ["ia-lower-31", "lower"],
  ["ia-upper-16", "upper"],
  ["ne-legislature-12", "upper"],
  ["ia-governor", "governor"],
  ["ma-secretary-of-state", "statewide"],
  ["ia-mayor-des_moines", "mayor"],
  ["local-school-board", "added"],
]) {
  test(`${id} is of the kind ${of}`, () => assert.equal(kind(id), of));
}
