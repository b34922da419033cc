// Loaded on every page. Each part of the page that asks for a module gets it when it is first used.

document.documentElement.classList.add("js");

const started = new WeakMap();

function start(element) {
  if (!started.has(element)) {
    const ready = import(`./${element.dataset.module}.js`).then((module) => module.start(element));
    started.set(element, ready);
  }
  return started.get(element);
}

function hasStored() {
  try {
    return sessionStorage.length + localStorage.length > 0;
  } catch (error) {
    return false; // storage is switched off
  }
}

// The first press is held until the module is there, then made again for the module to hear.
function holdUntilReady(event) {
  const element = event.currentTarget;
  if (event.type === "focusin") {
    prepare(element);
    return;
  }
  const { target, submitter } = event;
  event.preventDefault();
  event.stopImmediatePropagation();
  prepare(element).then(() => {
    if (event.type !== "submit") target.click();
    else if (target.requestSubmit) target.requestSubmit(submitter);
    else (submitter || target.querySelector("[type=submit], button")).click();
  });
}

function prepare(element) {
  return start(element).then(() => {
    for (const type of ["focusin", "submit", "click"]) {
      element.removeEventListener(type, holdUntilReady, true);
    }
  });
}

for (const element of document.querySelectorAll("[data-module]")) {
  element.hidden = false;
  if (element.dataset.when === "load" || (element.dataset.when === "stored" && hasStored())) {
    start(element);
    continue;
  }
  element.addEventListener("focusin", holdUntilReady, true);
  element.addEventListener(element.tagName === "FORM" ? "submit" : "click", holdUntilReady, true);
}
