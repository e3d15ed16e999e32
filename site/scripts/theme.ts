const choices = ['system', 'light', 'dark'] as const;
type Choice = (typeof choices)[number];

/** The three choices in the header. What is chosen holds in every tab. */
class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', (event) => choose((event.target as HTMLInputElement).value));
    addEventListener('storage', (event) => {
      if (event.key === 'theme') choose(event.newValue);
    });
    addEventListener('themechoice', () => this.show());
    // Coming back by the Back button, a browser may tick what was ticked before.
    addEventListener('pageshow', () => this.show());
    this.show();
  }

  show(): void {
    const now = document.documentElement.dataset.themeChoice;
    for (const input of this.querySelectorAll('input')) input.checked = input.value === now;
  }
}

function choose(value: string | null): void {
  const choice: Choice = choices.find((one) => one === value) ?? 'system';
  document.documentElement.dataset.themeChoice = choice;
  try {
    localStorage.setItem('theme', choice);
  } catch {
    // Storage is blocked: the choice lasts until the page is left.
  }
  dispatchEvent(new Event('themechoice'));
}

customElements.define('theme-switch', ThemeSwitch);
