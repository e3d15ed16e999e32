import type { Pointer, ToPage, ToServiceWorker } from './protocol.ts';
import type { Situation } from './words.ts';

interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** Where the learner's wish to have everything here is kept, for connections on which it is not fetched unasked. */
const wish = 'offline';

/** ms between two looks for a new version while a page stays open. */
const updates = 3_600_000;

/** ms between two signs to a worker that downloads, without which the browser may end it. */
const pulse = 15_000;

let situation: Situation = { phase: 'starting' };
/** The version that this page was opened with: the first that says something. */
const opened = Promise.withResolvers<string>();
let version: string | undefined;
let registration: ServiceWorkerRegistration | undefined;

/** How much of the course is here. A `offlinechange` event on the window tells of changes. */
export const offlineSituation = (): Situation => situation;

let listening = false;

/** Registers the service worker and lets it fetch the course, unless data is dear here. */
export async function startOffline(base: string): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return become({ phase: 'unsupported' });
  if (!listening) listen(container);
  container.controller?.postMessage({ type: 'state' } satisfies ToServiceWorker);
  try {
    const registered = await container.register(`${base}sw.js`, { scope: base });
    if (!registered) return become({ phase: 'refused' });
    registration = registered;
    followUpdates();
    await activeWorker(registered);
  } catch {
    // With a worker of an earlier visit everything goes on; only the look for a new one failed.
    if (!container.controller) return become({ phase: 'refused' });
    registration = await container.getRegistration(base);
  }
  send({ type: 'tidy' });
  send(wanted());
}

/** Once for a page, also when the worker is registered a second time. */
function listen(container: ServiceWorkerContainer): void {
  listening = true;
  container.addEventListener('message', ({ data, ports }) => receive(data as ToPage, ports[0]));
  addEventListener('online', () => situation.phase !== 'ready' && send(wanted()));
  setInterval(() => situation.phase === 'downloading' && send({ type: 'state' }), pulse);
  addEventListener('offlinedeleted', () => {
    registration = undefined;
    become({ phase: 'unasked' });
  });
}

/** What the button of the status does. */
export async function askForEverything(base: string): Promise<void> {
  if ('fault' in situation && situation.fault === 'changed') return location.reload();
  try {
    localStorage.setItem(wish, 'everything');
  } catch {
    // Storage is blocked: the wish holds for this page.
  }
  // Asked for, the browser may promise to keep it; it need not.
  await navigator.storage?.persist?.().catch(() => false);
  if (registration) fetchEverything();
  else await startOffline(base);
}

const fetchEverything = () => send({ type: 'download', pointer: pointer() });

const pointer = (): Pointer => (matchMedia('(pointer: coarse)').matches ? 'coarse' : 'fine');

/** Not unasked on a connection that is slow or paid by the byte. */
function mayDownload(): boolean {
  try {
    if (localStorage.getItem(wish) === 'everything') return true;
  } catch {
    // Storage is blocked: nobody can have wished for it.
  }
  const { saveData, effectiveType = '4g' } = (navigator as { connection?: Connection }).connection ?? {};
  return !saveData && effectiveType === '4g' && !matchMedia('(prefers-reduced-data: reduce)').matches;
}

function send(message: ToServiceWorker): void {
  registration?.active?.postMessage(message);
}

function receive(message: ToPage, port: MessagePort | undefined): void {
  if (message.type === 'which version') return void opened.promise.then((own) => port?.postMessage(own));
  const { state } = message;
  version ??= state.version;
  opened.resolve(version);
  const waiting = registration?.waiting;
  if (state.version === version || !waiting) become(state);
  // It is offered when it has all that this one has, or can have no more of it.
  else if (state.phase !== 'downloading') void import('./update-offer.ts').then((offer) => offer.offerUpdate(waiting));
}

function become(next: Situation): void {
  situation = next;
  dispatchEvent(new Event('offlinechange'));
}

function followUpdates(): void {
  const look = () => registration?.waiting?.postMessage(wanted());
  const follow = () =>
    registration?.installing?.addEventListener('statechange', () => navigator.serviceWorker.controller && look());
  registration?.addEventListener('updatefound', follow);
  follow();
  look();
  setInterval(() => void registration?.update().catch(() => {}), updates);
}

const wanted = (): ToServiceWorker => (mayDownload() ? { type: 'download', pointer: pointer() } : { type: 'state' });

function activeWorker({ active, installing, waiting }: ServiceWorkerRegistration): Promise<unknown> {
  const worker = active ?? waiting ?? installing;
  if (!worker || worker.state === 'activated') return Promise.resolve();
  return new Promise<void>((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('The service worker could not be installed.'));
    });
  });
}
