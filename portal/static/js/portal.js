// What the pages do for a browser with scripts. Everything here is a courtesy: without it each page still works.
(function () {
  "use strict";
  const page = document.documentElement;
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // ---- leave: blank first, then tell the server, then go far away ----
  function blank() {
    const cover = document.createElement("div");
    cover.className = "blank";
    page.appendChild(cover);
    if (document.body) document.body.hidden = true;
    if (window.speechSynthesis) speechSynthesis.cancel();
  }

  function leave(form) {
    blank();
    // Whether or not the server hears it now: the next thing this browser asks for begins with leaving.
    const safe = location.protocol === "https:";
    document.cookie = (safe ? "__Host-" : "") + "portal-leave=1; path=/; max-age=2592000; samesite=lax" + (safe ? "; secure" : "");
    const told = new FormData(form);
    if (!(navigator.sendBeacon && navigator.sendBeacon(form.action, told))) {
      fetch(form.action, { method: "POST", body: told, keepalive: true }).catch(() => {});
    }
    // Without a network any address would show the browser's error page over this one in the history.
    location.replace(navigator.onLine === false ? "about:blank" : form.dataset.away);
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-leave]")) return;
    event.preventDefault();
    leave(event.target);
  });

  let shifts = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { shifts = []; return; }
    if (event.repeat) return;
    shifts = shifts.concat(Date.now()).slice(-3);
    const form = document.querySelector("[data-leave]");
    if (form && shifts.length === 3 && shifts[2] - shifts[0] < 2000) leave(form);
  });

  // A page brought back from the browser's memory may belong to somebody who has left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) { blank(); location.reload(); }
  });

  // ---- the end of the session: a warning, then nothing left to read. A swap of the main part brings a new one ----
  let ending = null, ends = 0, timer = 0;

  function look() {
    clearTimeout(timer);
    if (!ending) return;
    const left = ends - Date.now();
    if (left <= 0) { blank(); location.reload(); return; }
    ending.hidden = left > 120000;
    if (!ending.hidden) document.dispatchEvent(new CustomEvent("portal:ends-soon", { detail: left }));
    timer = setTimeout(look, Math.min(left, left > 120000 ? left - 120000 : 1000, 30000));
  }

  // The page says how long from now. Where a swap brought no notice the old end stands: sooner is safe, later is not.
  function lasts(place, from) {
    const said = from.querySelector("[data-ends-in]");
    if (said && place) { ending = place; ends = Date.now() + Number(said.dataset.endsIn) * 1000; }
    look();
  }

  function watch() {
    const there = document.querySelector("[data-ends-in]");
    if (there !== ending) lasts(there, document);
  }

  // A phone that slept runs no timers: look again as soon as somebody looks at it.
  document.addEventListener("visibilitychange", look);
  // Asking for a page counts as being here. Words in this page's fields stay where they are; the answer says how long now.
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-stay]")) return;
    const answer = await fetch(location.href, { credentials: "same-origin" }).then((reply) => reply.text()).catch(() => "");
    lasts(ending, new DOMParser().parseFromString(answer, "text/html"));
  });

  // ---- listen: one block at a time, in the page's language, by the device's own voice ----
  const speech = window.speechSynthesis;
  let talking = null;

  const base = (lang) => (lang || "").toLowerCase().split(/[-_]/)[0];
  // Only a voice that lives on the device: one that does not would send the words of the page to a stranger's server.
  const own = (voice) => voice.localService === true;
  const voiceFor = (lang) => speech && speech.getVoices().find((voice) => own(voice) && base(voice.lang) === base(lang));

  // What was recorded: always, or only for a device without a voice (then it names nobody). Several are one after the other.
  const recorded = (button) =>
    (button.dataset.recording || (!voiceFor(page.lang) && button.dataset.unvoiced) || "").split(" ").filter(Boolean);

  function offer(root) {
    all("[data-listen]", root).forEach((button) => {
      button.hidden = !recorded(button).length && !voiceFor(page.lang);
    });
  }

  function blockAround(element) {
    return getComputedStyle(element).display.startsWith("inline") ? blockAround(element.parentElement) : element;
  }

  // Nobody hears what nobody sees: what a sheet hides, and what a closed <details> holds but for its summary.
  const unread = ".noread, script, select, textarea, [aria-hidden='true'], details:not([open]) > :not(summary)";
  const skipped = (node) => node.nodeType === 1
    ? node.matches(unread) || getComputedStyle(node).display === "none"
    : node.parentElement.matches("details:not([open])");

  // Lines as they stand on the page; words in another language stay their own piece, for their own voice.
  function pieces(block) {
    const found = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => skipped(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    let line = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === 1) {
        if (node.tagName === "BR") line = null;
        continue;
      }
      const words = node.data.replace(/\s+/g, " ");
      if (!words.trim()) continue;
      const lang = node.parentElement.closest("[lang]").lang;
      const around = blockAround(node.parentElement);
      if (line && line.lang === lang && line.around === around) line.words += words;
      else { line = { words: words, lang: lang, around: around }; found.push(line); }
    }
    return found;
  }

  function hush() {
    if (speech) speech.cancel();
    if (!talking) return;
    if (talking.sound) talking.sound.pause();
    talking.label.textContent = talking.word;
    talking = null;
  }

  function say(button) {
    const label = button.querySelector("span");
    const mine = { button: button, label: label, word: label.textContent, sound: null };
    talking = mine;
    label.textContent = button.dataset.stop;
    const done = () => { if (talking === mine) hush(); };
    const sounds = recorded(button);
    if (sounds.length) {
      mine.sound = new Audio(sounds.shift());
      mine.sound.addEventListener("ended", () => {
        if (!sounds.length) { done(); return; }
        mine.sound.src = sounds.shift();
        mine.sound.play().catch(done);
      });
      mine.sound.addEventListener("error", done);
      mine.sound.play().catch(done);
      return;
    }
    const block = document.getElementById(button.dataset.listen) || button.closest("section, article, form, aside, main");
    // Words without a voice of their own would be given to any the browser likes.
    const lines = pieces(block)
      .map((line) => [line.words.trim(), voiceFor(line.lang) || voiceFor(page.lang)])
      .filter(([, voice]) => voice);
    if (!lines.length) { done(); return; }
    lines.forEach(([line, voice], index) => {
      const words = new SpeechSynthesisUtterance(line);
      words.lang = voice.lang;
      words.voice = voice;
      words.rate = 0.95;
      words.onerror = done;
      if (index === lines.length - 1) words.onend = done;
      speech.speak(words);
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-listen]");
    if (!button) return;
    const again = talking && talking.button === button;
    hush();
    if (!again) say(button);
  });
  window.addEventListener("pagehide", hush);
  // A device that has no voice for this page keeps no room for buttons that never come.
  const mute = () => page.classList.toggle("mute", !voiceFor(page.lang));
  setTimeout(mute, 400);
  if (speech) speech.addEventListener && speech.addEventListener("voiceschanged", () => { offer(); mute(); });

  // ---- letters left: said after a pause, never cut ----
  function count(area) {
    const place = document.getElementById(area.id + "-count");
    const left = Number(area.dataset.limit) - Array.from(area.value).length;
    place.textContent = (left < 0 ? place.dataset.over : place.dataset.left).replace("{n}", Math.abs(left).toLocaleString(page.lang));
  }
  let pause = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-limit]")) return;
    clearTimeout(pause);
    pause = setTimeout(() => {
      document.getElementById(event.target.id + "-count").setAttribute("role", "status");
      count(event.target);
    }, 700);
  });

  // ---- print, problems, help without signal ----
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  function begin(root) {
    watch();
    offer(root);
    all("[data-print]", root).forEach((button) => { button.hidden = false; });
    const problem = (root || document).querySelector(".errors");
    if (problem) problem.focus();
  }
  begin();
  document.addEventListener("htmx:load", (event) => begin(event.target));

  const worker = document.body.dataset.worker;
  if (worker && navigator.serviceWorker) {
    window.addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
  }
})();
