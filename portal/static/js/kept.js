// What somebody typed and did not send goes to the server to be kept for them, before their time on the page ends.
// Nothing of it stays in this browser. Only on pages that ask for words, and only for somebody who is signed in.
(function () {
  "use strict";
  const here = document.currentScript.dataset;
  // Before the end it goes once more, in milliseconds; a page on a slow network ends a little later than its session.
  const LAST = 10000;
  // What a form with a draft of its own sends by itself after a pause (data-hx-trigger) has gone after so long.
  const PAUSE = 10000;
  // A browser lets so much go on by itself when its page is hidden.
  const SMALL = 15000;
  const TYPED = "textarea, input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url]";
  const NEVER = ".input--code, [autocomplete='one-time-code'], [autocomplete*='password'], [readonly], [disabled]";

  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const box = () => document.querySelector("[data-kept]");
  const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const keyOf = (one) => JSON.stringify([one.form, one.name, one.nth]);
  // In an answer to a form everything that stands there was typed.
  const isChanged = (field) => field.value !== ("again" in here ? "" : field.defaultValue);
  const ownDraft = (form) => form.querySelector("button[name=keep][data-hx-post]");

  // A short mark of the words that stood there when the page was opened (FNV-1a): have they changed since?
  function mark(words) {
    let sum = 0x811c9dc5;
    for (let at = 0; at < words.length; at += 1) sum = Math.imul(sum ^ words.charCodeAt(at), 0x01000193);
    return (sum >>> 0).toString(16);
  }

  const forms = () => all("main form[method=post]:not([role=search])");

  // Every field for words, with what it is called at the server: two forms of one address may have the same names.
  function fields() {
    const seen = {};
    return forms().filter((form) => !ownDraft(form)).flatMap((form) => Array.from(form.elements)
      .filter((field) => field.name && field.matches(TYPED) && !field.matches(NEVER))
      .map((field) => {
        const one = { field: field, form: pathOf(form), name: field.name };
        one.was = mark(field.defaultValue);
        one.nth = seen[one.form + " " + one.name] = (seen[one.form + " " + one.name] ?? -1) + 1;
        return one;
      }));
  }

  const told = () => all("[data-kept] [data-words]").map((line) => Object.assign(
    { line: line }, line.dataset, { nth: Number(line.dataset.nth) }));

  // What was kept, in a field as it is now. Nothing of either goes: what somebody typed since, or what others wrote there
  // meanwhile, stands first. Null for a line that has no room for both.
  function both(field, kept) {
    const now = field.value;
    const isTouched = isChanged(field) && now.trim();
    if (!isTouched && (kept.was === mark(field.defaultValue) || !now.trim())) return kept.words;
    if (now.includes(kept.words)) return now;
    return field.tagName === "TEXTAREA" ? now + "\n\n" + kept.words : null;
  }

  const asText = (rows) => JSON.stringify(rows.map((one) => (
    { form: one.form, name: one.name, nth: one.nth, was: one.was, words: one.words })));

  function gathered() {
    const rows = new Map(told().map((one) => [keyOf(one), one]));
    fields().filter((one) => isChanged(one.field)).forEach((one) => {
      const kept = rows.get(keyOf(one));
      const words = (kept && both(one.field, kept)) || one.field.value;
      rows.set(keyOf(one), Object.assign({}, one, { words: words }));
    });
    return asText(Array.from(rows.values()));
  }

  // What the server holds, as far as this page knows.
  let known = asText(told());
  let isSent = false;
  let going = null;
  const typedAt = new WeakMap();

  function send(to, body, headers, size) {
    return fetch(to, { method: "POST", body: body, headers: headers, keepalive: size < SMALL, redirect: "manual",
      credentials: "same-origin", signal: going.signal });
  }

  function save() {
    // Somebody sends it themself, or hides everything: then nothing goes by itself.
    if (isSent || document.body.hidden) return;
    going = new AbortController();
    pressOwnDrafts();
    const words = gathered();
    if (words === known) return;
    const before = known;
    known = words;
    const body = new FormData();
    body.append("csrf_token", document.querySelector("input[name=csrf_token]").value);
    body.append("page", location.pathname);
    body.append("words", words);
    send(here.to, body, {}, words.length).then((reply) => { if (!reply.ok) known = before; }).catch(() => { known = before; });
  }

  // A form that keeps a draft of its own keeps this one too: what it would have sent in a moment goes now.
  function pressOwnDrafts() {
    forms().filter((form) => ownDraft(form) && Date.now() - (typedAt.get(form) || 0) < PAUSE).forEach((form) => {
      const body = new FormData(form);
      body.set("keep", "yes");
      const headers = { "HX-Request": "true", "Portal-Background": "1" };
      send(ownDraft(form).dataset.hxPost, body, headers, SMALL).catch(() => {});
    });
  }

  // ---- when ----
  let left = 0;
  let last = 0;
  document.addEventListener("portal:ends-soon", (event) => {
    // Said every second from the warning on; a larger number is a new warning.
    if (event.detail > left) save();
    left = event.detail;
    clearTimeout(last);
    last = setTimeout(save, Math.max(0, left - LAST));
  });
  // A phone that is put away runs no timers. A page that somebody leaves is not put away.
  let isLeft = false;
  window.addEventListener("pagehide", () => { isLeft = true; });
  window.addEventListener("pageshow", () => { isLeft = isSent = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && !isLeft) save(); });

  document.addEventListener("input", (event) => { if (event.target.form) typedAt.set(event.target.form, Date.now()); });
  document.addEventListener("submit", () => {
    isSent = true;
    if (going) going.abort();
  });
  document.addEventListener("htmx:afterRequest", () => { isSent = false; });

  // ---- put back ----
  const placeOf = (one) => fields().find((each) => keyOf(each) === keyOf(one));

  function putBack() {
    const back = told().filter((one) => placeOf(one) && both(placeOf(one).field, one) !== null);
    back.forEach((one) => {
      const field = placeOf(one).field;
      field.value = both(field, one);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      one.line.remove();
    });
    if (!told().length) box().hidden = true;
    if (back.length) placeOf(back[0]).field.focus();
  }

  document.addEventListener("click", (event) => { if (event.target.closest("[data-put-back]")) putBack(); });
  const offer = () => all("[data-put-back]").forEach((button) => { button.hidden = !told().some(placeOf); });
  offer();
  document.addEventListener("htmx:load", offer);
})();
