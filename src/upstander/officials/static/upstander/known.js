// A page is made on one day and read on another: once what it knows is over, it says so.

export function today(now) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function start(element) {
  if (today(new Date()) <= element.dataset.through) return;
  document.querySelectorAll("[data-known]").forEach((node) => {
    node.hidden = true;
  });
  element.firstElementChild.hidden = false;
}
