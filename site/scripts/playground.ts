import { paint } from './paint.ts';

interface Settings {
  files: Record<string, string>;
  entry: string;
  requests: { method: string; path: string; headers: Record<string, string>; body?: string }[];
}

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

  get settings(): Settings {
    return JSON.parse(this.dataset['settings'] ?? '{}') as Settings;
  }

  async run(): Promise<void> {
    const button = this.querySelector<HTMLButtonElement>('[data-run]');
    const answers = this.querySelector<HTMLElement>('.answers');
    if (!button || !answers || button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    answers.replaceChildren();
    this.say('Loading the engine (once, about 1.5 MB) and starting the program …');
    try {
      const { play } = await import('./play.ts');
      const files = { ...this.settings.files };
      for (const area of this.areas()) files[area.dataset['file'] ?? ''] = area.value;
      this.say(await play({ ...this.settings, files, onPart: (part) => answers.append(part) }));
    } catch (error) {
      this.say(`The engine did not start: ${words(error)} Your text is kept. Check the connection and run again.`);
    } finally {
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

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.');

function repaint(area: HTMLTextAreaElement): void {
  const behind = area.previousElementSibling;
  if (behind) behind.innerHTML = `${paint(area.value)}\n`;
  area.rows = area.value.split('\n').length;
}

customElements.define('play-ground', PlayGround);
