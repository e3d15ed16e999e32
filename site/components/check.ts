import { existsSync, readFileSync } from 'node:fs';
import { componentDocs, docOf } from './docs/index.ts';
import { hasTag, tagLine, unknownTag } from './tag-line.ts';

/** What a component knows of the place where it is used: `Astro`, or a part of it. */
export interface Use {
  url: URL;
  props: object;
}

/** Ends the build with the lesson, the line and the component that were written wrongly. */
export type Wrong = (what: string) => never;

/**
 * Holds a component to its properties: a misspelt one would be dropped without a word, and a forgotten one would show
 * as an empty place. Returns what ends the build over anything else that is wrong.
 */
export function checked(component: string, { url, props }: Use): Wrong {
  const given = props as Record<string, unknown>;
  const wrong: Wrong = (what) => {
    const name = typeof given['id'] === 'string' ? `<${component} id="${given['id']}">` : `<${component}>`;
    throw new Error(`${placeOf(url, component, props)}: ${name}: ${what}`);
  };
  const { properties } = docOf(component);
  const known = properties.map(({ name }) => name);
  const unknown = Object.keys(given).find((key) => !known.includes(key) && key !== 'class');
  if (unknown) wrong(`the property “${unknown}” is not known. Known are: ${known.join(', ')}.`);
  for (const { name, required } of properties) {
    if (required && (given[name] === undefined || given[name] === '')) wrong(`needs the property “${name}”.`);
  }
  if (known.includes('id') && !/^[a-z0-9-]+$/.test(String(given['id']))) wrong('its id has other signs than a-z, 0-9 and -.');
  return wrong;
} // prettier-ignore

/** The lesson that a page shows, and its text. */
function lessonAt(url: URL): { file: string; source: string } | undefined {
  const id = /lessons\/([^/]+\/[^/]+)\/?$/.exec(url.pathname)?.[1];
  const file = `lessons/${id}.mdx`;
  return id && existsSync(file) ? { file, source: readFileSync(file, 'utf8') } : undefined;
}

/** `lessons/stage/lesson.mdx, line 12`, or the page where it is no lesson. */
function placeOf(url: URL, component: string, props: object): string {
  const lesson = lessonAt(url);
  if (!lesson) return url.pathname;
  const line = tagLine(lesson.source, component, props);
  return line === undefined ? lesson.file : `${lesson.file}, line ${line}`;
}

/** Ends the build where a lesson uses a component that there is not. */
export function checkTags(file: string): void {
  const names = componentDocs.map(({ name }) => name);
  const unknown = unknownTag(readFileSync(file, 'utf8'), names);
  if (unknown)
    throw new Error(`${file}, line ${unknown.line}: there is no component <${unknown.name}>. There are: ${names.join(', ')}.`);
} // prettier-ignore

/** A block that another one names has to be in the same lesson. */
export function checkBlock(url: URL, property: string, id: string, components: string[], wrong: Wrong): void {
  const lesson = lessonAt(url);
  if (lesson && !components.some((component) => hasTag(lesson.source, component, id)))
    wrong(`${property}="${id}": the lesson has no ${components.join(' or ')} with this id.`);
}

export interface Choice {
  text: string;
  why: string;
  correct?: boolean;
}

/** A question has two options or more, a right one and a wrong one, and a reason for each. */
export function checkOptions(options: unknown, wrong: Wrong): void {
  if (!Array.isArray(options) || options.length < 2) wrong('needs at least two options.');
  const choices = options as Partial<Choice>[];
  const bare = choices.findIndex((option) => !option.text || !option.why);
  if (bare >= 0) wrong(`option ${bare + 1} needs “text” and “why”.`);
  const odd = choices.flatMap((option) => Object.keys(option)).find((key) => !['text', 'why', 'correct'].includes(key));
  if (odd) wrong(`an option has the unknown key “${odd}”.`);
  if (!choices.some((option) => option.correct)) wrong('no option is correct.');
  if (choices.every((option) => option.correct)) wrong('every option is correct.');
}

export interface RequestInMdx {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Requests as they are sent: a body that is no text becomes JSON. */
export function plainRequests(requests: RequestInMdx[], wrong: Wrong) {
  if (requests.some((request) => !request.path?.startsWith('/')))
    wrong('every request needs a path that begins with “/”.');
  return requests.map(({ method = 'GET', path, headers = {}, body }) => ({
    method,
    path,
    headers: Object.entries({ ...(isText(body) ? {} : { 'Content-Type': 'application/json' }), ...headers }),
    ...(body === undefined ? {} : { body: isText(body) ? body : JSON.stringify(body) }),
  }));
}

const isText = (body: unknown): body is string | undefined => body === undefined || typeof body === 'string';

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escaped[character] ?? '');

/** Words with `code` and *stress*, as HTML. */
export function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, '<em>$1</em>');
}
