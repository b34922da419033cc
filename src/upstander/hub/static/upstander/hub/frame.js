// A page in a frame on somebody else's site: it takes their colors, and says how tall it is.
import { readable, theme } from "./theme.js";

const colors = readable(location.hash);
if (colors) {
  const style = document.documentElement.style;
  for (const [name, value] of Object.entries(theme(colors))) style.setProperty(name, value);
}

// The site around learns a number, and nothing else.
let told = 0;
function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === told || parent === self) return;
  told = height;
  parent.postMessage({ upstander: "height", height }, "*");
}
document.body.style.display = "flow-root"; // margins at both ends count
new MutationObserver(tell).observe(document.body, {
  attributes: true,
  characterData: true,
  childList: true,
  subtree: true,
});
addEventListener("resize", tell);
addEventListener("load", tell);
tell();

// Links open tabs of their own; but a number is dialled from here, and a place on this page is here.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='tel:'], a[href^='#']");
  if (link) link.target = "_self";
});
