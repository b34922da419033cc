// For other sites: fits the height of this hub's frames to what is in them. It reads nothing else
// of the page it is on, keeps nothing and asks for nothing.
(function () {
  const { origin } = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src);

  addEventListener("message", function (event) {
    const { data } = event;
    if (event.origin !== origin || !data || data.upstander !== "height") return;
    const height = Number(data.height);
    if (!(height > 0 && height < 50000)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.style.height = `${height}px`;
    }
  });
})();
