import type { QuestionKind } from './progress/progress.ts';

/** What a lesson's tags of one component say in one property, in order: `<Term name="route">` is `route`. */
export function tagValues(source: string, component: string, property: string): string[] {
  const prose = source.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
  const value = `(?:"([^"]*)"|'([^']*)'|\\{\\s*["'\`]([^"'\`]*)["'\`]\\s*\\})`;
  return [...prose.matchAll(new RegExp(`<${component}\\s[^>]*?\\b${property}=${value}`, 'g'))].map(
    ([, double, single, braced]) => double ?? single ?? braced ?? '',
  );
}

/** The slugs of a lesson's `<Exercise>` tags, in order. */
export const exerciseTags = (source: string): string[] => tagValues(source, 'Exercise', 'slug');

/** The questions of a lesson, in the order of their kinds. */
export const questionTags = (source: string): { id: string; kind: QuestionKind }[] =>
  (['Predict', 'Parsons', 'Quiz'] as const).flatMap((component) =>
    tagValues(source, component, 'id').map((id) => ({ id, kind: component.toLowerCase() as QuestionKind })),
  );
