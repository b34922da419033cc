// One question a page: a form's questions in turn, with "back" and "next".

/**
 * `answered(question)` says whether a visitor may go on, and tells them why not. `finish(event)`
 * is called when the last question is answered. Returns a function that turns to a question.
 *
 * @param {PageElement} form
 * @param {{answered: (question: PageElement) => boolean, finish: (event: PageEvent) => void}} does
 */
export function oneAtATime(form, { answered, finish }) {
  const questions = Array.from(form.querySelectorAll("[data-question]"));
  const back = form.querySelector("[data-back]");
  const forward = form.querySelector("[data-forward]");
  const last = Array.from(form.querySelectorAll("[data-last]"));
  let now = 0;

  /** @param {number} number */
  function turnTo(number) {
    now = number;
    for (const question of questions) question.hidden = question !== questions[now];
    form.querySelector("[data-now]").textContent = String(now + 1);
    back.hidden = now === 0;
    forward.hidden = now === questions.length - 1;
    for (const node of last) node.hidden = !forward.hidden;
  }

  /** @param {number} number */
  function ask(number) {
    turnTo(number);
    questions[now].querySelector("input, textarea").focus();
  }

  back.addEventListener("click", () => ask(now - 1));
  forward.addEventListener("click", () => {
    if (answered(questions[now])) ask(now + 1);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!forward.hidden) forward.click();
    else if (answered(questions[now])) finish(event);
  });
  form.querySelector("[data-progress]").hidden = false;
  turnTo(0);
  form.dataset.ready = "";
  return ask;
}
