import assert from "node:assert/strict";
import { test } from "node:test";
import { inMiles } from "#officials/distance.js";

const PARTS = { words: { distance: { near: "About a mile", far: "About {miles} miles" } } };

test("a distance is in whole miles, and nothing where it is not known", () => {
  assert.equal(inMiles(PARTS, 16.1), "About 10 miles");
  assert.equal(inMiles(PARTS, 0.1), "About a mile");
  assert.equal(inMiles(PARTS, null), "");
  assert.equal(inMiles(PARTS, undefined), "");
});
