// A form at the desk that shows, as one types, what the server makes of it. Nothing is stored: the
// parts marked `data-live` are taken from the page that the form's "show" button would give.
const PAUSE = 600; // milliseconds without typing

const form = /** @type {HTMLFormElement} */ (
  /** @type {unknown} */ (document.querySelector("[data-live-form]"))
);
const said = document.getElementById("live-status");
let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

async function refresh() {
  asked += 1;
  const mine = asked;
  const body = new FormData(form);
  body.set("show", "live");
  const page = await fetch(form.action, { method: "POST", body }).then(read);
  if (mine === asked) renew(page);
}

/** @param {Response} response */
async function read(response) {
  if (!response.ok) throw new Error(`${form.action}: ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * Puts what is new in place; the keyboard stays where it is.
 *
 * @param {Document} page
 */
function renew(page) {
  const focused = document.activeElement && document.activeElement.id;
  for (const old of form.querySelectorAll("[data-live]")) {
    const made = page.getElementById(old.id);
    if (made && made.innerHTML !== old.innerHTML) old.innerHTML = made.innerHTML;
  }
  said.textContent = "";
  const again = focused && document.getElementById(focused);
  if (again && again !== document.activeElement) again.focus();
}

function failed() {
  said.textContent = form.dataset.failed || "";
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => refresh().catch(failed), PAUSE);
}

form.addEventListener("input", soon);
form.addEventListener("submit", (event) => {
  if (!event.submitter || /** @type {HTMLButtonElement} */ (event.submitter).name !== "show")
    return;
  event.preventDefault();
  clearTimeout(waiting);
  refresh().catch(failed);
});
