/** Offers to reload with the new version, without taking the focus; until then everything stays as it is. */
export function offerUpdate(waiting: ServiceWorker): void {
  if (document.querySelector('.update-offer')) return;
  const offer = document.createElement('aside');
  offer.className = 'update-offer no-print';
  offer.setAttribute('aria-label', 'New version');
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  const later = button('Later', () => offer.remove());
  const reload = button('Reload', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker is of this origin.
    waiting.postMessage({ type: 'activate' });
  });
  reload.classList.add('primary');
  offer.append(text, reload, later);
  document.body.append(offer);
  // Into a region that is there already: only then is it read out.
  requestAnimationFrame(() => (text.textContent = 'A new version is ready.'));
}

function button(label: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'button';
  element.textContent = label;
  element.addEventListener('click', act);
  return element;
}
