/** Shows a drawing step by step. Without scripts, everything is there at once. */
class StepDiagram extends HTMLElement {
  step = 1;

  connectedCallback(): void {
    this.querySelector('[data-back]')?.addEventListener('click', () => this.show(this.step - 1));
    this.querySelector('[data-on]')?.addEventListener('click', () =>
      this.show(this.step === this.last ? 1 : this.step + 1),
    );
    this.show(1);
  }

  get last(): number {
    return this.querySelectorAll('[data-caption]').length;
  }

  show(step: number): void {
    this.step = Math.min(Math.max(step, 1), this.last);
    for (const part of this.querySelectorAll<HTMLElement>('[data-step]')) {
      const from = Number(part.dataset['step']);
      part.dataset['state'] = from > this.step ? 'later' : from === this.step ? 'now' : 'before';
    }
    for (const caption of this.querySelectorAll<HTMLElement>('[data-caption]')) {
      caption.classList.toggle('now', Number(caption.dataset['caption']) === this.step);
    }
    this.reveal();
    const back = this.querySelector<HTMLButtonElement>('[data-back]');
    const on = this.querySelector<HTMLButtonElement>('[data-on]');
    const place = this.querySelector('[data-place]');
    if (back) back.disabled = this.step === 1;
    if (on) on.textContent = this.step === this.last ? 'From the start' : 'Next step';
    if (place) place.textContent = `Step ${this.step} of ${this.last}`;
  }

  /** Where the drawing is wider than the page, brings what is new into view. */
  reveal(): void {
    const frame = this.querySelector<HTMLElement>('.drawing');
    if (!frame || frame.scrollWidth <= frame.clientWidth) return;
    const boxes = [...frame.querySelectorAll('[data-state=now]')].map((part) => part.getBoundingClientRect());
    if (boxes.length === 0) return;
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const { left: start, width } = frame.getBoundingClientRect();
    // The beginning counts where not everything fits.
    frame.scrollLeft += right - left > width - 32 ? left - start - 16 : (left + right) / 2 - start - width / 2;
  }
}

customElements.define('step-diagram', StepDiagram);
