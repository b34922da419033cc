// A button that copies the text of a field beside it.

/**
 * Copies the field that the button in `element` names, when it is pressed.
 *
 * @param {PageElement} element
 */
export function start(element) {
  const button = element.querySelector("[data-copy]");
  const status = element.querySelector("[role=status]");
  const field = document.getElementById(button.dataset.copy);
  button.addEventListener("click", async () => {
    field.select();
    const done = await copied(field.value);
    status.textContent = done ? button.dataset.done : button.dataset.failed;
  });
}

/**
 * Returns whether the text is on the clipboard now.
 *
 * @param {string} text
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedAsSelected(text);
  }
}

/**
 * A hub without https, or an older browser, copies only what is selected.
 *
 * @param {string} text
 */
function copiedAsSelected(text) {
  const pressed = /** @type {HTMLElement} */ (document.activeElement);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed"; // so that the page does not scroll to it
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  pressed.focus();
  return done;
}
