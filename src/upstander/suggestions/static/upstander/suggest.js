// Takes the one claim that the address names along to the form, and chooses it there.

export function start(element) {
  const slug = new URLSearchParams(location.search).get("claim");
  if (!slug) return;
  for (const link of element.querySelectorAll("a[data-about-claim]")) {
    link.search = new URLSearchParams({ claim: slug }).toString();
  }
  for (const option of element.querySelectorAll("select[name=claim] option")) {
    if (option.value === slug) option.selected = true;
  }
}
