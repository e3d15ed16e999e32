/** ms that an isolated frame has to say that it is here, once it has loaded. */
const patience = 400;
/** ms that one that was added later has in all. */
const longest = 5000;

/**
 * Without a network, an isolated frame cannot be loaded: its attribute `sandbox` keeps it out of a service worker's reach.
 * A service worker that controls this page answers for the same document with `?isolated` and a header that isolates it as
 * the attribute does. The document itself refuses to work where it is not isolated, so nothing rests on the answer.
 *
 * @param ready Settles when the frame has said that it is here.
 * @param part The frame came with the page, and so may have loaded before this could listen.
 */
export function helpWithoutNetwork(frame: HTMLIFrameElement, ready: Promise<unknown>, part: boolean): void {
  if (!navigator.serviceWorker?.controller) return;
  let here = false;
  void ready.then(() => (here = true));
  const look = (ms: number) =>
    setTimeout(() => {
      if (here || !frame.isConnected || !frame.hasAttribute('sandbox')) return;
      frame.removeAttribute('sandbox');
      frame.src = `${frame.src}?isolated`;
    }, ms);
  frame.addEventListener('load', () => look(patience), { once: true });
  // Not every browser says of a frame that could not be loaded that it is.
  if (!part) look(longest);
  // A page waits for the frames that come with it.
  else if (document.readyState === 'complete') look(patience);
  else addEventListener('load', () => look(patience), { once: true });
}
