/** The service worker: `sw.js` of a build. */
import { answer } from './answers.ts';
import { bringCore, createDownload, type Surroundings } from './download.ts';
import type { Manifest, OfflineState, ToPage, ToServiceWorker } from './protocol.ts';
import { createStore } from './store.ts';
import { versionsInUse } from './versions.ts';
import type { PageClient, WorkerScope } from './worker-scope.ts';

/** Written in by the build. */
// oxlint-disable-next-line no-underscore-dangle
declare const __VERSION__: string;
declare const self: WorkerScope;

/** ms for which no page may have asked for anything before a file is fetched ahead. */
const quiet = 500;
/** ms between two messages about progress. */
const pace = 250;

const { scope } = self.registration;
const store = createStore(scope);
let asked = 0;
let told = 0;
let list: Promise<Manifest> | undefined;
const surroundings: Surroundings = {
  scope,
  store,
  fetch: (...it) => fetch(...it),
  newer,
  room,
  idle,
  pause,
  say: sayAtPace,
};
let download: Promise<ReturnType<typeof createDownload>> | undefined;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope) || request.headers.has('range')) return;
  asked = Date.now();
  const later = (work: Promise<unknown>) => event.waitUntil(work.catch(() => {}));
  event.respondWith(answer(request, { scope, store, manifest, fetch: (...it) => fetch(...it), later }));
});

self.addEventListener('message', (event) => {
  event.waitUntil(handle(event.data as ToServiceWorker, event.source, event.ports[0]).catch(() => {}));
});

async function handle(message: ToServiceWorker, page: PageClient | null, port?: MessagePort): Promise<void> {
  if (message.type === 'activate') return self.skipWaiting();
  if (message.type === 'tidy') return tidy();
  if (message.type === 'forget') return store.forget().finally(() => port?.postMessage('forgotten'));
  const going = await downloading();
  if (message.type === 'download') {
    const over = going.run(message.pointer);
    say(await going.state());
    return over;
  }
  if (page) tell(page, await going.state());
}

async function install(): Promise<void> {
  await store.addList(await manifest());
  await bringCore(await manifest(), surroundings);
}

/** What only pages of older versions needed goes when the last of them has been closed. */
async function tidy(): Promise<void> {
  const inUse = await versionsInUse(await self.clients.matchAll({ type: 'window', includeUncontrolled: true }));
  if (inUse) await store.keepOnly(__VERSION__, inUse);
}

function manifest(): Promise<Manifest> {
  return (list ??= readManifest().catch((error: unknown) => {
    list = undefined;
    throw error;
  }));
}

async function readManifest(): Promise<Manifest> {
  const stored = await store.list(__VERSION__);
  if (stored) return stored;
  const response = await fetch(new URL(`offline.${__VERSION__}.json`, scope));
  if (!response.ok) throw new Error(`The list of files could not be fetched: the site answered ${response.status}.`);
  return (await response.json()) as Manifest;
}

function downloading() {
  return (download ??= manifest().then((files) => createDownload(files, surroundings)));
}

/** Whether the site has another worker by now, and with it another version. */
async function newer(): Promise<boolean> {
  const { registration } = self;
  await registration.update().catch(() => {});
  const workers = [registration.active, registration.waiting, registration.installing];
  return workers.filter(Boolean).length > 1;
}

async function room(): Promise<number | undefined> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? undefined : quota - usage;
}

async function idle(): Promise<void> {
  for (let rest = quiet; rest > 0; rest = asked + quiet - Date.now()) {
    if (asked + quiet <= Date.now()) return;
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000));
}

function sayAtPace(state: OfflineState): void {
  if (state.phase === 'downloading' && Date.now() - told < pace) return;
  told = Date.now();
  say(state);
}

function say(state: OfflineState): void {
  // Whoever has deleted it all need not hear that the download stopped.
  if (store.gone) return;
  void self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((pages) => {
    for (const page of pages) tell(page, state);
  });
}

function tell(page: PageClient, state: OfflineState): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker's pages are of its own origin.
  page.postMessage({ type: 'state', state } satisfies ToPage);
}
