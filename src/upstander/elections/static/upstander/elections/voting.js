// A visitor who has looked up a place gets a shortcut to its state's page. Nothing is sent.
import { session } from "../hub/store.js";

/**
 * Shows the shortcut in `element`.
 *
 * @param {PageElement} element
 */
export function start(element) {
  const place = session.get("place");
  const listed = place && document.querySelector(`[data-code="${CSS.escape(place.state || "")}"]`);
  if (!listed) return;
  const shortcut = element.querySelector("[data-shortcut]");
  shortcut.querySelector("a").href = listed.href;
  shortcut.querySelector("[data-state]").textContent =
    listed.dataset.inSentence || listed.textContent;
  shortcut.hidden = false;
}
