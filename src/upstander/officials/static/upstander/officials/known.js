// A page is made on one day and read on another: once what it knows is old, or over, it says so.
import { today } from "../places/lookup-tables.js";

/**
 * Tells, in `element`, that its last known day is over; before that, that its list is too old.
 *
 * @param {PageElement} element
 */
export function start(element) {
  const { through, current } = element.dataset;
  const over = through && through < today();
  if (over) {
    hide("[data-known]", true);
    hide("[data-after]", false);
    element.firstElementChild.hidden = false;
  } else if (current && current < today()) {
    hide("[data-old]", false);
  }
}

/**
 * @param {string} which
 * @param {boolean} hidden
 */
function hide(which, hidden) {
  document.querySelectorAll(which).forEach((node) => {
    node.hidden = hidden;
  });
}
