import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'; // prettier-ignore
import path from 'node:path';
import { isHidden } from '../../hidden-files.ts';
import { clashFault, limits, nameFault } from '../../session/file-names.ts';
import type { Exercise } from '../../types.ts';
import type { DiskFile, FolderChange } from './protocol.ts';
import { bytesOf, textOf, versionOf } from './text.ts';

type Suite = Pick<Exercise, 'tests' | 'starter'>;

export interface Contents {
  files: Record<string, DiskFile>;
  left: { path: string; why: string }[];
}

/** What a page may see of a folder: its own kind of files, no link, nothing that is too much for it. */
export function readContents(folder: string, exercise: Suite): Contents {
  const found: Contents = { files: {}, left: [] };
  let characters = 0;
  for (const { file, size } of list(folder)) {
    const leave = (why: string) => void found.left.push({ path: file, why });
    if (isCourses(file, exercise)) continue;
    if (nameFault(file, exercise) && !Object.hasOwn(exercise.starter, file)) leave('has a name that pages do not take');
    else if (size > limits.fileCharacters * 4) leave('is too large for a page');
    else if (Object.keys(found.files).length >= limits.files) leave(`is more than ${limits.files} files`);
    else {
      const bytes = readIfThere(path.join(folder, file));
      const text = bytes && textOf(bytes);
      characters += text?.length ?? 0;
      if (!bytes) continue;
      if (text === undefined) leave('is no text');
      else if (text.length > limits.fileCharacters || characters > limits.allCharacters)
        leave('is too large for a page');
      else found.files[file] = { text, version: versionOf(bytes) };
    }
  }
  return found;
}

/** Changes whenever a file of the folder does. Cheap enough to be asked for several times a second. */
export function signatureOf(folder: string): string {
  return list(folder)
    .map(({ file, size, time, node }) => `${file} ${size} ${time} ${node}`)
    .join('\n');
}

interface Refused {
  why: string;
  /** Another version is there than the one that the change knew. */
  changed: boolean;
}

const no = (why: string, changed = false): Refused => ({ why, changed });

/** Why a change was not made; nothing when it was. */
export function writeChange(folder: string, exercise: Suite, change: FolderChange): Refused | undefined {
  try {
    return tryChange(folder, exercise, change);
  } catch (error) {
    return no(`“${change.path}” could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function tryChange(folder: string, exercise: Suite, { path: file, was, text }: FolderChange): Refused | undefined {
  const known = Object.hasOwn(exercise.starter, file);
  const fault = isCourses(file, exercise) ? `“${file}” is the course’s own.` : known ? undefined : nameFault(file, exercise); // prettier-ignore
  if (fault) return no(fault);
  if (text !== null && text.length > limits.fileCharacters) return no(`“${file}” is too large. Shorten it first.`);
  const target = path.join(folder, file);
  if (!staysInside(folder, target)) return no(`“${file}” leads out of the folder by a link, so it was left alone.`);
  const before = readIfThere(target);
  if ((before ? versionOf(before) : null) !== was) return no(`“${file}” was changed meanwhile.`, true);
  if (text === null) {
    rmSync(target, { force: true });
    return undefined;
  }
  if (!before) {
    const names = list(folder).map(({ file: name }) => [name, ''] as const);
    const clash = names.length >= limits.files * 4 ? 'The folder is full.' : clashFault(file, Object.fromEntries(names), exercise, file); // prettier-ignore
    if (clash) return no(clash);
    mkdirSync(path.dirname(target), { recursive: true });
  }
  replace(target, bytesOf(text, before));
  return undefined;
}

/** The task's text and the suite: `npm test` takes the course's. */
const isCourses = (file: string, { tests }: Suite) =>
  /^readme\.(?:md|txt)$/i.test(file) || /^[^/]+\.test\.ts$/i.test(file) || Object.hasOwn(tests, file);

/** An editor that looks at this moment sees the old file or the new one, never half of it. */
function replace(target: string, bytes: Buffer): void {
  const fresh = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  writeFileSync(fresh, bytes);
  try {
    const mode = statSync(target, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) chmodSync(fresh, mode & 0o777);
    renameSync(fresh, target);
  } catch {
    // On Windows, a file that another program holds open cannot be replaced; it can be written.
    writeFileSync(target, bytes);
    rmSync(fresh, { force: true });
  }
}

/** Whether neither the file nor a folder on the way to it is a link that leads elsewhere. */
function staysInside(folder: string, target: string): boolean {
  if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  let parent = path.dirname(target);
  while (parent !== folder && !lstatSync(parent, { throwIfNoEntry: false })) parent = path.dirname(parent);
  const [real, root] = [realpathSync(parent), realpathSync(folder)];
  return real === root || real.startsWith(root + path.sep);
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    // Gone since it was listed, or a folder.
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

interface Listed {
  file: string;
  size: number;
  time: number;
  /** Another one after a save that renames. */
  node: number;
}

/** Plain files below a folder, sorted; links, hidden ones and packages left out. It ends also in a folder without end. */
function list(folder: string): Listed[] {
  const found: Listed[] = [];
  const walk = (below: string, depth: number) => {
    for (const entry of entriesOf(path.join(folder, below))) {
      const file = below ? `${below}/${entry.name}` : entry.name;
      if (isHidden(entry.name) || entry.name === 'node_modules') continue;
      if (entry.isDirectory() && depth < 8) walk(file, depth + 1);
      const stat = entry.isFile() ? lstatSync(path.join(folder, file), { throwIfNoEntry: false }) : undefined;
      if (stat?.isFile()) found.push({ file, size: stat.size, time: stat.mtimeMs, node: stat.ino });
      if (found.length >= 500) return;
    }
  };
  walk('', 0);
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
