// A check-in without signal. What a young person taps is sealed at once to the server's public key: nobody who holds the
// phone can read it. Whoever opens a page of ours later sends it on, without cookies; the ticket says whose it is. It is
// taken off the phone only when the server's receipt names it.
(function () {
  "use strict";
  const cipher = window.crypto && crypto.subtle;
  if (!window.indexedDB || !cipher) return;
  const all = (what) => Array.from(document.querySelectorAll(what));
  const TO = "/check-in/sealed";
  // As long as a young person stays signed in on a phone that several use; after that it is nobody's.
  const SHARED_FOR = 30 * 60000;
  const mine = new Set();
  const late = new Set();
  let sentNow = false;

  // ---- what the phone keeps: tickets ("key") and what is sealed ("sealed") ----
  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("portal", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("key", { keyPath: "id" });
      asked.result.createObjectStore("sealed", { keyPath: "client_id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  async function store(name, act) {
    const kept = await opened;
    return new Promise((done, failed) => {
      const work = kept.transaction(name, "readwrite", { durability: "strict" });
      const asked = act(work.objectStore(name));
      work.oncomplete = () => done(asked.result);
      work.onabort = work.onerror = () => failed(work.error);
    });
  }
  const held = () => store("key", (keys) => keys.get("now"));
  const forget = async () => { const key = await held(); if (key && key.shared) await store("key", (keys) => keys.delete("now")); };

  // ---- sealing ----
  const bytes = (words) => new TextEncoder().encode(words);
  const base64 = (raw) => btoa(Array.from(raw, (one) => String.fromCharCode(one)).join(""));
  const raw = (words) => Uint8Array.from(atob(words), (sign) => sign.charCodeAt(0));
  const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));

  async function seal(said) {
    const key = await held();
    const name = crypto.randomUUID();
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const ours = raw(key.key);
    const own = await cipher.generateKey(curve, false, ["deriveBits"]);
    const point = new Uint8Array(await cipher.exportKey("raw", own.publicKey));
    const shared = await cipher.deriveBits({ name: "ECDH", public: await cipher.importKey("raw", ours, curve, false, []) }, own.privateKey, 256);
    const drawn = { name: "HKDF", hash: "SHA-256", salt: joined(point, ours), info: bytes("portal: sealed on a phone") };
    const once = await cipher.deriveKey(drawn, await cipher.importKey("raw", shared, "HKDF", false, ["deriveKey"]), { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const body = bytes(JSON.stringify(Object.assign({ ticket: key.ticket, at: new Date().toISOString() }, said)));
    const closed = new Uint8Array(await cipher.encrypt({ name: "AES-GCM", iv: iv, additionalData: bytes(name) }, once, body));
    await store("sealed", (rows) => rows.put({ client_id: name, ticket: key.ticket, sealed: base64(joined(point, iv, closed)) }));
    mine.add(name);
    drain();
    return name;
  }

  // ---- sending ----
  async function post(item, ticket) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), 30000);
    try {
      const answer = await fetch(TO, {
        method: "POST", credentials: "omit", redirect: "error", cache: "no-store", signal: patience.signal,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ client_id: item.client_id, ticket: ticket, sealed: item.sealed }),
      });
      const words = await answer.text();
      if (answer.ok && JSON.parse(words).stored === item.client_id) return "stored";
      return answer.status === 409 ? "late" : "";
    } catch (_cut) {
      return "";  // no signal, half an answer, or somebody else's page: it stays here
    } finally { clearTimeout(timer); }
  }

  let busy = false;
  async function drain() {
    if (busy) return;
    busy = true;
    try {
      for (const item of await store("sealed", (rows) => rows.getAll())) {
        const key = await held();
        let answer = await post(item, item.ticket);
        if (answer === "late" && key && key.ticket !== item.ticket) answer = (await post(item, key.ticket)) || answer;
        if (answer === "late") late.add(item.client_id);
        if (answer !== "stored") continue;
        await store("sealed", (rows) => rows.delete(item.client_id));
        late.delete(item.client_id);
        sentNow = true;
      }
    } finally { busy = false; }
    await show();
  }

  async function show() {
    const names = await store("sealed", (rows) => rows.getAllKeys());
    const wait = mine.size ? names.filter((name) => mine.has(name)) : names;
    const states = { kept: wait.length > 0, late: wait.some((name) => late.has(name)), sent: !wait.length && (mine.size > 0 || sentNow) };
    all("[data-state]").forEach((one) => { one.hidden = !states[one.dataset.state]; });
    return wait.length;
  }

  const again = () => { if (!document.hidden) drain().catch(() => {}); };
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", again);
  setInterval(() => { if (mine.size) again(); }, 20000);

  // ---- the ticket: of the young person who is signed in; gone from a shared phone when they leave or another comes ----
  async function take() {
    const given = document.querySelector("input[name='ticket'][data-key]");
    const signedIn = document.querySelector("[data-ends-in]");
    if (given) {
      await store("key", (keys) => keys.put({ id: "now", ticket: given.value, key: given.dataset.key, kind: given.dataset.kind, shared: "shared" in given.dataset, since: Date.now() }));
      if (navigator.serviceWorker) navigator.serviceWorker.ready.then((all) => all.active.postMessage("check-in"));
    } else if (signedIn && !document.body.classList.contains("page--young")) await forget();
  }
  document.addEventListener("submit", (event) => { if (/\/(leave|sign-out)$/.test(event.target.action)) forget(); });

  // ---- the page without signal: one question at a time ----
  const steps = all("[data-step]");
  const said = { helped: "by_myself", how: [], feelings: [], body: [], energy: [], talk: "", way: "stop", words: "" };
  const words = document.getElementById("words");
  const passed = [];
  // Their "no" or "not sure", until they have been asked where.
  let asked = null;
  const named = (name) => steps.find((one) => one.dataset.step === name);
  const now = () => steps.find((one) => !one.hidden).dataset.step;

  // As the questions were drawn for them when they last visited us.
  function draw(kind) {
    said.kind = kind;
    all(".choices").forEach((list) => { list.classList.replace("choices--middle", "choices--" + kind); });
    all("[data-" + kind + "]").forEach((step) => {
      const cards = new Map(Array.from(step.querySelectorAll(".choice"), (card) => [card.value, card.parentNode]));
      cards.forEach((card) => { card.hidden = true; });
      step.dataset[kind].split(" ").forEach((value) => { cards.get(value).hidden = false; cards.get(value).parentNode.append(cards.get(value)); });
    });
  }

  function go(name) {
    steps.forEach((one) => { one.hidden = one.dataset.step !== name; });
    document.getElementById("others").hidden = /start|told|done|cannot/.test(name);
    document.querySelector("[data-do='skip']").hidden = name === "who";
    // Words always have a reader.
    document.querySelector("button[value='just_me']").hidden = Boolean(words.value.trim());
    named(name).querySelector("h2").focus();
    window.scrollTo(0, 0);
  }
  const on = (name) => { passed.push(now()); go(name); };
  function next() {
    const alone = !said.helped.startsWith("home");
    const order = ["helped", "how", "feelings", "body", "energy"].concat(alone ? ["safe"] : [], "talk", "more", "who");
    on(order[order.indexOf(now()) + 1]);
  }
  const kept = (what) => seal(what).then((name) => show().then(() => name)).catch(() => { go("cannot"); throw new Error("not kept"); });

  // `form`: the number of a page's form that may have arrived after all; then it is kept once.
  async function answer(name, value, form) {
    if (name === "safe") {
      const number = await kept(form ? { safe: value, form: form } : { safe: value });
      asked = value === "no" || value === "not_sure" ? { safe: value, of: form || number } : null;
      if (asked) on("told"); else next();
    } else if (name === "where") {
      if (value !== "skip") await kept(Object.assign({ where: value }, asked));
      asked = null;
      go("talk");
    } else if (name === "way") {
      said.way = value;
      said.words = value === "stop" ? "" : words.value;
      await kept(said);
      words.value = "";
      go("done");
    } else {
      said[name] = name === "helped" || name === "talk" ? value : [value];
      next();
    }
  }

  // ---- what was tapped on a page of theirs as the signal went: the service worker kept it in mind ----
  const unsent = () => new Promise((done) => {
    const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
    if (!worker) { done(null); return; }
    const way = new MessageChannel();
    way.port1.onmessage = (event) => done(event.data);
    worker.postMessage("unsent", [way.port2]);
    setTimeout(() => done(null), 2000);
  });
  async function goOn({ path, fields }) {
    const field = (name) => { const found = fields.find((one) => one[0] === name); return found ? found[1] : ""; };
    const last = path.split("/").pop() || "start";
    const tapped = fields.filter((one) => one[0] === "answer").map((one) => one[1]);
    const offered = named(last) && tapped.length && tapped.every((value) => value === "skip" || named(last).querySelector("button[value='" + CSS.escape(value) + "']"));
    if (last !== "start") said.helped = field("helped") || said.helped;
    if (path === "/help/now") { await kept({ help: true, form: field("client_id") }); go("told"); }
    else if (/^(safe|one-more)$/.test(last) && tapped.length) { go("safe"); await answer("safe", tapped[0], field("client_id")); }
    else if (last === "start" && field("helped")) { go("helped"); await answer("helped", field("helped")); }
    else if (/^(how|feelings|body|energy)$/.test(last) && offered) { go(last); said[last] = tapped; next(); }
    else if (last === "talk" && offered) { go(last); await answer("talk", tapped[0]); }
    else if (last === "when" && tapped.length) { go("talk"); await answer("talk", tapped[0]); }
    else if (last === "talk") go("talk");
    else if (last === "words") { words.value = field("words"); go("more"); }
    else go("start");
  }

  let answering = false;
  async function tapped(event) {
    const button = event.target.closest("button");
    if (!button || answering || !button.closest("main") || button.matches("[data-listen]")) return;
    answering = true;
    try {
      if (button.dataset.go) on(button.dataset.go === "where" && !asked ? "talk" : button.dataset.go);
      else if (button.name) await answer(button.name, button.value);
      else if (button.dataset.do === "back") go(passed.pop());
      else if (button.dataset.do === "stop") await answer("way", "stop");
      else if (now() === "more") { words.value = ""; next(); }
      else if (now() === "helped") next();
      else await answer(now(), "skip");
    } catch (_notKept) { /* the page says so */ } finally { answering = false; }
  }

  async function begin() {
    await take();
    if (steps.length) {
      const key = await held();
      const old = key && key.shared && Math.abs(Date.now() - key.since) > SHARED_FOR;
      if (key && !old) {
        draw(key.kind || "middle");
        const left = await unsent();
        await (left ? goOn(left).catch(() => {}) : go("start"));
        document.addEventListener("click", tapped);
      }
    }
    await show();
    await drain();
  }
  begin().catch(() => {});
})();
