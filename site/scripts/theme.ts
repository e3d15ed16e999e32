const choices = ['system', 'light', 'dark'] as const;
type Choice = (typeof choices)[number];

/** The button in the header: system → light → dark. */
class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    button?.addEventListener('click', () => choose(next(current())));
    this.show();
    addEventListener('themechoice', () => this.show());
    // Another tab chose.
    addEventListener('storage', (event) => {
      if (event.key === 'theme') choose((event.newValue as Choice | null) ?? 'system');
    });
  }

  show(): void {
    const name = this.querySelector('[data-choice]');
    if (name) name.textContent = current();
  }
}

const current = (): Choice => (document.documentElement.dataset.themeChoice as Choice | undefined) ?? 'system';

const next = (choice: Choice): Choice => choices[(choices.indexOf(choice) + 1) % choices.length] ?? 'system';

function choose(choice: Choice): void {
  document.documentElement.dataset.themeChoice = choice;
  try {
    localStorage.setItem('theme', choice);
  } catch {
    // Storage is blocked: the choice lasts until the page is left.
  }
  dispatchEvent(new Event('themechoice'));
}

customElements.define('theme-switch', ThemeSwitch);
