// Choosing one of the officials whom a visitor has found in this tab, for a call or a letter.
import { fill } from "./dom.js";
import { seat } from "./lookup.js";
import { loadParts, put } from "./seats.js";
import { session } from "./store.js";
import { addresses, inOrder } from "./targets.js";

// Lists them in `element` and calls `present(chosen)` for the one that is chosen, at once for the
// one chosen on an earlier page. `chosen` is {seat, card, recipient, place}.
export async function pick(element, present) {
  const place = session.get("place");
  if (!place) return;
  const parts = await loadParts(element.dataset.parts);
  const tables = document.body.dataset.tables;
  const seats = await Promise.all(place.seats.map((id) => seat(id, tables)));
  const spec = JSON.parse(element.dataset.campaignSpec);
  const offered = inOrder(
    seats.filter((one) => one && one.status !== "vacant" && addresses(spec, one))
  );
  const choices = element.querySelector("[data-pick]");
  const title = document.querySelector("h1");
  for (const one of offered) {
    const chosen = {
      seat: one,
      card: parts.card(one),
      recipient: recipient(one, parts),
      place: parts.place(place),
    };
    const choose = () => {
      session.set("official", one.id);
      choices.open = false;
      title.textContent = put(title.dataset.chosen, { name: chosen.card.heading });
      present(chosen);
    };
    const row = fill(parts.template("pick"), { label: label(chosen.card) });
    row.querySelector("button").addEventListener("click", choose);
    choices.querySelector("ul").append(row);
    if (one.id === session.get("official")) choose();
  }
  choices.hidden = !offered.length;
}

// "Ana Ruiz, U.S. Senator for Iowa"; the seat alone where nobody is known to hold it.
function label({ heading, seat }) {
  return [heading, seat].filter(Boolean).join(", ");
}

// How a seat's holder is addressed; the seat stands for a name that nobody knows.
function recipient(one, parts) {
  const { titles, offices, nameless } = parts.words;
  const seatWords = nameless[one.district ? "district" : "state"];
  const from = { state: parts.state(one.state), district: one.district };
  return {
    title: titles[one.title],
    name: one.status === "held" ? one.holder.name : put(seatWords, from),
    office: offices[one.chamber],
  };
}

// The campaign's script or letter for the chosen official.
export function compose(element, { recipient, place }, ownWords) {
  const text = words(element, "data-text");
  const values = { ...recipient, place, claims: words(element, "data-cited"), own_words: ownWords };
  return put(text, values).replace(/\n{3,}/g, "\n\n").trim();
}

// What one of the page's own templates says.
export function words(element, attribute) {
  return element.querySelector(`template[${attribute}]`).content.textContent;
}
