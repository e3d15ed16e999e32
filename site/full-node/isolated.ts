/** Where a host sends no headers of isolation, the service worker adds them, to a page that it serves itself. */

/** Start was pressed before the page was loaded once more. */
const pressed = 'engine-room:start-full-node';
/** ms for a first visit's service worker to take over. */
const patience = 5000;

/** Starts at once in an isolated page; otherwise lets the service worker serve it, which begins by itself then. */
export async function startIsolated(start: () => void, save: () => Promise<void>): Promise<void> {
  if (crossOriginIsolated || !(await isServed())) return start();
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

/** Whether a service worker would serve this page. */
async function isServed(): Promise<boolean> {
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  if (!workers || !(await workers.getRegistration().catch(() => undefined))) return false;
  if (workers.controller) return true;
  return new Promise((resolve) => {
    workers.addEventListener('controllerchange', () => resolve(true), { once: true });
    setTimeout(() => resolve(workers.controller !== null), patience);
  });
}
