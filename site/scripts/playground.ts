import type { PlaySettings } from './play.ts';
import { paint } from './paint.ts';

/** Code that can be changed and run. The engine is loaded with the first Run. */
class PlayGround extends HTMLElement {
  connectedCallback(): void {
    for (const area of this.areas()) {
      area.addEventListener('input', () => repaint(area));
      // The browser may bring back what was typed before a reload.
      repaint(area);
    }
    this.querySelector('[data-run]')?.addEventListener('click', () => void this.run());
    this.querySelector('[data-reset]')?.addEventListener('click', () => this.reset());
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.run();
    });
  }

  areas = (): HTMLTextAreaElement[] => [...this.querySelectorAll('textarea')];

  get settings(): PlaySettings {
    return JSON.parse(this.dataset['settings'] ?? '{}') as PlaySettings;
  }

  async run(): Promise<void> {
    const button = this.querySelector<HTMLButtonElement>('[data-run]');
    const answers = this.querySelector<HTMLElement>('.answers');
    if (!button || !answers || button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    answers.replaceChildren();
    const waiting = setInterval(() => this.say(progress()), 250);
    this.say(progress());
    try {
      const { play } = await import('./play.ts');
      const files = { ...this.settings.files };
      for (const area of this.areas()) files[area.dataset['file'] ?? ''] = area.value;
      const said = await play({
        ...this.settings,
        files,
        onReady: () => {
          clearInterval(waiting);
          this.say('Starting the program');
        },
        onPart: (part) => answers.append(part),
      });
      this.say(said);
    } catch (error) {
      this.say(`${words(error)} Your text is kept; Run tries again.`);
    } finally {
      clearInterval(waiting);
      button.removeAttribute('aria-disabled');
    }
  }

  reset(): void {
    for (const area of this.areas()) {
      area.value = (this.settings.files[area.dataset['file'] ?? ''] ?? '').replace(/\n$/, '');
      repaint(area);
    }
    this.querySelector('.answers')?.replaceChildren();
    this.say('The code is as it was at the start.');
  }

  say(text: string): void {
    const result = this.querySelector('.result');
    if (result) result.textContent = text;
  }
}

/** What has come of the engine, over the wire or from the cache. */
function progress(): string {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const sizes = entries.filter(({ name }) => name.includes('/engine/')).map(({ encodedBodySize }) => encodedBodySize);
  const loaded = sizes.reduce((sum, size) => sum + size, 0);
  return `Loading the engine, once for this visit${loaded > 0 ? `: ${(loaded / 1e6).toFixed(1)} MB so far` : ''}`;
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.');

function repaint(area: HTMLTextAreaElement): void {
  const behind = area.previousElementSibling;
  if (behind) behind.innerHTML = `${paint(area.value)}\n`;
  area.rows = area.value.split('\n').length;
}

customElements.define('play-ground', PlayGround);
