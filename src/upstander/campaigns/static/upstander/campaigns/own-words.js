// How much of a letter is the visitor's own, as queries/own_words.py tells.

/**
 * Returns "none", "few", "copied" or "enough" for what a visitor wrote, beside the campaign's own
 * words. `rules` is {enough, run, marks}.
 *
 * @param {string} text
 * @param {string} theirs
 * @param {Campaigns.OwnRules} rules
 */
export function level(text, theirs, rules) {
  const written = wordsOf(text, rules.marks);
  const own = written.length - copied(written, wordsOf(theirs, rules.marks), rules.run);
  if (own >= rules.enough) return "enough";
  if (own < written.length) return "copied";
  return own ? "few" : "none";
}

/**
 * @param {string} text
 * @param {string} marks
 */
function wordsOf(text, marks) {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => bare(word, marks))
    .filter(Boolean);
}

/**
 * @param {string} word
 * @param {string} marks
 */
function bare(word, marks) {
  let first = 0;
  let last = word.length;
  while (first < last && marks.includes(word[first])) first++;
  while (last > first && marks.includes(word[last - 1])) last--;
  return word.slice(first, last);
}

/**
 * How many of the words lie in a run that is also in the other text.
 *
 * @param {string[]} written
 * @param {string[]} theirs
 * @param {number} run
 */
function copied(written, theirs, run) {
  /**
   * @param {string[]} list
   * @param {number} at
   */
  const runAt = (list, at) => list.slice(at, at + run).join(" ");
  const runs = new Set(starts(theirs, run).map((at) => runAt(theirs, at)));
  const found = new Set();
  for (const at of starts(written, run)) {
    if (!runs.has(runAt(written, at))) continue;
    for (let step = 0; step < run; step++) found.add(at + step);
  }
  return found.size;
}

/**
 * @param {string[]} list
 * @param {number} run
 */
function starts(list, run) {
  return Array.from({ length: Math.max(list.length - run + 1, 0) }, (_, at) => at);
}
