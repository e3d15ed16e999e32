/** While the course is served from its sources: a lesson or an exercise that is saved shows in the open page. */
import { morph } from './morph.ts';

/** As the integration `author-loop` sends it. */
const changed = 'engine-room:content';

type Listener = (drawn: Document) => void;
const listeners = new Set<Listener>();
/** What the components draw themselves. */
const owned = '#workspace-root, #hints-root, #exercise-data';

/** Hears what the server draws now. */
export const onDrawn = (listener: Listener): void => void listeners.add(listener);

export function followAuthor(): void {
  // Other pages have nothing that a reload would lose.
  if (!import.meta.hot || !document.querySelector('[data-lesson-page], #bench')) return;
  let before = fetchDrawn().catch(() => undefined);
  let working: Promise<void> | undefined;
  let again = false;
  const work = async () => {
    do {
      again = false;
      const now = await fetchDrawn().catch(() => undefined);
      const then = await before;
      // Without an answer, or with an error, which is shown above the page, this one stays as it is.
      if (!now) continue;
      if (!then) return location.reload();
      show(then, now);
      before = Promise.resolve(now);
    } while (again);
    working = undefined;
  };
  import.meta.hot.on(changed, () => {
    again = true;
    working ??= work();
  });
  import.meta.hot.send('engine-room:keeps-state', {});
}

function show(before: Document, now: Document): void {
  for (const overlay of document.querySelectorAll('vite-error-overlay')) overlay.remove();
  document.title = now.title;
  const [live, then, next] = [document, before, now].map((one) => one.querySelector('main'));
  if (live && then && next) morph(live, then, next, (element) => element.matches(owned));
  for (const listener of listeners) listener(now);
}

async function fetchDrawn(): Promise<Document> {
  const response = await fetch(location.href, { cache: 'no-store', headers: { Accept: 'text/html' } });
  if (!response.ok) throw new Error(`The page could not be drawn (${response.status}).`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}
