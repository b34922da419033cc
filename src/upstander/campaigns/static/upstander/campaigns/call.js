// Calling, one official after another: the script, how it went, and who is next. What is noted
// stays on this device; it also tells where a visitor goes on who stopped half way.

import { fill, refill } from "../hub/dom.js";
import { session } from "../hub/store.js";
import { day, loadParts, put } from "../officials/seats.js";
import { today } from "../places/lookup-tables.js";
import { compose, label, targets, words } from "./campaign.js";
import { all, remember, update } from "./record.js";
import { newToken, offerCount, offerKept, post } from "./tally.js";

const FRESH = 13 * 24 * 60 * 60 * 1000; // a call within this time need not be made again

/**
 * Begins the sitting, and goes on with it after a look-up.
 *
 * @param {PageElement} element
 */
export async function start(element) {
  const sitting = new Sitting(element);
  const form = element.querySelector("form.find");
  if (form) form.addEventListener("upstander:found", () => sitting.found());
  await sitting.begin();
}

/** The calls of one campaign. */
class Sitting {
  /** @param {PageElement} element */
  constructor(element) {
    this.element = element;
    this.campaign = element.dataset.campaign;
    this.title = document.querySelector("h1");
    /** @type {Campaigns.Target[]} */
    this.targets = [];
    this.now = null;
    this.noted = new Map(); // what was noted on this page, also where the browser keeps nothing
    this.reports = new Map(); // a token for each office, so that it is reported once
    this.skipped = new Set(session.get(`skipped:${this.campaign}`) || []);
  }

  /** @param {string} name */
  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  /** @param {string} name */
  template(name) {
    return this.element.querySelector(`template[data-${name}]`);
  }

  // Goes on with the official chosen on an earlier page, or with the first one not called yet.
  async begin() {
    await this.load();
    const chosen = this.targets.find(({ seat }) => seat.id === session.get("official"));
    this.turn(chosen || this.open()[0]);
    const stopped = all().some((act) => act.how === "call" && act.campaign === this.campaign);
    this.part("stopped").hidden = this.targets.length > 0 || !stopped;
  }

  // The visitor has looked up a place on this page, or more of their officials are known now.
  // Where it is not sure whose they are, the answer stays in sight: it helps to tell.
  async found() {
    const before = this.now && this.now.seat.id;
    await this.load();
    const unclear = this.targets.some((one) => one.represents === "unsure");
    if (this.targets.some(({ seat }) => seat.id === before)) this.list();
    else this.turn(this.open()[0], !unclear);
    this.part("found").hidden = this.targets.length > 0 && !unclear;
    this.part("stopped").hidden = true;
  }

  async load() {
    this.targets = await targets(this.element);
    this.part("nobody").hidden = this.targets.length > 0 || !session.get("place");
  }

  /**
   * The last note of a call that need not be made again now; a busy line is tried again next day.
   *
   * @param {Campaigns.Target} target
   */
  last({ seat }) {
    const here = this.noted.get(seat.id);
    if (here) return here;
    return all()
      .filter((act) => act.how === "call" && act.campaign === this.campaign)
      .filter((act) => act.office === seat.id && isFresh(act))
      .pop();
  }

  open() {
    return this.targets.filter((one) => !this.last(one) && !this.skipped.has(one.seat.id));
  }

  /** @param {Campaigns.Target | undefined} chosen */
  turn(chosen, focus = true) {
    this.now = chosen || null;
    if (chosen) this.present(chosen);
    else if (this.targets.length) this.finish();
    else return;
    this.list();
    this.part("result").hidden = false;
    this.title.tabIndex = -1;
    if (focus) this.title.focus();
  }

  /** @param {Campaigns.Target} chosen */
  present(chosen) {
    session.set("official", chosen.seat.id);
    this.title.textContent = put(this.title.dataset.chosen, { name: chosen.card.heading });
    const place = { number: this.targets.indexOf(chosen) + 1, count: this.targets.length };
    const last = this.last(chosen);
    const copy = fill(this.template("script"), {
      ...chosen.card,
      seat: chosen.card.seat || chosen.card.heading,
      number: put(words(this.element, "data-place"), place),
      script: paragraphs(compose(this.element, chosen, words(this.element, "data-cue"))),
      // Without a place, the campaign names them for everyone.
      unsure: chosen.represents === "unsure" && session.get("place"),
      other: chosen.represents === "no",
      earlier: last ? put(words(this.element, "data-earlier"), this.inWords(last)) : "",
    });
    const after = copy.querySelector("[data-after-call]");
    const buttons = Array.from(copy.querySelectorAll("[data-outcome]"));
    for (const button of buttons) {
      button.addEventListener("click", () => {
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
        this.note(chosen, button, after);
      });
    }
    copy.querySelector("[data-skip]").addEventListener("click", () => {
      this.skipped.add(chosen.seat.id);
      session.set(`skipped:${this.campaign}`, Array.from(this.skipped));
      this.turn(this.open()[0]);
    });
    const shown = copy.querySelector("[data-shown]");
    refill(this.part("result"), copy);
    this.tellMore(shown, chosen).catch(() => {}); // the number and the script are there without it
  }

  /**
   * @param {PageElement} shown
   * @param {Campaigns.Target} target
   */
  async tellMore(shown, { seat }) {
    const { tellMore } = await import("../officials/more.js");
    await tellMore(shown, await loadParts(this.element.dataset.parts), seat);
  }

  /**
   * Keeps how a call went and shows what to read now; another outcome takes the place of the first.
   *
   * @param {Campaigns.Target} chosen
   * @param {PageElement} button
   * @param {PageElement} after
   */
  note(chosen, button, after) {
    const { outcome } = button.dataset;
    const { seat, card } = chosen;
    const before = this.noted.get(seat.id);
    const id =
      before && before.id && update(before.id, { outcome })
        ? before.id
        : remember({
            campaign: this.campaign,
            title: this.element.dataset.title,
            office: seat.id,
            name: card.heading,
            how: "call",
            outcome,
          });
    this.noted.set(seat.id, { id, on: today(), outcome });
    session.remove("official");
    this.skipped.delete(seat.id);
    const [next] = this.open();
    const copy = fill(this.template("noted"), {
      outcome: button.textContent,
      words: id ? button.dataset.after : words(this.element, "data-unkept"),
      talked: outcome === "talked" && id,
      full: outcome === "full",
      wrong: outcome === "wrong" && card.phone,
      next: next ? next.card.heading : "",
      last: !next,
    });
    copy
      .querySelector(next ? "[data-if=next] button" : "[data-if=last] button")
      .addEventListener("click", () => this.turn(next));
    this.prepareReport(copy, seat);
    const wrong = copy.querySelector("[data-wrong]");
    if (wrong)
      wrong.addEventListener("click", () => {
        session.set("wrong", { office: seat.id, name: label(card), phone: card.phone });
      });
    refill(after, copy);
    offerCount(after, { campaign: this.campaign, outcome, token: id || undefined });
    after.hidden = false;
    const heading = after.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
    this.list();
  }

  /** @param {Campaigns.Target} chosen */
  row(chosen) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = label(chosen.card);
    if (chosen === this.now) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => this.turn(chosen));
    row.append(button, this.tag(chosen));
    return row;
  }

  /** @param {Campaigns.Target} chosen */
  tag(chosen) {
    const tag = document.createElement("span");
    const last = this.last(chosen);
    const skipped = this.skipped.has(chosen.seat.id) ? words(this.element, "data-skipped") : "";
    tag.textContent = last ? this.inWords(last).outcome : skipped;
    if (tag.textContent) tag.className = "tag";
    return tag;
  }

  finish() {
    session.remove("official");
    this.title.textContent = this.title.dataset.finished;
    const rows = document.createDocumentFragment();
    rows.append(...this.targets.map((one) => this.row(one)));
    refill(this.part("result"), fill(this.template("finished"), { rows }));
    offerKept(this.part("result"));
  }

  /**
   * The report of a full mailbox names the office: it is sent only when this is pressed.
   *
   * @param {DocumentFragment} copy
   * @param {Places.Seat} seat
   */
  prepareReport(copy, { id }) {
    const box = copy.querySelector("[data-report]");
    if (!box) return; // this copy of the site takes no reports
    const status = box.querySelector("[role=status]");
    const button = box.querySelector("[data-send-report]");
    if (!this.reports.has(id)) this.reports.set(id, newToken());
    button.addEventListener("click", async () => {
      button.disabled = true;
      const fields = { office: id, token: this.reports.get(id) };
      const received = await post(box.dataset.report, fields);
      status.textContent = status.dataset[received || "failed"];
      button.disabled = false;
      for (const node of box.querySelectorAll("[data-asked]")) node.hidden = Boolean(received);
      status.focus();
    });
  }

  // Everyone, with how it went: to go to any of them.
  list() {
    const everyone = this.part("everyone");
    refill(everyone.querySelector("ol"), ...this.targets.map((one) => this.row(one)));
    everyone.hidden = this.targets.length < 2 || !this.now;
  }

  /** @param {{on: string, outcome: string}} act */
  inWords({ on, outcome }) {
    const button = this.template("script").content.querySelector(`[data-outcome=${outcome}]`);
    return {
      on: day(on, document.documentElement.lang),
      outcome: button ? button.textContent : "",
    };
  }
}

/** @param {{on: string, outcome: string}} act */
function isFresh({ on, outcome }) {
  if (outcome === "busy") return on === today();
  return Date.now() - Number(new Date(on)) < FRESH;
}

/** @param {string} text */
function paragraphs(text) {
  const made = document.createDocumentFragment();
  for (const part of text.split("\n\n")) {
    const paragraph = document.createElement("p");
    paragraph.textContent = part;
    made.append(paragraph);
  }
  return made;
}
