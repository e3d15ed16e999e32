import { lint, type ConfigKind, type Finding } from '../../sandbox/config/index.ts';
import { Block } from './block.ts';
import { faultWords } from './fault-words.ts';
import { codeAreas, repaint } from './code-area.ts';
import { findingsWords, severityWords } from './lint-words.ts';
import { element } from './parts.ts';
import { selectLine } from './select-line.ts';

/** ms without a key after which what was found is told. */
const pause = 700;

/** A configuration that is checked while it is changed. What the page shows at first was found when it was built. */
class ConfigLint extends Block {
  timer: ReturnType<typeof setTimeout> | undefined;
  turn = 0;

  connectedCallback(): void {
    const [area] = codeAreas(this);
    area?.addEventListener('input', () => void this.check(false));
    this.on('click', '[data-check]', () => void this.check(true));
    this.on('click', '[data-reset]', () => this.reset());
    this.addEventListener('click', ({ target }) => {
      const line = (target as Element).closest<HTMLElement>('[data-line]')?.dataset['line'];
      if (line) selectLine(this.area(), Number(line));
    });
    if (area && area.value !== area.defaultValue) void this.check(false);
  }

  area = (): HTMLTextAreaElement => this.querySelector('textarea') as HTMLTextAreaElement;

  async check(asked: boolean): Promise<void> {
    const turn = ++this.turn;
    clearTimeout(this.timer);
    try {
      const rules = this.dataset['rules']?.split(' ');
      const findings = await lint(this.dataset['kind'] as ConfigKind, this.area().value, rules);
      if (turn !== this.turn) return;
      this.querySelector('.findings')?.replaceChildren(...findings.map(show));
      const words = findingsWords(findings.length);
      const count = this.querySelector('[data-count]');
      if (count) count.textContent = words;
      // While one types, only the outcome is told, and once.
      this.timer = setTimeout(() => this.say(findings[0] ? `${words}, the first in line ${findings[0].line}.` : words), asked ? 0 : pause);
    } catch (error) {
      this.say(`${faultWords(error)} What you wrote is kept; Check tries again.`);
    }
  }

  reset(): void {
    const area = this.area();
    area.value = area.defaultValue;
    repaint(area);
    void this.check(true);
  }
} // prettier-ignore

function show({ line, severity, problem, why, advice }: Finding): HTMLElement {
  const weight = element('small', '', severityWords[severity]);
  weight.dataset['severity'] = severity;
  const place = element('button', 'link', `Line ${line}`);
  place.type = 'button';
  place.dataset['line'] = String(line);
  return element(
    'li',
    '',
    place,
    ' ',
    weight,
    ' ',
    element('b', '', problem),
    ' ',
    element('span', '', why),
    ' ',
    element('em', '', advice),
  );
}

customElements.define('config-lint', ConfigLint);
