import { effect } from '@preact/signals';
import type { Model } from '../model.ts';

const key = 'author-view';

/** Opens the author's view again after a save has loaded the page anew. */
export function recallAuthor(model: Model): void {
  const { slug } = model.page.exercise;
  if (sessionStorage.getItem(key) === slug) model.tools.side.value = 'author';
  effect(() => {
    if (model.tools.side.value === 'author') sessionStorage.setItem(key, slug);
    else sessionStorage.removeItem(key);
  });
}
