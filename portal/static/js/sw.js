// Keeps one page on the phone, "I need help now", so that it opens without signal; and on a young person's phone one more,
// a check-in. Both are the same for everybody and fetched without cookies; nothing else is ever kept.
"use strict";
// The language the person chose, which may not be the phone's own; the page itself asks for this script with it.
const LANGUAGE = new URL(self.location.href).searchParams.get("l") || "en";
const HELP = { page: "/help/offline", kept: "help-1" };
const CHECK_IN = { page: "/check-in/offline", kept: "check-in-1-" + LANGUAGE };
const A_DAY = 86400000;

async function keep({ page, kept }) {
  const answer = await fetch(page, {
    credentials: "omit", cache: "no-store", redirect: "error", headers: { "Accept-Language": LANGUAGE },
  });
  if (!answer.ok) throw new Error("The page for times without signal did not come.");
  const html = await answer.clone().text();
  const files = new Set(Array.from(html.matchAll(/(?:href|src|data-recording)="(\/static\/[^"]+)"/g), (found) => found[1].replace(/&amp;/g, "&")));
  const store = await caches.open(kept);
  // A page is kept with all that it needs, or as it was before: half of it would be none.
  await Promise.all(Array.from(files, (file) => store.add(new Request(file, { credentials: "omit" }))));
  await store.put(page, answer);
  for (const old of await store.keys()) {
    const address = new URL(old.url);
    if (address.pathname !== page && !files.has(address.pathname + address.search)) await store.delete(old);
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep(HELP));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (![HELP.kept, CHECK_IN.kept].includes(name)) await caches.delete(name);
    await self.clients.claim();
  })());
});

// A young person is signed in: their phone keeps the check-in, and fetches it again when it is a day old.
// The page that stands there in place of an answer asks what it was that could not go; it is handed over once.
self.addEventListener("message", (event) => {
  if (event.data === "unsent") {
    event.ports[0].postMessage(unsent);
    unsent = null;
    return;
  }
  event.waitUntil((async () => {
    const had = await caches.match(CHECK_IN.page, { cacheName: CHECK_IN.kept });
    if (!had || !(Math.abs(Date.now() - Date.parse(had.headers.get("Date"))) < A_DAY)) await keep(CHECK_IN);
  })().catch(() => {}));
});

async function withoutSignal(path) {
  const checkIn = path.startsWith("/check-in") && (await caches.match(CHECK_IN.page));
  return checkIn || (await caches.match(HELP.page)) || Response.error();
}

// What a young person tapped as the signal went: only in memory, until the kept page has sealed it.
let unsent = null;
async function send(request, path) {
  const tapped = request.clone();
  try {
    return await fetch(request);
  } catch (_noSignal) {
    const checkIn = await caches.match(CHECK_IN.page);
    if (checkIn) unsent = { path: path, fields: Array.from(await tapped.formData()) };
    return checkIn || (await caches.match(HELP.page)) || Response.error();
  }
}
const isTaps = (request) => (request.headers.get("Content-Type") || "").startsWith("application/x-www-form-urlencoded");

// What is recorded is asked for in parts; some phones play nothing that comes whole.
async function fromKept(request) {
  const kept = await caches.match(request.url);
  const part = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") || "");
  if (!kept || !part) return kept;
  const bytes = await kept.arrayBuffer();
  const last = Math.min(part[2] ? Number(part[2]) : Infinity, bytes.byteLength - 1);
  return new Response(bytes.slice(Number(part[1]), last + 1), {
    status: 206,
    headers: { "Content-Type": kept.headers.get("Content-Type"), "Content-Range": `bytes ${part[1]}-${last}/${bytes.byteLength}` },
  });
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && /^\/(check-in|help)\//.test(address.pathname) && isTaps(request)) {
    event.respondWith(send(request, address.pathname));
    return;
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => withoutSignal(address.pathname)));
    // The numbers may have changed since: looking at help with signal fetches the page again.
    if (address.pathname.startsWith("/help")) event.waitUntil(keep(HELP).catch(() => {}));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await fromKept(request)) || Response.error()));
  }
});
