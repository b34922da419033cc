import assert from "node:assert/strict";
import { test } from "node:test";
import { readable, theme } from "#hub/theme.js";

test("three colors of three or six digits are read", () => {
  assert.deepEqual(readable("#accent=17605a&paper=fff&ink=222"), {
    accent: [23, 96, 90],
    paper: [255, 255, 255],
    ink: [34, 34, 34],
  });
});

for (const hash of [
  "",
  "#accent=17605a&paper=fff",
  "#accent=17605a&paper=fff&ink=red",
  "#accent=17605a&paper=fff&ink=2222",
  "#accent=17605a&paper=fff&ink=999",
  "#accent=ffd&paper=fff&ink=222",
]) {
  test(`"${hash}" is no three colors that one can read`, () => {
    assert.equal(readable(hash), null);
  });
}

test("words on the accent are black or white, whichever stands out more", () => {
  const [paper, ink] = [
    [255, 255, 255],
    [0, 0, 0],
  ];
  assert.equal(theme({ accent: [23, 96, 90], paper, ink })["--on-accent"], "rgb(255, 255, 255)");
  assert.equal(theme({ accent: [250, 220, 90], paper, ink })["--on-accent"], "rgb(0, 0, 0)");
});

test("light words on dark paper are a dark scheme", () => {
  const colors = { accent: [150, 220, 250], paper: [10, 10, 10], ink: [240, 240, 240] };
  assert.equal(theme(colors)["color-scheme"], "dark");
  const turned = { ...colors, paper: colors.ink, ink: colors.paper };
  assert.equal(theme(turned)["color-scheme"], "light");
});
