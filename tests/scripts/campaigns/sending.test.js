import assert from "node:assert/strict";
import { test } from "node:test";
import { email, handle, lengthOf, post } from "#campaigns/sending.js";

const RULES = { longest: 100, link: 23, wide: true, short_mentions: true };

test("an e-mail carries the letter where its address stays short enough", () => {
  const short = email("a@b.example", "Pipes & water", "One\nTwo");
  assert.deepEqual(short, {
    href: "mailto:a@b.example?subject=Pipes%20%26%20water&body=One%0D%0ATwo",
    whole: true,
  });
  const long = email("a@b.example", "Pipes", "x".repeat(2000));
  assert.deepEqual(long, { href: "mailto:a@b.example?subject=Pipes", whole: false });
});

test("a handle has one sign before it, and Facebook has none", () => {
  assert.equal(handle({ network: "bluesky", handle: "@@rep" }), "@rep");
  assert.equal(handle({ network: "facebook", handle: "rep" }), "");
});

test("a network counts links, mentions, wide letters and emoji as it does", () => {
  assert.equal(lengthOf("see https://a.example/long/way", RULES), 4 + 23);
  assert.equal(lengthOf("@rep@mastodon.example", RULES), 4);
  assert.equal(lengthOf("日本", RULES), 4);
  assert.equal(lengthOf("👩‍👩‍👧‍👦", RULES), 2);
  assert.equal(lengthOf("日本", { longest: 10 }), 2);
});

test("a post keeps as many words of the request as the network takes", () => {
  const account = { network: "twitter", handle: "rep" };
  const made = (/** @type {string} */ request) =>
    post("{handle} {request} {link}", account, request, "https://a.example/", RULES);
  assert.equal(made("Fix it."), "@rep Fix it. https://a.example/");
  const long = made("pipes ".repeat(50));
  assert.match(long, /^@rep (pipes )+… https:\/\/a\.example\/$/);
  assert.ok(lengthOf(long, RULES) <= RULES.longest);
  assert.ok(lengthOf(long.replace("pipes", "pipes pipes"), RULES) > RULES.longest);
  assert.equal(made("x".repeat(500)), "https://a.example/");
});
