// Inline in every page, before the first paint: the theme without a flash, and `js` for what only scripts can work.
{
  const root = document.documentElement;
  let choice;
  try {
    choice = localStorage.getItem('theme');
  } catch {
    // Storage is blocked: the system's theme is used.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const wanted = root.dataset.themeChoice;
    root.dataset.theme = wanted === 'system' ? (dark.matches ? 'dark' : 'light') : wanted;
  };
  root.dataset.themeChoice = choice === 'dark' || choice === 'light' ? choice : 'system';
  root.classList.add('js');
  show();
  dark.addEventListener('change', show);
  addEventListener('themechoice', show);
}
