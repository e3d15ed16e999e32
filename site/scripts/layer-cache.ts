import { explainRebuild, type Layer } from '../../sandbox/config/dockerfile/rebuild.ts';
import { Block } from './block.ts';
import { codeAreas, repaint } from './code-area.ts';
import { layersWords, outcomeWords } from './layer-words.ts';
import { element } from './parts.ts';
import { selectLine } from './select-line.ts';

/** ms without a key after which the outcome is told. */
const pause = 700;

/** A Dockerfile with what a build would make again. What the page shows at first was found when it was built. */
class LayerCache extends Block {
  timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const [area] = codeAreas(this);
    area?.addEventListener('input', () => this.explain(pause));
    this.on('change', 'select', () => this.explain(0));
    this.on('click', '[data-reset]', () => this.reset());
    this.addEventListener('click', ({ target }) => {
      const line = (target as Element).closest<HTMLElement>('[data-line]')?.dataset['line'];
      if (line && area) selectLine(area, Number(line));
    });
    // What was chosen or typed while this script was on its way counts as well.
    const chosen = this.querySelector<HTMLOptionElement>('option:checked');
    if (area?.value !== area?.defaultValue || !chosen?.defaultSelected) this.explain(pause);
  }

  explain(wait: number): void {
    const { files, ignore } = JSON.parse(this.dataset['settings'] ?? '{}') as { files: string[]; ignore: string };
    const changed = this.querySelector('select')?.value ?? '';
    const text = this.querySelector('textarea')?.value ?? '';
    const layers = explainRebuild(text, files, { files: [changed] }, ignore);
    this.querySelector('.findings')?.replaceChildren(...layers.map(show));
    const words = layersWords(layers);
    const count = this.querySelector('[data-count]');
    if (count) count.textContent = words;
    clearTimeout(this.timer);
    // While one types, only the outcome is told, and once.
    this.timer = setTimeout(() => this.say(words), wait);
  }

  reset(): void {
    const area = this.querySelector('textarea');
    if (!area) return;
    area.value = area.defaultValue;
    repaint(area);
    this.explain(0);
  }
}

function show({ line, text, outcome, reason }: Layer): HTMLElement {
  const place = element('button', 'link', `Line ${line}`);
  place.type = 'button';
  place.dataset['line'] = String(line);
  const word = element('small', '', outcomeWords[outcome]);
  word.dataset['outcome'] = outcome;
  return element('li', '', place, ' ', word, ' ', element('code', '', text), ' ', element('span', '', reason));
}

customElements.define('layer-cache', LayerCache);
