// Loaded on every page. Each part of the page that asks for a module gets it when it is first used.

const HELD = ["submit", "click"];

function hasStored() {
  try {
    return sessionStorage.length + localStorage.length > 0;
  } catch {
    return false; // storage is switched off
  }
}

/**
 * Asks at once for all that a module will ask for, instead of for one thing after the other.
 *
 * @param {{[name: string]: string | undefined}} things
 */
function hasten({ needs, early }) {
  /** @param {{[name: string]: string | URL}} link */
  const ask = (link) => document.head.append(Object.assign(document.createElement("link"), link));
  for (const href of list(early)) ask({ rel: "preload", as: "fetch", crossOrigin: "", href });
  for (const name of list(needs)) {
    ask({ rel: "modulepreload", href: new URL(`../${name}.js`, import.meta.url) });
  }
}

/** @param {string} [words] */
function list(words) {
  return words ? words.split(" ") : [];
}

/** @param {PageElement} element */
function offer(element) {
  /** @type {Promise<boolean> | null} */
  let ready = null;
  const said = document.createElement("p");
  said.className = "error";
  said.setAttribute("role", "alert");

  function load() {
    if (!ready) hasten(element.dataset);
    ready = ready || import(`../${element.dataset.module}.js`).then(begin, fail);
    return ready;
  }

  /** @param {{start: (element: PageElement) => void}} module */
  function begin(module) {
    element.removeEventListener("focusin", load, true);
    for (const type of HELD) element.removeEventListener(type, hold, true);
    said.remove();
    module.start(element);
    return true;
  }

  // What was typed is not sent to the server instead: it stays here, and the visitor tries again.
  function fail() {
    ready = null;
    said.textContent = document.body.dataset.failed || "";
    element.after(said);
    return false;
  }

  /**
   * The first press waits for the module, and is then made again for the module to hear.
   *
   * @param {PageEvent} event
   */
  function hold(event) {
    const { target, type, submitter } = event;
    const pressed =
      type === "submit" ? target : target.closest("button, a, summary, input, select");
    if (!pressed || (type === "click" && pressed.form && pressed.type !== "button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    load().then((loaded) => {
      if (!loaded) return;
      if (type === "click") pressed.click();
      else if (target.requestSubmit) target.requestSubmit(submitter);
      else (submitter || target.querySelector("[type=submit], button")).click();
    });
  }

  element.hidden = false;
  element.addEventListener("upstander:found", () => hasten({ needs: element.dataset.then }));
  element.addEventListener("focusin", load, true);
  for (const type of HELD) element.addEventListener(type, hold, true);
  const { when } = element.dataset;
  if (when === "load" || (when === "stored" && hasStored())) load();
}

document.querySelectorAll("[data-module]").forEach(offer);

const { worker } = document.body.dataset;
if (worker && "serviceWorker" in navigator) {
  const keep = () => import("./offline.js").then((module) => module.start(worker));
  const unkept = () => null; // the browser keeps nothing: the site is then there with a network only
  addEventListener("load", () => setTimeout(() => keep().catch(unkept), 3000));
}
