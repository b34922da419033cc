import assert from "node:assert/strict";
import { test } from "node:test";
import { contracted, day, Parts, postal, put, site } from "#officials/seats.js";

test("names in braces are filled in, and what they hold is not filled again", () => {
  assert.equal(put("{a} and {b}", { a: "{b}", b: "c" }), "{b} and c");
  assert.equal(put("{a} {other}", { a: "" }), " {other}");
});

test("a day is in words, and the same wherever the visitor is", () => {
  assert.equal(day("2027-01-03", "en"), "January 3, 2027");
  assert.equal(day("2027-01-03", "es"), "3 de enero de 2027");
});

test("Spanish contracts what one contracts in speech", () => {
  assert.equal(contracted("Senadora de el estado, de ella"), "Senadora del estado, de ella");
});

test("a site is named without what every site begins and ends with", () => {
  assert.equal(site("https://www.example.gov/").website_name, "example.gov");
  assert.equal(site("http://example.gov/a/").website_name, "example.gov/a");
  assert.equal(site(null).website_name, "");
});

test("an address leaves out what is not known", () => {
  assert.equal(postal(["1 Elm St", "Ames", "IA", "50010"]), "1 Elm St, Ames, IA 50010");
  assert.equal(postal(["", "Ames", "IA", ""]), "Ames, IA");
});

test("a ZIP is named by its state alone, and with the state's article in a sentence", () => {
  const words = {
    states: { DC: ["District of Columbia", "Distrito de Columbia", "el Distrito de Columbia"] },
    zip: "{state}, código postal {zip}",
    seats: { Delegate: "Delegado/a de {state} en la Cámara de Representantes" },
  };
  const page = {
    documentElement: { lang: "es" },
    getElementById: () => ({ textContent: JSON.stringify(words) }),
  };
  const parts = new Parts(/** @type {any} */ (page), []);
  const place = { name: "20013", state: "DC" };

  assert.equal(parts.label(place), "Distrito de Columbia, código postal 20013");
  assert.equal(parts.place(place), "el Distrito de Columbia, código postal 20013");
  const seat = /** @type {any} */ ({ title: "Delegate", state: "DC", district: null });
  assert.equal(
    parts.seatName(seat),
    "Delegado/a del Distrito de Columbia en la Cámara de Representantes",
  );
});

test("an office is linked only where this site has a page of it", () => {
  const about = (/** @type {string[] | null} */ listed, /** @type {object} */ seat) =>
    Parts.prototype.about.call(
      /** @type {any} */ ({ words: { about: "/o/", listed } }),
      /** @type {any} */ (seat),
    );
  const governor = { id: "ia-governor", level: "state", state: "IA" };
  const senator = { id: "us-senate-ne-1", level: "federal", state: "NE" };
  assert.equal(about(null, governor), "/o/ia-governor/");
  assert.equal(about(["ia", "us"], governor), "/o/ia-governor/");
  assert.equal(about(["ne", "us"], governor), "");
  assert.equal(about(["ia", "us"], senator), "/o/us-senate-ne-1/");
  assert.equal(about([], senator), "");
});
