// Loaded on every page. Each part of the page that asks for a module gets it when it is first used.

const HELD = ["submit", "click"];

function hasStored() {
  try {
    return sessionStorage.length + localStorage.length > 0;
  } catch (error) {
    return false; // storage is switched off
  }
}

function offer(element) {
  let ready = null;
  const said = document.createElement("p");
  said.className = "error";
  said.setAttribute("role", "alert");

  function load() {
    ready = ready || import(`./${element.dataset.module}.js`).then(begin, fail);
    return ready;
  }

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
    said.textContent = document.body.dataset.failed;
    element.after(said);
    return false;
  }

  // The first press waits for the module, and is then made again for the module to hear.
  function hold(event) {
    const { target, type, submitter } = event;
    const pressed = type === "submit" ? target : target.closest("button, a, summary, input, select");
    if (!pressed || (type === "click" && pressed.form)) return;
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
  element.addEventListener("focusin", load, true);
  for (const type of HELD) element.addEventListener(type, hold, true);
  const { when } = element.dataset;
  if (when === "load" || (when === "stored" && hasStored())) load();
}

document.querySelectorAll("[data-module]").forEach(offer);
