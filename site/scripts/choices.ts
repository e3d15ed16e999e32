import { answered } from './answered.ts';
import type { Block } from './block.ts';
import { wake } from './lazy-parts.ts';

/** Choose, commit, then read why: the chosen options and the right ones explain themselves. */
class ChoiceQuestion extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    form?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.judge();
    });
    this.querySelector('[data-again]')?.addEventListener('click', () => this.reset());
    // All of the page is there when modules run, so a block further down is found, too.
    const block = this.block();
    if (block) block.dataset['locked'] = '';
  }

  options = (): HTMLElement[] => [...this.querySelectorAll<HTMLElement>('.option')];
  inputs = (): HTMLInputElement[] => [...this.querySelectorAll<HTMLInputElement>('.option input')];

  /** What runs when the answer is given. */
  block(): Block | null {
    const { kind, for: id } = this.dataset;
    if (kind !== 'predict') return null;
    return id ? (document.getElementById(id) as Block | null) : this.querySelector('play-ground, sql-runner, compare-runs');
  } // prettier-ignore

  async judge(): Promise<void> {
    const chosen = this.options().filter((option) => option.querySelector('input')?.checked);
    if (chosen.length === 0) return this.say('Choose an answer first.');
    const right = this.options().every((option) => isRight(option) === chosen.includes(option));
    this.toggle(true);
    for (const input of this.inputs()) input.disabled = true;
    answered(this, this.dataset['kind'] === 'predict' ? 'predict' : 'quiz', right);
    const ran = await this.happen(chosen);
    for (const option of this.options()) explain(option, chosen.includes(option));
    const beside = ran ? 'What happened stands beside your prediction. ' : '';
    this.say(
      right
        ? `Right. ${beside}The reason is below the answer.`
        : `Not quite. ${beside}The reasons are below the answers.`,
    );
  }

  /** The block runs, and what comes of it stands beside what was predicted. */
  async happen(chosen: HTMLElement[]): Promise<boolean> {
    const block = this.block();
    const panel = this.querySelector<HTMLElement>('.happened');
    if (!block || !panel) return false;
    delete block.dataset['locked'];
    this.say('Your prediction is kept. Now it runs.');
    const happened = await wake(block).then(
      () => block.run(),
      () => undefined,
    );
    const words = chosen.map((option) => option.querySelector('label span')?.textContent ?? '').join('\n');
    const cells = panel.querySelectorAll('dd');
    cells[0]?.replaceChildren(words);
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    pre.textContent = happened ?? 'It could not run here. The block says why, and its button tries again.';
    cells[1]?.replaceChildren(pre);
    panel.hidden = false;
    return happened !== undefined;
  }

  reset(): void {
    const panel = this.querySelector<HTMLElement>('.happened');
    if (panel) panel.hidden = true;
    for (const option of this.options()) {
      delete option.dataset['state'];
      option.querySelector('.why')?.setAttribute('hidden', '');
    }
    // Not the whole form: it may hold code that was changed.
    for (const input of this.inputs()) input.checked = input.disabled = false;
    this.toggle(false);
    this.say('');
    this.inputs()[0]?.focus();
  }

  toggle(done: boolean): void {
    const again = this.querySelector<HTMLButtonElement>('[data-again]');
    const submit = this.querySelector<HTMLButtonElement>('[type=submit]');
    if (!again || !submit) return;
    // Neither a hidden button nor a disabled option keeps the focus.
    const focused = document.activeElement;
    const moveFocus = focused === submit || this.inputs().some((input) => input === focused);
    again.hidden = !done;
    submit.hidden = done;
    if (done && moveFocus) again.focus();
  }

  say(text: string): void {
    const result = this.querySelector(':scope > form > .actions .result');
    if (result) result.textContent = text;
  }
}

const isRight = (option: HTMLElement) => option.dataset['correct'] !== undefined;

function explain(option: HTMLElement, picked: boolean): void {
  if (!picked && !isRight(option)) return;
  option.dataset['state'] = isRight(option) ? 'right' : 'wrong';
  const verdict = option.querySelector('.verdict');
  if (verdict) verdict.textContent = isRight(option) ? (picked ? '✓ Right.' : '✓ This is right.') : '✗ Not this one.';
  option.querySelector('.why')?.removeAttribute('hidden');
}

customElements.define('choice-question', ChoiceQuestion);
