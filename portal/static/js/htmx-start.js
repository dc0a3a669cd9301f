// Fetches htmx for pages that use it: from the CDN when the page allows one, else, or when it is slow, our own copy.
// It waits until the page has loaded, so that a CDN that hangs delays nothing, and it never runs both.
(function () {
  "use strict";
  const here = document.currentScript.dataset;
  const WAIT = 3000;

  function add(address, integrity) {
    const script = document.createElement("script");
    script.src = address;
    if (integrity) { script.integrity = integrity; script.crossOrigin = "anonymous"; }
    // As soon as it runs it notes the page's address in the browser's storage, which nothing here needs.
    script.addEventListener("load", () => {
      try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch (_closed) { /* nothing was kept either */ }
    });
    document.head.appendChild(script);
    return script;
  }

  function start() {
    if (!document.querySelector("[data-hx-get], [data-hx-post]")) return;
    if (!here.cdn) { add(here.own); return; }
    const script = add(here.cdn, here.integrity);
    const fall = () => {
      clearTimeout(patience);
      script.onload = script.onerror = null;
      // A script whose element has moved to another document no longer runs, however late it arrives.
      document.implementation.createHTMLDocument("").adoptNode(script);
      add(here.own);
    };
    const patience = setTimeout(fall, WAIT);
    script.onload = () => clearTimeout(patience);
    script.onerror = fall;
  }

  if (document.readyState === "complete") start();
  else window.addEventListener("load", () => setTimeout(start, 0));
})();
