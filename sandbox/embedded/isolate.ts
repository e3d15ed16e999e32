/** ms that an isolated frame has to say that it is here, once it has loaded. */
const patience = 400;

/**
 * Without a network, an isolated frame cannot be loaded: its attribute `sandbox` keeps it out of a service worker's reach.
 * A service worker that controls this page answers for the same document with `?isolated` and a header that isolates it as
 * the attribute does. The document itself refuses to work where it is not isolated, so nothing rests on the answer.
 *
 * @param ready Settles when the frame has said that it is here.
 */
export function helpWithoutNetwork(frame: HTMLIFrameElement, ready: Promise<unknown>): void {
  if (!navigator.serviceWorker?.controller) return;
  let here = false;
  void ready.then(() => (here = true));
  const look = () =>
    setTimeout(() => {
      if (here || !frame.isConnected || !frame.hasAttribute('sandbox')) return;
      frame.removeAttribute('sandbox');
      frame.src = `${frame.src}?isolated`;
    }, patience);
  frame.addEventListener('load', look, { once: true });
  // A frame that came with the page may have loaded before this could listen: the page waits for it.
  if (document.readyState === 'complete') look();
  else addEventListener('load', look, { once: true });
}
