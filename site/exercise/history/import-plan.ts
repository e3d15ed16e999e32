/** What an import would change, found out before anything does. Pure. */
import { isHidden } from '../../../sandbox/hidden-files.ts';
import { clashFault, limits, nameFault, sizeFault } from '../../../sandbox/session/file-names.ts';
import type { Exercise } from '../../../sandbox/types.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';
import { changesBetween, type Change } from './changes.ts';

export interface Entry {
  path: string;
  /** Absent where it is too long to be read. */
  bytes?: Uint8Array | undefined;
}

export interface ImportPlan {
  /** All files as they would be. */
  files: TextFiles;
  changes: Change[];
  /** The learner's own files that are not in the import. They stay, unless they are to be removed. */
  missing: string[];
  skipped: { path: string; why: string }[];
  /** Something that makes it doubtful whether this is the right folder. */
  doubt?: string | undefined;
}

/** Throws an error with a sentence for the learner when nothing can be imported. */
export function planImport(entries: Entry[], exercise: Exercise, present: TextFiles): ImportPlan {
  const { inside, doubt } = findFolder(withoutNoise(entries), exercise);
  refuseForeign(inside, exercise);
  const skipped: ImportPlan['skipped'] = [];
  const files = { ...present };
  const found = new Set<string>();
  for (const { path, bytes } of inside) {
    if (/^readme\.(md|txt)$/i.test(path)) continue;
    const text = bytes && bytes.length <= limits.fileCharacters ? decode(bytes) : undefined;
    const why = reasonToSkip(path, bytes, text, exercise, files);
    if (why) skipped.push({ path, why });
    if (why !== undefined || text === undefined) continue;
    files[path] = text;
    found.add(path);
  }
  if (!found.size) throw new Error(nothingText(skipped, exercise));
  const tooMuch = sizeFault(files);
  if (tooMuch) throw new Error(tooMuch);
  const missing = Object.keys(present).filter((path) => !found.has(path) && !Object.hasOwn(exercise.starter, path));
  return { files, changes: changesBetween(present, files), missing, skipped, doubt };
}

/** The plan with the files that are not in the import removed. */
export function withoutMissing(plan: ImportPlan, present: TextFiles): ImportPlan {
  const kept = Object.entries(plan.files).filter(([path]) => !plan.missing.includes(path));
  const files = Object.fromEntries(kept);
  return { ...plan, files, changes: changesBetween(present, files) };
}

/** `..` is no noise: it is told to the learner. */
const isNoise = (part: string) => /^(?:__MACOSX|node_modules)$/.test(part) || (isHidden(part) && !/^\.+$/.test(part));

function withoutNoise(entries: Entry[]): Entry[] {
  return entries
    .map(({ path, bytes }) => ({ path: path.replaceAll('\\', '/').replace(/^(\.?\/)+/, ''), bytes }))
    .filter(({ path }) => path && !path.endsWith('/') && !path.split('/').some(isNoise));
}

/** The entries of this exercise, with paths from its folder on, wherever that lies in what was picked. */
function findFolder(entries: Entry[], { slug, starter }: Exercise): { inside: Entry[]; doubt?: string } {
  const below = (found: Entry[], start: (path: string) => number) =>
    found.map(({ path, bytes }) => ({ path: path.slice(start(path)), bytes }));
  const slugs = new Set(entries.flatMap(({ path }) => /(?:^|\/)workspace\/([^/]+)\//.exec(path)?.[1] ?? []));
  if (slugs.size && !slugs.has(slug)) throw new Error(foreignText([...slugs].join(', '), slug));
  const own = `/${slug}/`;
  const ours = entries.filter(({ path }) => `/${path}`.includes(own));
  if (ours.length) return { inside: below(ours, (path) => `/${path}`.indexOf(own) + own.length - 1) };
  const [top] = entries[0]?.path.split('/') ?? [];
  const wrapped = entries.every(({ path }) => path.startsWith(`${top}/`));
  if (!top || !wrapped) return { inside: entries };
  const inside = below(entries, () => top.length + 1);
  if (!inside.some(({ path }) => Object.hasOwn(starter, path))) return { inside: entries };
  return { inside, doubt: `The folder is called “${top}”, and this exercise “${slug}”. Is it the right one?` };
}

/** The README of an exercise says whose folder it is. */
function refuseForeign(inside: Entry[], { title, slug }: Exercise): void {
  const readme = inside.find(({ path }) => path === 'README.md')?.bytes;
  const theirs = readme && /^# (.+?)\s*$/m.exec(new TextDecoder().decode(readme).split('\n', 1)[0] ?? '')?.[1];
  if (theirs && theirs !== title) throw new Error(foreignText(theirs, slug));
}

function reasonToSkip(
  path: string,
  bytes: Uint8Array | undefined,
  text: string | undefined,
  { tests, starter }: Exercise,
  files: TextFiles,
): string | undefined {
  if (!bytes || bytes.length > limits.fileCharacters) return `longer than ${limits.fileCharacters / 1000} kB`;
  if (Object.hasOwn(tests, path)) return text === tests[path] ? '' : 'the suite stays as the course has it';
  if (text === undefined) return 'not a text file';
  if (Object.hasOwn(starter, path)) return undefined;
  const clash = Object.hasOwn(files, path) ? undefined : clashFault(path, files, { tests });
  return nameFault(path, { tests }) ?? clash;
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const foreignText = (theirs: string, slug: string) =>
  `This is the work on “${theirs}”, not on “${slug}”. Open that exercise and import it there.`;

function nothingText(skipped: ImportPlan['skipped'], { focus }: Exercise): string {
  const [first] = skipped.filter(({ why }) => why);
  if (first) return `Nothing in it can be imported. The first file, “${first.path}”: ${first.why}`;
  return `There are no files in it that belong to this exercise. Pick a downloaded archive, its folder, or files such as ${focus[0]}.`;
}
