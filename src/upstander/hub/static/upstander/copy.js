// A button that copies the text of a field beside it.

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

// A hub without https, or an older browser, copies only what is selected.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    return document.execCommand("copy");
  }
}
