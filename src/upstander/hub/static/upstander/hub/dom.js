// Filling the page's own templates, so that every word comes from the page.

/**
 * Returns a copy of a template with its slots and links filled in and its conditions settled.
 *
 * @param {PageElement} template
 * @param {Values} values
 */
export function fill(template, values) {
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const [slots, links, conditions] = ["slot", "href", "if"].map((name) =>
    Array.from(copy.querySelectorAll(`[data-${name}]`)),
  );
  for (const node of slots) {
    const value = values[node.dataset.slot];
    if (value === undefined || value === null) continue;
    if (value instanceof Node) refill(node, value);
    else node.textContent = value;
  }
  for (const node of links) {
    if (values[node.dataset.href]) node.setAttribute("href", values[node.dataset.href]);
  }
  for (const node of conditions) node.hidden = !values[node.dataset.if];
  return copy;
}

/**
 * Puts `children` in place of all that `node` holds.
 *
 * @param {Element} node
 * @param {(Node | string)[]} children
 */
export function refill(node, ...children) {
  node.textContent = "";
  node.append(...children);
}

/**
 * Returns what tells which button sent a form, also where a browser's event does not name it.
 *
 * @param {PageElement} form
 * @returns {(event: PageEvent) => PageElement | null}
 */
export function sender(form) {
  /** @type {PageElement | null} */
  let last = null;
  form.addEventListener("click", (event) => {
    last = event.target.closest("button") || last;
  });
  return (event) => {
    const button = event.submitter || last;
    last = null;
    return button;
  };
}

/**
 * Shows `target` with `content` and takes the keyboard and the reader there.
 *
 * @param {PageElement} target
 * @param {Node | string} content
 */
export function show(target, content) {
  refill(target, content);
  target.hidden = false;
  const heading = target.querySelector("h1, h2") || target;
  heading.tabIndex = -1;
  heading.focus();
}
