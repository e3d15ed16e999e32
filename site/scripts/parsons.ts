import { judge, type ParsonsSettings } from './parsons-judge.ts';

/** Lines between a pool and an answer: by dragging, by buttons, by keys. */
class ParsonsProblem extends HTMLElement {
  dragged: HTMLElement | undefined;

  connectedCallback(): void {
    const start = this.lines();
    this.addEventListener('click', (event) => this.onClick(event.target as HTMLElement, start));
    this.addEventListener('keydown', (event) => this.onKey(event));
    this.addEventListener('dragstart', (event) => {
      this.dragged = (event.target as HTMLElement).closest<HTMLElement>('[data-line]') ?? undefined;
      event.dataTransfer?.setData('text/plain', '');
    });
    this.addEventListener('dragover', (event) => this.onDrag(event));
    this.addEventListener('drop', (event) => event.preventDefault());
    this.addEventListener('dragend', () => {
      this.dragged = undefined;
      this.say('');
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
      this.changed('');
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

  onDrag(event: DragEvent): void {
    if (!this.dragged) return;
    const target = event.target as HTMLElement;
    const over = target.closest<HTMLElement>('[data-line]');
    const list = target.closest<HTMLElement>('.columns > div')?.querySelector<HTMLElement>('.lines');
    if (!list) return;
    event.preventDefault();
    if (!over) list.append(this.dragged);
    else if (over !== this.dragged) {
      const box = over.getBoundingClientRect();
      over.insertAdjacentElement(event.clientY < box.top + box.height / 2 ? 'beforebegin' : 'afterend', this.dragged);
    }
    this.changed();
  }

  move(line: HTMLElement, move: string, focus: HTMLElement): void {
    const inAnswer = this.list('answer').contains(line);
    if (move === 'up' && inAnswer) line.previousElementSibling?.before(line);
    if (move === 'down' && inAnswer) line.nextElementSibling?.after(line);
    if (move === 'over') this.list(inAnswer ? 'pool' : 'answer').append(line);
    const place = [...this.list('answer').children].indexOf(line) + 1;
    this.changed(place > 0 ? `Line ${place} of your answer.` : 'Back among the lines.');
    // A button that is hidden now cannot keep the focus.
    (focus.offsetParent ? focus : line).focus();
  }

  changed(text?: string): void {
    for (const line of this.lines()) delete line.dataset['state'];
    this.label();
    if (text !== undefined) this.say(text);
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
    if (right) for (const line of answer) line.dataset['state'] = 'right';
    else if (at !== undefined && answer[at]) answer[at].dataset['state'] = 'wrong';
  }

  say(text: string): void {
    const result = this.querySelector('.result');
    if (result) result.textContent = text;
  }
}

customElements.define('parsons-problem', ParsonsProblem);
