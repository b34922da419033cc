// A call: the script for the chosen official, and a note of how it went, on this device only.
import { fill, refill, show } from "./dom.js";
import { compose, pick, words } from "./campaign.js";
import { today } from "./lookup-tables.js";
import { day } from "./seats.js";
import { kept } from "./store.js";

export async function start(element) {
  listNotes(element);
  await pick(element, (chosen) => present(element, chosen));
}

function present(element, chosen) {
  const script = compose(element, chosen, words(element, "data-cue"));
  const paragraphs = document.createDocumentFragment();
  for (const text of script.split("\n\n")) {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    paragraphs.append(paragraph);
  }
  const template = element.querySelector("template[data-script]");
  const copy = fill(template, { ...chosen.card, script: paragraphs });
  const after = copy.querySelector("[data-after-call]");
  for (const button of copy.querySelectorAll("[data-outcome]")) {
    button.addEventListener("click", () => {
      const noted = note(element.dataset.campaign, chosen, button.dataset.outcome);
      const said = noted ? button.dataset.after : words(element, "data-unkept");
      refill(after, fill(element.querySelector("template[data-noted]"), { words: said }));
      listNotes(element);
    });
  }
  show(element.querySelector("[data-result]"), copy);
}

// Keeps the last outcome of each day; returns false where the device keeps nothing.
function note(campaign, { seat, card }, outcome) {
  const on = today();
  const others = (kept.get("notes") || []).filter(
    (one) => one.campaign !== campaign || one.office !== seat.id || one.on !== on
  );
  others.push({ campaign, office: seat.id, name: card.heading, on, outcome });
  return kept.set("notes", others);
}

function listNotes(element) {
  const notes = (kept.get("notes") || []).filter(
    (one) => one.campaign === element.dataset.campaign
  );
  const buttons = element.querySelector("template[data-script]").content;
  const section = element.querySelector("[data-notes]");
  const rows = notes.reverse().map((one) => {
    const button = buttons.querySelector(`[data-outcome="${one.outcome}"]`);
    const on = day(one.on, document.documentElement.lang);
    const outcome = button ? button.textContent : "";
    return fill(element.querySelector("template[data-note]"), { ...one, on, outcome });
  });
  refill(section.querySelector("ul"), ...rows);
  section.hidden = !rows.length;
}
