// Keeps one page on the phone, "I need help now", so that it opens without signal. It is the same for everybody and
// fetched without cookies; nothing else is ever kept.
"use strict";
const KEPT = "help-1";
const PAGE = "/help/offline";
// The language the person chose, which may not be the phone's own; the page itself asks for this script with it.
const LANGUAGE = new URL(self.location.href).searchParams.get("l") || "en";

async function keep() {
  const answer = await fetch(PAGE, {
    credentials: "omit", cache: "no-store", redirect: "error", headers: { "Accept-Language": LANGUAGE },
  });
  if (!answer.ok) throw new Error("The page for times without signal did not come.");
  const html = await answer.clone().text();
  const files = new Set(Array.from(html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g), (found) => found[1].replace(/&amp;/g, "&")));
  const store = await caches.open(KEPT);
  await Promise.all(Array.from(files, (file) => store.add(new Request(file, { credentials: "omit" })).catch(() => {})));
  await store.put(PAGE, answer);
  for (const old of await store.keys()) {
    const address = new URL(old.url);
    if (address.pathname !== PAGE && !files.has(address.pathname + address.search)) await store.delete(old);
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(PAGE)) || Response.error()));
    // The numbers may have changed since: looking at help with signal fetches the page again.
    if (address.pathname.startsWith("/help")) event.waitUntil(keep().catch(() => {}));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) || Response.error()));
  }
});
