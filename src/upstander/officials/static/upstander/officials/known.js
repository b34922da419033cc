// A page is made on one day and read on another: once what it knows is over, it says so.
import { today } from "../places/lookup-tables.js";

/**
 * Tells, in `element`, that its last known day is over.
 *
 * @param {PageElement} element
 */
export function start(element) {
  if (today() <= element.dataset.through) return;
  document.querySelectorAll("[data-known]").forEach((node) => {
    node.hidden = true;
  });
  document.querySelectorAll("[data-after]").forEach((node) => {
    node.hidden = false;
  });
  element.firstElementChild.hidden = false;
}
