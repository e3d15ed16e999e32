import { askForEverything, offlineSituation } from './page.ts';
import { sayingOf, type Situation } from './words.ts';

const base = import.meta.env.BASE_URL.replace(/\/*$/, '/');

/** Says how much of the course is on this device. Phases are announced; the count beside them is only to be seen. */
class OfflineStatus extends HTMLElement {
  #shown: string | undefined;

  connectedCallback(): void {
    addEventListener('offlinechange', this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    removeEventListener('offlinechange', this.#show);
  }

  #show = (): void => {
    const situation = offlineSituation();
    const { text, action, progress } = sayingOf(situation);
    const words = this.querySelector('[data-words]');
    const bar = this.querySelector('progress');
    const button = this.querySelector('button');
    if (!words || !bar || !button) return;
    this.dataset['phase'] = situation.phase;
    if (words.textContent !== text) words.textContent = text;
    bar.hidden = !progress;
    if (progress) Object.assign(bar, { max: progress.total, value: progress.done });
    this.#announce(situation, text);
    // A focused button that went away would take the focus with it.
    if (!action && document.activeElement === button) this.focus();
    button.hidden = !action;
    button.textContent = action ?? '';
    button.onclick = () => void askForEverything(base);
  };

  #announce({ phase }: Situation, text: string): void {
    const before = this.#shown;
    this.#shown = phase;
    if (before === undefined || before === phase || before === 'starting') return;
    // Once for all of them on a page.
    if (document.querySelector('offline-status') !== this) return;
    const region = this.querySelector('[data-said]');
    if (region) region.textContent = text;
  }
}

customElements.define('offline-status', OfflineStatus);
