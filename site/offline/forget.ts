import type { ToServiceWorker } from './protocol.ts';

/** ms that the worker has to empty its cache: it may be in the middle of a download. */
const patience = 5_000;

/** What full Node keeps, in the pages' own hands. */
const snapshots = 'engine-room-snapshots';

/** Takes the course off this device again. Pages that are open tell so by an `offlinedeleted` event on the window. */
export async function forgetOffline(base: string): Promise<void> {
  if ('caches' in globalThis) await caches.delete(snapshots).catch(() => false);
  const registration = await navigator.serviceWorker?.getRegistration(base);
  // A host may have other projects, with workers of their own, above this one.
  if (!registration || new URL(registration.scope).pathname !== base) return;
  await Promise.all([registration.active, registration.waiting].map((worker) => worker && emptied(worker)));
  await registration.unregister();
  dispatchEvent(new Event('offlinedeleted'));
}

function emptied(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const done = () => {
      port1.close();
      resolve();
    };
    port1.onmessage = done;
    setTimeout(done, patience);
    worker.postMessage({ type: 'forget' } satisfies ToServiceWorker, [port2]);
  });
}
