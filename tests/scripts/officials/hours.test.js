import assert from "node:assert/strict";
import { test } from "node:test";
import { nowWords } from "#officials/hours.js";

const WORDS = {
  opening: {
    open: "Open until {time}",
    soon: "Opens in {minutes} minutes, at {time} in {city}",
    today: "Opens today at {time} in {city}",
    later: "Opens {weekday} at {time} in {city}",
    stated: "It is {time} in {city}",
    unknown: "Hours not known; it is {time} in {city}",
  },
  times: { am: "{time} a.m.", pm: "{time} p.m." },
};
const SPLIT_DAY = "Mo,Tu,We,Th,Fr 08:00-12:00, Mo-Fr 13:00-17:00";

/**
 * @param {string} now
 * @param {object} [changed]
 */
function said(now, changed, language = "en") {
  const office = {
    hours: "as stated",
    opening: SPLIT_DAY,
    timezone: "America/New_York",
    city: "Washington",
  };
  const parts = { words: WORDS, language };
  return nowWords({ ...office, ...changed }, parts, new Date(`${now}:00-05:00`));
}

for (const [now, words] of [
  ["2026-11-23T07:22", "Opens in 40 minutes, at 8:00 a.m. in Washington"],
  ["2026-11-23T08:00", "Open until 12:00 p.m."],
  ["2026-11-23T12:30", "Opens in 30 minutes, at 1:00 p.m. in Washington"],
  ["2026-11-23T12:59", "Opens in 5 minutes, at 1:00 p.m. in Washington"],
  ["2026-11-23T16:59", "Open until 5:00 p.m."],
  ["2026-11-23T05:00", "Opens today at 8:00 a.m. in Washington"],
  ["2026-11-27T17:00", "Opens Monday at 8:00 a.m. in Washington"],
]) {
  test(`at ${now} in Washington: ${words}`, () => assert.equal(said(now), words));
}

test("a day is named in the language of the page", () => {
  assert.match(said("2026-11-24T00:00", { opening: "Mo 08:00-17:00" }, "es"), /lunes/);
});

test("hours that are not sure leave the time there", () => {
  const noon = "2026-11-23T12:05";
  assert.equal(said(noon, { opening: null }), "It is 12:05 p.m. in Washington");
  assert.match(said(noon, { opening: null, hours: "" }), /^Hours not known/);
  assert.match(said(noon, { opening: null, timezone: "Pacific/Guam" }), /^It is 3:05 a.m./);
});

test("nothing is said of an office whose clocks or city are not known", () => {
  assert.equal(said("2026-11-23T12:05", { timezone: null }), "");
  assert.equal(said("2026-11-23T12:05", { city: "" }), "");
});
