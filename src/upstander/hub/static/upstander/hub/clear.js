// "Clear what this site kept here": everything this site has kept here, at one press.
import { forget } from "./offline.js";
import { clearDevice } from "./store.js";

const PATIENCE = 10000; // milliseconds, after which it is said that something may be left

/**
 * Clears the device when the button is pressed, and says whether all is gone.
 *
 * @param {PageElement} button
 */
export function start(button) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    clearDevice();
    const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
    const all = await Promise.race([forget(), tooLong]);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = all ? button.dataset.done : button.dataset.partly;
    button.replaceWith(said);
  });
}
