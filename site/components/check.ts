/** Ends the build with the lesson and the component that were written wrongly. */
export function misused(page: URL, component: string, id: string | undefined, what: string): never {
  const lesson = /lessons\/([^/]+\/[^/]+)\/?$/.exec(page.pathname)?.[1];
  const name = id ? `<${component} id="${id}">` : `<${component}>`;
  throw new Error(`${lesson ? `lessons/${lesson}.mdx` : page.pathname}: ${name}: ${what}`);
}

/** Every property must be known: a misspelt one would be dropped without a word. */
export function onlyKnown(page: URL, component: string, props: object, known: string[]): void {
  const id = 'id' in props && typeof props.id === 'string' ? props.id : undefined;
  const unknown = Object.keys(props).find((key) => !known.includes(key) && key !== 'class');
  if (unknown) misused(page, component, id, `the property “${unknown}” is not known. Known are: ${known.join(', ')}.`);
}

export interface Choice {
  text: string;
  why: string;
  correct?: boolean;
}

/** A question needs an id, words, two options or more, a right one, and a reason for each. */
export function checkQuestion(page: URL, component: string, id: unknown, question: unknown, options: unknown): void {
  if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id))
    misused(page, component, undefined, 'needs an id (a-z, 0-9, -).');
  if (typeof question !== 'string' || !question) misused(page, component, id, 'needs a question.');
  if (!Array.isArray(options) || options.length < 2) misused(page, component, id, 'needs at least two options.');
  const choices = options as Partial<Choice>[];
  const bare = choices.findIndex((option) => !option.text || !option.why);
  if (bare >= 0) misused(page, component, id, `option ${bare + 1} needs “text” and “why”.`);
  const odd = choices.flatMap((option) => Object.keys(option)).find((key) => !['text', 'why', 'correct'].includes(key));
  if (odd) misused(page, component, id, `an option has the unknown key “${odd}”.`);
  if (!choices.some((option) => option.correct)) misused(page, component, id, 'no option is correct.');
  if (choices.every((option) => option.correct)) misused(page, component, id, 'every option is correct.');
}

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escaped[character] ?? '');

/** Words with `code` and *stress*, as HTML. */
export function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, '<em>$1</em>');
}
