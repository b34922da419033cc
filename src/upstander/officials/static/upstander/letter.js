// A letter, made on the device of the visitor's own words and the claims the campaign cites.
import { fill, show } from "./dom.js";
import { compose, pick, words } from "./campaign.js";
import { put } from "./seats.js";
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
  if (!fits(element, form, text)) return;
  const copy = fill(element.querySelector("template[data-sheet]"), {
    ...chosen.card,
    office: chosen.recipient.office,
    letter: text,
  });
  const button = copy.querySelector("[data-copy]");
  const status = copy.querySelector("[data-copied]");
  const copyText = async () => {
    status.textContent = (await copied(text)) ? button.dataset.done : button.dataset.failed;
  };
  button.addEventListener("click", copyText);
  for (const link of copy.querySelectorAll("a[target]")) link.addEventListener("click", copyText);
  copy.querySelector("[data-print]").addEventListener("click", () => print());
  copy.querySelector("[data-back]").addEventListener("click", () => ask(element, chosen));
  show(element.querySelector("[data-result]"), copy);
}

// Says so where a letter is too long.
function fits(element, form, text) {
  const longest = Number(element.dataset.longest);
  const length = Array.from(text).length;
  const error = form.querySelector("#own_words-error");
  error.textContent = "";
  error.classList.toggle("error", length > longest);
  if (length <= longest) return true;
  const counts = { length, over: length - longest, longest };
  for (const name of Object.keys(counts)) counts[name] = counts[name].toLocaleString("en-US");
  error.textContent = put(words(element, "data-long"), counts);
  form.elements.own_words.focus();
  return false;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    return false; // refused, or not offered to a page without HTTPS
  }
}

// Without control characters, as officials/forms.py takes text.
function plain(text) {
  return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "").trim();
}
