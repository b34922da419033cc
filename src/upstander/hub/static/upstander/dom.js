// Filling the page's own templates, so that every word comes from the page.

export function fill(template, values) {
  const copy = template.content.cloneNode(true);
  for (const node of copy.querySelectorAll("[data-slot]")) {
    const value = values[node.dataset.slot];
    if (value === undefined || value === null) continue;
    if (value instanceof Node) node.replaceChildren(value);
    else node.textContent = value;
  }
  for (const node of copy.querySelectorAll("[data-href]")) {
    const value = values[node.dataset.href];
    if (value) node.setAttribute("href", value);
  }
  for (const node of copy.querySelectorAll("[data-if]")) {
    node.hidden = !values[node.dataset.if];
  }
  return copy;
}

// Shows `target` with `content` and takes the keyboard and the reader there.
export function show(target, content) {
  target.replaceChildren(content);
  target.hidden = false;
  const heading = target.querySelector("h1, h2") || target;
  heading.tabIndex = -1;
  heading.focus();
}
