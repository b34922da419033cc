import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar } from "#hub/ics.js";

const PLAN = {
  uid: "a@hub.example",
  made: new Date("2026-11-23T12:00:00.123Z"),
  start: "2027-03-15T23:45",
  minutes: 30,
  alarm: 60,
  title: "Call",
  words: "Call; then write, please.\nhttps://hub.example/",
  link: "https://hub.example/",
  product: "-//Upstander//EN",
};

/** @param {string} text */
const unfolded = (text) => text.replace(/\r\n /g, "");

test("a plan is on the visitor's own clock and may end on the next day", () => {
  const made = calendar(PLAN);
  assert.match(made, /\r\nDTSTART:20270315T234500\r\nDTEND:20270316T001500\r\n/);
  assert.match(made, /\r\nDTSTAMP:20261123T120000Z\r\n/);
  assert.match(made, /\r\nTRIGGER:-PT60M\r\n/);
});

test("what ends a value or a line in a calendar file is written so that it does not", () => {
  const made = calendar({ ...PLAN, title: "a\\b\x07c" });
  assert.ok(unfolded(made).includes("DESCRIPTION:Call\\; then write\\, please.\\nhttps://hub"));
  assert.ok(made.includes("SUMMARY:a\\\\bc\r\n"));
});

test("no line is longer than 75 octets, and no letter is broken", () => {
  const title = "👩‍👩‍👧‍👦ñ日".repeat(40);
  const made = calendar({ ...PLAN, title });
  const lengths = made.split("\r\n").map((line) => new TextEncoder().encode(line).length);
  assert.ok(Math.max(...lengths) <= 75);
  assert.ok(unfolded(made).includes(`SUMMARY:${title}\r\n`));
});
