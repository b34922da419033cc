import assert from "node:assert/strict";
import { test } from "node:test";
import { addresses, committee, inOrder, offered } from "#campaigns/targets.js";

const SPEC = { kinds: ["senate"], states: ["IA"], named: [], on_committee: null, stances: {} };
/** @type {Pick<Places.Seat, "id" | "state" | "status">} */
const SENATOR = { id: "us-senate-ia-2", state: "IA", status: "held" };

test("a campaign addresses offices of its kinds in its states", () => {
  assert.ok(addresses(SPEC, SENATOR));
  assert.ok(!addresses(SPEC, { ...SENATOR, id: "us-house-ia-3" }));
  assert.ok(!addresses(SPEC, { ...SENATOR, state: "NE" }));
  assert.ok(addresses({ ...SPEC, states: [] }, { ...SENATOR, state: "NE" }));
});

test("a campaign addresses whom it names, whatever else it asks for", () => {
  assert.ok(addresses({ ...SPEC, named: ["local-board"] }, { id: "local-board", state: null }));
});

test("a campaign with committees addresses their members alone, and says which", () => {
  const spec = { ...SPEC, on_committee: { Agriculture: ["us-senate-ia-3"] } };
  assert.ok(!addresses(spec, SENATOR));
  assert.ok(addresses(spec, { ...SENATOR, id: "us-senate-ia-3" }));
  assert.equal(committee(spec, { id: "us-senate-ia-3" }), "Agriculture");
  assert.equal(committee(spec, SENATOR), "");
});

test("members of the House come first and added officials last", () => {
  const ids = ["local-board", "ia-governor", "us-senate-ia-2", "us-house-ia-3"];
  assert.deepEqual(
    inOrder(ids.map((id) => ({ id }))).map(({ id }) => id),
    ["us-house-ia-3", "us-senate-ia-2", "ia-governor", "local-board"],
  );
});

test("a card offers the campaigns that ask its office, a vacant one none", () => {
  const template = { offerSpec: JSON.stringify(SPEC) };
  assert.ok(offered(template, SENATOR));
  assert.ok(!offered(template, { ...SENATOR, status: "vacant" }));
  assert.ok(!offered(template, { ...SENATOR, id: "us-house-ia-3" }));
});
