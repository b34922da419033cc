// Takes the one claim that the address names along to the form, and chooses it there; and the
// office whose number was wrong, which no address names, from this tab.
import { session } from "../hub/store.js";

/**
 * Fills in what the visitor came with.
 *
 * @param {PageElement} element
 */
export function start(element) {
  const missing = element.querySelector("[data-no-office]");
  const wrong = session.get("wrong");
  if (missing && wrong) {
    for (const name of ["office", "phone"]) element.elements[name].value = wrong[name];
    element.querySelector("[data-office]").textContent = wrong.name;
    missing.hidden = true;
  }
  const slug = new URLSearchParams(location.search).get("claim");
  if (!slug) return;
  for (const link of element.querySelectorAll("a[data-about-claim]")) {
    link.search = new URLSearchParams({ claim: slug }).toString();
  }
  for (const option of element.querySelectorAll("select[name=claim] option")) {
    if (option.value === slug) option.selected = true;
  }
}
