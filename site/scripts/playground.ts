import { Block } from './block.ts';
import { codeAreas, repaint } from './code-area.ts';
import type { PlaySettings } from './play.ts';
import type { Program } from './server.ts';

/** Code that can be changed and run. The engine is loaded with the first Run. */
export class PlayGround extends Block {
  areas: HTMLTextAreaElement[] = [];

  connectedCallback(): void {
    this.areas = codeAreas(this);
    this.on('click', '[data-run]', () => void this.run());
    this.on('click', '[data-reset]', () => this.reset());
    this.runsOnEnter();
  }

  get settings(): PlaySettings {
    return JSON.parse(this.dataset['settings'] ?? '{}') as PlaySettings;
  }

  /** The program as it stands in the block now. */
  program(): Program {
    const { requests: _, ...program } = this.settings;
    for (const area of this.areas) program.files[area.dataset['file'] ?? ''] = area.value;
    return program;
  }

  override async run(): Promise<string | undefined> {
    const answers = this.querySelector<HTMLElement>('.answers');
    let happened: string | undefined;
    await this.act(this.querySelector('[data-run]'), async (loaded) => {
      answers?.replaceChildren();
      const { play } = await import('./play.ts');
      const played = await play({
        ...this.settings,
        ...this.program(),
        onReady: () => loaded('Starting the program'),
        onPart: (part) => answers?.append(part),
      });
      happened = played.happened;
      return played.said;
    });
    return happened;
  }

  reset(): void {
    for (const area of this.areas) {
      area.value = (this.settings.files[area.dataset['file'] ?? ''] ?? '').replace(/\n$/, '');
      repaint(area);
    }
    this.querySelector('.answers')?.replaceChildren();
    this.say('The code is as it was at the start.');
  }
}

customElements.define('play-ground', PlayGround);
