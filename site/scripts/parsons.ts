import { answered } from './answered.ts';
import { dragLines } from './drag-lines.ts';
import { judge, type ParsonsSettings } from './parsons-judge.ts';

/** Lines between a pool and an answer: by dragging, by buttons, by keys. */
class ParsonsProblem extends HTMLElement {
  connectedCallback(): void {
    const start = this.lines();
    this.addEventListener('click', (event) => this.onClick(event.target as HTMLElement, start));
    this.addEventListener('keydown', (event) => this.onKey(event));
    dragLines(this, {
      listAt: (target) =>
        this.contains(target)
          ? (target.closest('.columns > div')?.querySelector<HTMLElement>('.lines') ?? undefined)
          : undefined,
      onEnd: (line) => this.changed(this.placeOf(line)),
    });
    this.label();
  }

  lines = (): HTMLElement[] => [...this.querySelectorAll<HTMLElement>('[data-line]')];
  list = (name: 'pool' | 'answer'): HTMLElement => this.querySelector<HTMLElement>(`.${name}`) as HTMLElement;

  onClick(target: HTMLElement, start: HTMLElement[]): void {
    const button = target.closest('button');
    const line = target.closest<HTMLElement>('[data-line]');
    if (button?.dataset['check'] !== undefined) this.check();
    else if (button?.dataset['again'] !== undefined) {
      this.list('pool').append(...start);
      this.changed('All lines are back where they were.');
    } else if (button && line) this.move(line, button.dataset['move'] ?? '', button);
  }

  onKey(event: KeyboardEvent): void {
    const line = event.target as HTMLElement;
    if (line.dataset['line'] === undefined) return;
    const keys: Record<string, string> = { Enter: 'over', ' ': 'over' };
    const moves: Record<string, string> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'over', ArrowRight: 'over' };
    const move = event.altKey ? moves[event.key] : keys[event.key];
    if (!move) return;
    event.preventDefault();
    this.move(line, move, line);
  }

  move(line: HTMLElement, move: string, focus: HTMLElement): void {
    const inAnswer = this.list('answer').contains(line);
    if (move === 'up' && inAnswer) line.previousElementSibling?.before(line);
    if (move === 'down' && inAnswer) line.nextElementSibling?.after(line);
    if (move === 'over') this.list(inAnswer ? 'pool' : 'answer').append(line);
    this.changed(this.placeOf(line));
    // A button that is hidden now cannot keep the focus.
    (focus.offsetParent ? focus : line).focus();
  }

  placeOf(line: HTMLElement): string {
    const place = [...this.list('answer').children].indexOf(line) + 1;
    return place > 0 ? `Line ${place} of your answer.` : 'Back among the lines.';
  }

  changed(text: string): void {
    for (const line of this.lines()) delete line.dataset['state'];
    this.label();
    this.say(text);
  }

  label(): void {
    for (const line of this.lines()) {
      const inAnswer = this.list('answer').contains(line);
      const over = line.querySelector('[data-move=over]');
      if (!over) continue;
      over.textContent = inAnswer ? '✕' : 'Use';
      over.setAttribute('aria-label', inAnswer ? 'Take this line back' : 'Use this line');
    }
  }

  check(): void {
    const answer = [...this.list('answer').children] as HTMLElement[];
    if (answer.length === 0) return this.say('Your answer is empty: use a line first.');
    const settings = JSON.parse(this.dataset['settings'] ?? '{}') as ParsonsSettings;
    const { right, message, at } = judge(
      answer.map((line) => Number(line.dataset['line'])),
      settings,
    );
    this.changed(`${right ? '✓' : '✗'} ${message}`);
    for (const [place, line] of answer.entries()) {
      if (right) line.dataset['state'] = 'right';
      else if (at.includes(place)) line.dataset['state'] = 'wrong';
    }
    answered(this, 'parsons', right);
  }

  say(text: string): void {
    const result = this.querySelector('.result');
    result?.replaceChildren(...withCode(text));
  }
}

customElements.define('parsons-problem', ParsonsProblem);

/** Words with `code`, as the page shows them. */
function withCode(text: string): Node[] {
  return text.split('`').map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    return Object.assign(document.createElement('code'), { textContent: part });
  });
}
