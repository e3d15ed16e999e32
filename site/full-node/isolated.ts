/** Where a host sends no headers of isolation, the service worker adds them, to a page that it serves itself. */
import { startOffline } from '../offline/page.ts';
import { pathTo } from '../paths.ts';
import type { FullNode } from './container.ts';

/** Start was pressed before the page was loaded once more. */
const pressed = 'engine-room:start-full-node';
/** ms for a first visit's service worker to take over. */
const patience = 20_000;

/** Starts at once in an isolated page; otherwise lets the service worker serve it, and the start goes on by itself then. */
export async function startIsolated({ state, start }: FullNode, save: () => Promise<void>): Promise<void> {
  if (crossOriginIsolated || import.meta.env.DEV) return start();
  state.value = { phase: 'starting', received: 0, total: 0 };
  const served = await isServed();
  state.value = { phase: 'off' };
  if (!served) return start();
  await save();
  sessionStorage.setItem(pressed, '1');
  location.reload();
}

/** Whether this page was loaded once more for a start. Asked once. */
export function wasPressed(): boolean {
  const was = sessionStorage.getItem(pressed) !== null;
  sessionStorage.removeItem(pressed);
  return was;
}

/** Whether a service worker serves this page when it is loaded again. */
async function isServed(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const { serviceWorker } = navigator;
  const taken = new Promise<void>((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    setTimeout(resolve, patience);
  });
  // Pages ask for it when they have nothing else to do.
  await startOffline(pathTo(''));
  if (!serviceWorker.controller) await taken;
  return serviceWorker.controller !== null;
}
