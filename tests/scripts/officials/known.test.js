// A page of an office, read on later days than it was made.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHTML } from "linkedom";
import { start } from "#officials/known.js";

const PAGE = `<html><body>
  <div id="over" data-through="2027-01-03" data-current="2026-11-12"><p hidden>Over</p></div>
  <div id="named" data-known><p id="old" data-old hidden>Old</p></div>
  <h2 id="after" data-after hidden>What we had</h2></body></html>`;

/**
 * Which parts are hidden for somebody who reads the page on a day.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} on
 */
function hidden(t, on) {
  t.mock.timers.enable({ apis: ["Date"], now: new Date(`${on}T12:00`) });
  const { document } = parseHTML(PAGE);
  Object.assign(globalThis, { document });
  /** @param {string} id */
  const part = (id) => /** @type {any} */ (document.getElementById(id));
  start(part("over"));
  const [over, named, old, after] = ["over", "named", "old", "after"].map(part);
  return [over.firstElementChild, named, old, after].map((node) => node.hasAttribute("hidden"));
}

test("a page within the limit of its list says what it was made with", (t) => {
  assert.deepEqual(hidden(t, "2026-11-12"), [true, false, true, true]);
});

test("past it, it says that this may have changed", (t) => {
  assert.deepEqual(hidden(t, "2026-11-13"), [true, false, false, true]);
  t.mock.timers.reset();
  assert.deepEqual(hidden(t, "2027-01-03"), [true, false, false, true]);
});

test("past the term, it names nobody any more", (t) => {
  assert.deepEqual(hidden(t, "2027-01-04"), [false, true, true, false]);
});
