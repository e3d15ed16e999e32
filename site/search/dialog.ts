import { nextChoice } from './choose.ts';
import { element, groupElements } from './elements.ts';
import { find, loadIndex } from './find.ts';
import { summaryOf } from './groups.ts';
import styles from './search.css?url';

const base = import.meta.env.BASE_URL.replace(/\/*$/, '/');

const hint = 'Words of a lesson, an exercise or a term. ↑ and ↓ choose, Enter opens, Escape closes.';
const noIndex =
  'There is no search here yet: `npm run build` makes its index, and `npx astro preview` shows the course with it.';
const failed = 'The search could not be loaded, because the network failed. What you typed is kept.';

type Dialog = ReturnType<typeof createDialog>;
let dialog: Promise<Dialog> | undefined;

/** Opens the search; what was looked for last is still there. */
export async function openSearch(): Promise<void> {
  dialog ??= addStyles().then(createDialog);
  (await dialog).open();
}

/** Without its styles the dialog would jump: it waits for them, or for the news that they cannot be had. */
function addStyles(): Promise<unknown> {
  const link = element('link', { rel: 'stylesheet', href: styles });
  document.head.append(link);
  return new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
}

function createParts() {
  const field = element('input', {
    type: 'text',
    role: 'combobox',
    enterkeyhint: 'go',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    placeholder: 'Search the course',
    'aria-label': 'Search the course',
    'aria-controls': 'search-list',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
  });
  const close = element('button', { type: 'button', class: 'button' }, 'Close');
  const list = element('div', { id: 'search-list', role: 'listbox', 'aria-label': 'Results' });
  const note = element('p', { class: 'search-note' });
  const again = element('button', { type: 'button', class: 'button' }, 'Try again');
  const said = element('p', { class: 'visually-hidden', role: 'status' });
  const body = element(
    'div',
    { class: 'search-body', role: 'group', 'aria-label': 'What was found', tabindex: '0' },
    note,
    again,
    list,
  );
  const head = element('div', { class: 'search-head' }, field, close);
  const whole = element('dialog', { class: 'search', 'aria-label': 'Search' }, head, body, said);
  document.body.append(whole);
  return { whole, field, close, list, note, again, said };
}

function createDialog() {
  const parts = createParts();
  const { whole, field, close, list, note, again, said } = parts;
  const choice = createChoice(parts);
  let asked = 0;

  const show = (text: string, { canRetry = false, results = [] as HTMLElement[] } = {}) => {
    note.textContent = text;
    note.hidden = text === '';
    again.hidden = !canRetry;
    list.replaceChildren(...results);
    choice.reset();
  };
  const search = async () => {
    const words = field.value.trim();
    const mine = ++asked;
    if (import.meta.env.DEV) return show(noIndex);
    if (words === '') return show(hint);
    try {
      if (list.childElementCount === 0) show('Loading the search index …');
      const groups = await find(base, words);
      // A later letter has asked again.
      if (mine !== asked) return;
      show(groups.length ? '' : nothing(words), { results: groupElements(groups) });
      said.textContent = summaryOf(groups);
    } catch {
      if (mine !== asked) return;
      show(failed, { canRetry: true });
      said.textContent = failed;
    }
  };

  field.addEventListener('input', () => void search());
  field.addEventListener('keydown', (event) => choice.key(event));
  again.addEventListener('click', () => void search().then(() => field.focus()));
  close.addEventListener('click', () => whole.close());
  whole.addEventListener('click', ({ target }) => {
    // Beside the dialog is the dialog itself; a section of this page needs the dialog out of the way.
    if (target === whole || (target instanceof Element && target.closest('a'))) whole.close();
  });
  return {
    open() {
      if (!whole.open) whole.showModal();
      field.select();
      void search();
      if (import.meta.env.PROD) loadIndex(base).catch(() => {});
    },
  };
}

const nothing = (words: string) =>
  `Nothing was found for “${words}”. Fewer or other words may help; the roadmap names every lesson.`;

/** Which of the options is chosen: the focus stays in the field, as in every combobox. */
function createChoice({ field, list }: ReturnType<typeof createParts>) {
  let chosen = -1;
  const options = () => [...list.querySelectorAll<HTMLAnchorElement>('[role="option"]')];
  const choose = (place: number) => {
    chosen = place;
    options().forEach((option, index) => option.setAttribute('aria-selected', String(index === place)));
    const option = options()[place];
    option?.scrollIntoView({ block: 'nearest' });
    if (option) field.setAttribute('aria-activedescendant', option.id);
    else field.removeAttribute('aria-activedescendant');
  };
  list.addEventListener('pointermove', ({ target }) => {
    const option = target instanceof Element ? target.closest<HTMLAnchorElement>('[role="option"]') : null;
    if (option) options().forEach((one, index) => one === option && index !== chosen && choose(index));
  });
  return {
    reset() {
      const count = options().length;
      field.setAttribute('aria-expanded', String(count > 0));
      choose(count > 0 ? 0 : -1);
    },
    key(event: KeyboardEvent) {
      const all = options();
      if (event.key === 'Enter' && !event.isComposing) {
        event.preventDefault();
        return all[chosen]?.click();
      }
      const next = nextChoice(event.key, chosen, all.length);
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
    },
  };
}
