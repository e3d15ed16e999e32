import { batch, effect } from '@preact/signals';
import type { Model } from '../model.ts';
import { settleTabs } from './open-tabs.ts';

/** Every file that can be looked at: the learner's own, and the suite. */
export const allPaths = ({ page, state, aside }: Model): string[] => [
  ...Object.keys(state.value.files),
  ...Object.keys(page.exercise.tests),
  ...Object.keys(aside.value),
];

/** Keeps the tabs in step with the files, from the tabs on that were open here the last time. Returns its undo. */
export function followTabs(model: Model): () => void {
  const key = `tabs:${model.page.exercise.slug}`;
  const remembered = recall(key);
  if (remembered) model.tabs.value = remembered;
  return effect(() => {
    const before = { tabs: model.tabs.value, shown: model.shown.value };
    const { tabs, shown } = settleTabs(before, allPaths(model));
    if (tabs.join('\n') !== before.tabs.join('\n') || shown !== before.shown) {
      batch(() => {
        model.tabs.value = tabs;
        model.shown.value = shown;
      });
    }
    remember(key, tabs);
  });
}

// A preference, not work: where it cannot be stored, the exercise opens with its own tabs.
function remember(key: string, tabs: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(tabs));
  } catch {}
}

function recall(key: string): string[] | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (Array.isArray(stored) && stored.every((path) => typeof path === 'string')) return stored;
  } catch {}
  return undefined;
}
