// Which asks fit what a visitor can give: the rule of give/matching.py, on the device.
// Days are text like "2026-08-05"; `minutes` of the choices is null for somebody with no limit.

const MOST = 5;
const OPEN_ENDED = 600;

/**
 * The asks that fit, best first, and why; where none does, the smallest that is open.
 *
 * @param {Give.Choices} choices
 * @param {Give.Need[]} needs
 * @param {string} on
 * @returns {Give.Fits}
 */
export function match(choices, needs, on) {
  const current = needs.filter((need) => !need.until || need.until >= on);
  const allowed = current.filter((need) => withinLimits(choices, need));
  const fitting = allowed.filter((need) => withinTime(choices, need));
  if (!fitting.length) return { fits: [], smallest: smallest(allowed.length ? allowed : current) };
  fitting.sort((a, b) => score(choices, b) - score(choices, a) || shorter(a, b));
  return {
    fits: fitting.slice(0, MOST).map((need) => ({ id: need.id, reasons: reasons(choices, need) })),
    smallest: null,
  };
}

/**
 * @param {Give.Choices} choices
 * @param {Give.Need} need
 */
function withinLimits(choices, need) {
  return !(
    (need.costsMoney && !choices.money) ||
    (need.skills.length && !need.skills.some((skill) => choices.skills.includes(skill))) ||
    !need.languages.every((language) => choices.languages.includes(language)) ||
    (choices.homeOnly && need.presence === "in_person") ||
    (choices.privateOnly && !isPrivate(need))
  );
}

/**
 * Whether it is known that nobody learns of it, as hub/audiences.py tells.
 *
 * @param {Give.Need} need
 */
function isPrivate({ audiences }) {
  return audiences.length === 1 && audiences[0] === "nobody";
}

/**
 * @param {Give.Choices} choices
 * @param {Give.Need} need
 */
function withinTime(choices, need) {
  return choices.minutes === null || need.minutes <= choices.minutes;
}

/**
 * @param {Give.Need} a
 * @param {Give.Need} b
 */
function shorter(a, b) {
  return a.minutes - b.minutes || (a.id < b.id ? -1 : 1);
}

/** @param {Give.Need[]} needs */
function smallest(needs) {
  return needs.length ? [...needs].sort(shorter)[0].id : null;
}

/**
 * @param {Give.Choices} choices
 * @param {Give.Need} need
 */
function score(choices, need) {
  const have = choices.minutes === null ? OPEN_ENDED : choices.minutes;
  return (
    (need.skills.length ? 8 : 0) +
    (need.costsMoney ? 4 : 0) +
    (need.minutes * 2 >= have ? 2 : 0) +
    (need.presence === "in_person" ? 1 : 0)
  );
}

/**
 * @param {Give.Choices} choices
 * @param {Give.Need} need
 */
function reasons(choices, need) {
  const found = need.skills.filter((skill) => choices.skills.includes(skill)).slice(0, 1);
  const codes = found.map((skill) => `skill-${skill}`);
  if (need.costsMoney) codes.push("money");
  codes.push(choices.minutes === null ? "time-open" : "time");
  if (!need.costsMoney && !choices.money) codes.push("no-money");
  if (need.presence === "in_person") codes.push("in-person");
  else if (choices.homeOnly) codes.push("home");
  if (choices.privateOnly) codes.push("private");
  return [...codes, ...need.languages.map((language) => `language-${language}`)];
}
