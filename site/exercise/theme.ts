import type { Theme } from './monaco-theme.ts';

/** Tells the theme that the page shows, now and whenever the switch or the system changes it. */
export function followTheme(listener: (theme: Theme) => void): void {
  const tell = () => listener(currentTheme());
  new MutationObserver(tell).observe(document.documentElement, { attributes: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  tell();
}

export function currentTheme(): Theme {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === 'dark' || scheme === 'light') return scheme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
