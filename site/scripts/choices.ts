/** Choose, commit, then read why: the chosen options and the right ones explain themselves. */
class ChoiceQuestion extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    form?.addEventListener('submit', (event) => {
      event.preventDefault();
      this.judge();
    });
    this.querySelector('[data-again]')?.addEventListener('click', () => this.reset());
  }

  judge(): void {
    const options = [...this.querySelectorAll<HTMLElement>('.option')];
    const chosen = options.filter((option) => option.querySelector('input')?.checked);
    if (chosen.length === 0) return this.say('Choose an answer first.');
    const isRight = (option: HTMLElement) => option.dataset['correct'] !== undefined;
    const right = options.every((option) => isRight(option) === chosen.includes(option));
    for (const option of options) {
      const input = option.querySelector('input');
      if (input) input.disabled = true;
      const picked = chosen.includes(option);
      if (!picked && !isRight(option)) continue;
      option.dataset['state'] = isRight(option) ? 'right' : 'wrong';
      const verdict = option.querySelector('.verdict');
      if (verdict)
        verdict.textContent = isRight(option) ? (picked ? '✓ Right.' : '✓ This is right.') : '✗ Not this one.';
      option.querySelector('.why')?.removeAttribute('hidden');
    }
    this.toggle(true);
    this.say(right ? 'Right. The reason is below the answer.' : 'Not quite. The reasons are below the answers.');
  }

  reset(): void {
    this.querySelector('form')?.reset();
    for (const option of this.querySelectorAll<HTMLElement>('.option')) {
      delete option.dataset['state'];
      option.querySelector('.why')?.setAttribute('hidden', '');
      const input = option.querySelector('input');
      if (input) input.disabled = false;
    }
    this.toggle(false);
    this.say('');
    this.querySelector('input')?.focus();
  }

  toggle(done: boolean): void {
    const again = this.querySelector<HTMLButtonElement>('[data-again]');
    const submit = this.querySelector<HTMLButtonElement>('[type=submit]');
    if (!again || !submit) return;
    const moveFocus = document.activeElement === submit;
    again.hidden = !done;
    submit.hidden = done;
    if (done && moveFocus) again.focus();
  }

  say(text: string): void {
    const result = this.querySelector('.result');
    if (result) result.textContent = text;
  }
}

customElements.define('choice-question', ChoiceQuestion);
