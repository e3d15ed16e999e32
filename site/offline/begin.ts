/**
 * Everything for use without a network, once the page itself has all it needs. A development server has no service worker,
 * and one that a built site left behind at its address would show that site.
 */
export function beginOffline(): void {
  if (import.meta.env.DEV) return void removeLeftovers();
  // An exercise loads its editor after the page.
  const quiet = document.body.classList.contains('workspace') ? 2500 : 400;
  const begin = () => whenQuiet(quiet, () => void import('./begin-now.ts'));
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

/** Acts when the page has loaded nothing for so many ms. */
function whenQuiet(quiet: number, act: () => void): void {
  const begin = () => {
    observer.disconnect();
    act();
  };
  let timer = setTimeout(begin, quiet);
  const observer = new PerformanceObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(begin, quiet);
  });
  observer.observe({ type: 'resource' });
}

async function removeLeftovers(): Promise<void> {
  const all = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(all.map((registration) => registration.unregister()));
}
