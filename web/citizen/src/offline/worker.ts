// The service worker: keeps the pages themselves for times without network, and sends waiting reports when it is back.
// It keeps nothing personal: of the API only the catalogue, which everybody sees alike.

/// <reference lib="webworker" />

import { api } from "../api/api";
import { ownAddress, readMessage } from "../push/messages";
import { bring } from "../uploads/files";
import { withoutProgress } from "../uploads/transport";
import { routeRequest } from "./caching";
import { keeper } from "./keeper";
import { alone, sendWaiting } from "./outbox";

declare const self: ServiceWorkerGlobalScope;
declare const __VERSION__: string; // a digest of all files of the pages
declare const __FILES__: string[];

const PAGES = `pages-${__VERSION__}`;
const PUBLIC = "public-1"; // the catalogue outlives a new version of the pages
const PAGE = "/index.html";
const CHANNEL = "nabiz-outbox";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PAGES).then((cache) => cache.addAll([PAGE, ...__FILES__])));
  void self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name !== PAGES && name !== PUBLIC) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  switch (routeRequest(method, new URL(url), self.location.origin, mode === "navigate")) {
    case "page":
      event.respondWith(fromCache(PAGE));
      break;
    case "file":
      event.respondWith(fromCache(event.request));
      break;
    case "public":
      event.respondWith(freshOrKept(event.request));
      break;
    case "pass":
  }
});

self.addEventListener("sync", (event) => {
  if ((event as SyncEvent).tag === CHANNEL) (event as SyncEvent).waitUntil(sendKept());
});

self.addEventListener("push", (event) => {
  const { title, body, url, tag } = readMessage(event.data?.text() ?? "", self.location.origin);
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: url }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.openWindow(ownAddress(String(event.notification.data ?? ""), self.location.origin)),
  );
});

interface SyncEvent extends ExtendableEvent {
  tag: string;
}

async function sendKept(): Promise<void> {
  const store = await keeper();
  const ports = {
    api,
    keeper: store,
    uploaded: (file: string) => bring(file, withoutProgress),
    now: Date.now,
  };
  await alone(() => sendWaiting(ports));
  new BroadcastChannel(CHANNEL).postMessage("changed");
  if ((await store.all("outbox")).some(({ refused }) => !refused)) throw new Error("not all were sent"); // asks for another time
}

async function fromCache(request: Request | string): Promise<Response> {
  const cache = await caches.open(PAGES);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

async function freshOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(PUBLIC);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}
