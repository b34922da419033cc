// A letter, made on the device of the visitor's own words and the claims the campaign cites.
import { fill, show } from "./dom.js";
import { compose, pick } from "./campaign.js";
import { session } from "./store.js";

const FIELDS = ["why", "own_words"];

export async function start(element) {
  await pick(element, (chosen) => ask(element, chosen));
}

function ask(element, chosen) {
  const key = `letter:${element.dataset.campaign}`;
  const draft = session.get(key) || {};
  const copy = fill(element.querySelector("template[data-composer]"), chosen.card);
  const form = copy.querySelector("form");
  for (const name of FIELDS) form.elements[name].value = draft[name] || "";
  form.addEventListener("input", () => {
    session.set(key, Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value])));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const own = FIELDS.map((name) => plain(form.elements[name].value)).filter(Boolean);
    present(element, chosen, form, compose(element, chosen, own.join("\n\n")));
  });
  show(element.querySelector("[data-result]"), copy);
}

function present(element, chosen, form, text) {
  const length = Array.from(text).length;
  const over = length - Number(element.dataset.longest);
  for (const old of form.querySelectorAll(".error")) old.remove();
  if (over > 0) {
    form.prepend(fill(element.querySelector("template[data-long]"), { length, over }));
    form.elements.own_words.focus();
    return;
  }
  const { title, name, office } = chosen.recipient;
  const copy = fill(element.querySelector("template[data-sheet]"), {
    ...chosen.card,
    recipient: `${title} ${name}`,
    office,
    letter: text,
  });
  const button = copy.querySelector("[data-copy]");
  const status = copy.querySelector("[data-copied]");
  const copyText = () =>
    navigator.clipboard.writeText(text).then(
      () => (status.textContent = button.dataset.done),
      () => (status.textContent = button.dataset.failed)
    );
  button.addEventListener("click", copyText);
  for (const link of copy.querySelectorAll("a[target]")) link.addEventListener("click", copyText);
  copy.querySelector("[data-print]").addEventListener("click", () => print());
  copy.querySelector("[data-back]").addEventListener("click", () => ask(element, chosen));
  show(element.querySelector("[data-result]"), copy);
}

// Without control characters, as officials/forms.py takes text.
function plain(text) {
  return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "").trim();
}
