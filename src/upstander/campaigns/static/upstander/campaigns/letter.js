// A letter, made on the device of the visitor's own words and the claims the campaign cites. The
// visitor sends it, from wherever they send their letters.

import { copied } from "../hub/copy.js";
import { fill, refill, show } from "../hub/dom.js";
import { oneAtATime } from "../hub/steps.js";
import { session } from "../hub/store.js";
import { day, holderOf, put } from "../officials/seats.js";
import { today } from "../places/lookup-tables.js";
import { compose, pick, targets, words } from "./campaign.js";
import { level } from "./own-words.js";
import { remember } from "./record.js";
import { email, handle, lengthOf, post } from "./sending.js";
import { offerCount } from "./tally.js";

const FIELDS = ["request", "why", "community", "story"];
const STORY = FIELDS.length - 1;

/**
 * Lets the visitor choose an official and write to them.
 *
 * @param {PageElement} element
 */
export async function start(element) {
  await pick(element, (chosen) => ask(element, chosen));
}

/**
 * @param {PageElement} element
 * @param {Campaigns.Target} chosen
 */
function ask(element, chosen) {
  const key = `letter:${element.dataset.campaign}`;
  const draft = session.get(key) || {};
  const unsure = chosen.represents !== "yes" || chosen.asked;
  const copy = fill(element.querySelector("template[data-composer]"), { ...chosen.card, unsure });
  const form = copy.querySelector("form");
  form.elements.represents.value = chosen.represents;
  for (const name of FIELDS) {
    if (typeof draft[name] === "string") form.elements[name].value = draft[name];
  }
  form.addEventListener("input", () => {
    session.set(key, Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value])));
    if (unsure) said(chosen, form.elements.represents.value);
    sayLevel(element, chosen, form);
  });
  const turnTo = oneAtATime(form, {
    answered: () => true,
    finish() {
      const letter = made(element, chosen, form);
      if (fits(element, form, letter.text)) present(element, chosen, letter);
      else turnTo(STORY);
    },
  });
  const result = element.querySelector("[data-result]");
  result.dataset.office = chosen.seat.id;
  element.querySelector("[data-found]").hidden = true; // it has done its work, and is long
  show(result, copy);
}

/**
 * Keeps what the visitor says of somebody of whom the look-up is not sure.
 *
 * @param {Campaigns.Target} chosen
 * @param {Campaigns.Represents} represents
 */
function said(chosen, represents) {
  Object.assign(chosen, { represents, asked: true });
}

/**
 * The letter as the server would make it: {text, request, own, level}. A request that the visitor
 * changed stands before their own words where the letter itself does not have it.
 *
 * @param {PageElement} element
 * @param {Campaigns.Target} chosen
 * @param {PageElement} form
 * @returns {Campaigns.Letter}
 */
function made(element, chosen, form) {
  const [wish, ...parts] = FIELDS.map((name) => plain(form.elements[name].value));
  const asked = form.elements.request.defaultValue;
  const request = wish.replace(/\s+/g, " ") || asked;
  const own = parts.filter(Boolean).join("\n\n");
  let text = compose(element, chosen, own, request);
  if (request !== asked && !text.includes(request)) {
    text = compose(element, chosen, [request, own].filter(Boolean).join("\n\n"), request);
  }
  const theirs = `${asked} ${compose(element, chosen, "", asked)}`;
  return { text, request, own, level: level(own, theirs, table(element, "own-rules")) };
}

/**
 * Says how far it reads like the form letter: only when that changes, so that it is heard once.
 *
 * @param {PageElement} element
 * @param {Campaigns.Target} chosen
 * @param {PageElement} form
 */
function sayLevel(element, chosen, form) {
  const letter = made(element, chosen, form);
  const said = form.querySelector("[data-own]");
  const text = letter.own ? table(element, "own-says")[letter.level] : "";
  if (said.textContent !== text) said.textContent = text;
}

/**
 * @param {PageElement} element
 * @param {Campaigns.Target} chosen
 * @param {Campaigns.Letter} letter
 */
function present(element, chosen, letter) {
  const { seat, card } = chosen;
  const { emails = [], accounts = [] } = holderOf(seat) || {};
  const [address] = emails;
  const mail = address ? email(address, element.dataset.title, letter.text) : null;
  const posts = accounts.filter(({ network }) => table(element, "networks")[network]);
  const copy = fill(element.querySelector("template[data-sheet]"), {
    ...card,
    office: chosen.recipient.office,
    letter: letter.text,
    today: day(today(), document.documentElement.lang),
    own: letter.level === "enough" ? "" : table(element, "own-says")[letter.level],
    email: address,
    whole: mail && mail.whole,
    paste: mail && !mail.whole,
    by_post: Boolean(card.address),
    posts: posts.length && postsFor(element, posts, chosen, letter.request),
  });
  const button = copy.querySelector("[data-copy]");
  const status = copy.querySelector("[data-copied]");
  const copyText = async () => {
    status.textContent = (await copied(letter.text)) ? button.dataset.done : button.dataset.failed;
  };
  button.addEventListener("click", copyText);
  for (const link of copy.querySelectorAll("p > a[target]")) {
    if (!link.closest("details")) link.addEventListener("click", copyText);
  }
  const mailLink = copy.querySelector("[data-mail]");
  if (mail) mailLink.href = mail.href;
  if (mail && !mail.whole) mailLink.addEventListener("click", copyText);
  copy.querySelector("[data-print]").addEventListener("click", () => print());
  copy.querySelector("[data-change]").addEventListener("click", () => ask(element, chosen));
  const after = copy.querySelector("[data-after-sending]");
  copy.querySelector("[data-sent]").addEventListener("click", () => noted(element, chosen, after));
  show(element.querySelector("[data-result]"), copy);
}

/**
 * Notes on this device that it was sent, offers to count it, and the next official to write to.
 *
 * @param {PageElement} element
 * @param {Campaigns.Target} chosen
 * @param {PageElement} after
 */
async function noted(element, { seat, card }, after) {
  const { campaign, title } = element.dataset;
  const act = { campaign, title, office: seat.id, name: card.heading, how: "letter" };
  const token = remember({ ...act, outcome: "written" });
  const copy = fill(element.querySelector("template[data-noted]"), {
    words: words(element, token ? "data-kept" : "data-unkept"),
  });
  const next = await nextAfter(element, seat.id);
  const button = copy.querySelector("[data-next]");
  button.hidden = !next;
  if (next) {
    button.querySelector("[data-slot=name]").textContent = next.textContent;
    button.addEventListener("click", () => next.click());
  }
  refill(after, copy);
  after.querySelector("[role=status]").focus();
  offerCount(after.parentElement, { campaign, outcome: "written", token: token || undefined });
}

/**
 * The button that chooses the official after this one.
 *
 * @param {PageElement} element
 * @param {string} id
 */
async function nextAfter(element, id) {
  const offered = await targets(element);
  const now = offered.findIndex(({ seat }) => seat.id === id);
  return element.querySelectorAll("[data-pick] button")[now + 1];
}

/**
 * @param {PageElement} element
 * @param {Places.Account[]} accounts
 * @param {Campaigns.Target} chosen
 * @param {string} request
 */
function postsFor(element, accounts, { represents }, request) {
  const posts = document.createDocumentFragment();
  for (const account of accounts) {
    const rules = table(element, "networks")[account.network];
    const copy = fill(element.querySelector("template[data-post-to]"), {
      network: rules.name,
      account: handle(account),
      url: account.url,
    });
    const field = copy.querySelector("textarea");
    const status = copy.querySelector("[data-left]");
    const button = copy.querySelector("[data-copy-post]");
    const sayLeft = () => {
      const left = rules.longest - lengthOf(field.value, rules);
      const pattern = left < 0 ? status.dataset.over : status.dataset.left;
      status.textContent = put(pattern, { count: Math.abs(left).toLocaleString("en-US") });
      status.classList.toggle("error", left < 0);
    };
    field.value = post(
      words(element, `data-post-words-${represents}`),
      account,
      request,
      element.dataset.link,
      rules,
    );
    field.addEventListener("input", sayLeft);
    button.addEventListener("click", async () => {
      const done = await copied(field.value);
      status.textContent = done ? button.dataset.done : button.dataset.failed;
    });
    sayLeft();
    posts.append(copy);
  }
  return posts;
}

/**
 * Says so where a letter is too long.
 *
 * @param {PageElement} element
 * @param {PageElement} form
 * @param {string} text
 */
function fits(element, form, text) {
  const longest = Number(element.dataset.longest);
  const length = Array.from(text).length;
  const error = form.querySelector("#story_error");
  error.hidden = length <= longest;
  if (length <= longest) return true;
  const said = (/** @type {number} */ count) => count.toLocaleString("en-US");
  error.textContent = put(words(element, "data-long"), {
    length: said(length),
    over: said(length - longest),
    longest: said(longest),
  });
  return false;
}

/**
 * One of the tables that came with the page.
 *
 * @param {PageElement} element
 * @param {string} name
 */
function table(element, name) {
  return JSON.parse(element.querySelector(`#${name}`).textContent);
}

/**
 * Without control characters, as campaigns/forms.py takes text.
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .trim();
}
