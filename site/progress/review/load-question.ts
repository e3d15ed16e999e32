import { shuffled } from './pick.ts';

const pages = new Map<string, Promise<Document>>();

/**
 * A question as it stands in its lesson, with its answers in another order. Rejects with words for the learner when the
 * lesson cannot be had or no longer asks it.
 */
export async function loadQuestion(path: string, id: string, random = Math.random): Promise<HTMLElement> {
  const page = await loadPage(path);
  const found = page.getElementById(id);
  if (!found) throw new Error('The lesson no longer asks this question.');
  const question = document.importNode(found, true);
  for (const list of question.querySelectorAll('fieldset, .pool')) mix(list, random);
  return question;
}

function loadPage(path: string): Promise<Document> {
  const page =
    pages.get(path) ??
    fetch(path).then(async (answer) => {
      if (!answer.ok) throw new Error(`The question's lesson answered ${answer.status}.`);
      return new DOMParser().parseFromString(await answer.text(), 'text/html');
    });
  pages.set(path, page);
  return page.catch((error: unknown) => {
    pages.delete(path);
    throw error instanceof TypeError
      ? new Error('The question could not be loaded. Is the network gone? Your progress is safe.')
      : error;
  });
}

/** Whoever remembers the place of an answer has not remembered the answer. */
function mix(list: Element, random: () => number): void {
  const items = [...list.querySelectorAll(':scope > .option, :scope > [data-line]')];
  const marker = document.createComment('');
  items[0]?.before(marker);
  marker.after(...shuffled(items, random));
  marker.remove();
}
