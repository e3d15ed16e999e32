import { existsSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../nearest.ts';

export interface Submission {
  name: string;
  /** Holds a folder for each exercise; undefined when no such place was found. */
  folder: string | undefined;
  /** What was found in it that is odd. */
  notes: string[];
}

export interface Found {
  submissions: Submission[];
  /** The folder is one submission itself: its learner can write whatever is in it. */
  single: boolean;
  /** About the folder as a whole. */
  notes: string[];
}

/**
 * The submissions in a folder: one folder each, named after the learner, with `workspace/<slug>/` (a checkout) or
 * `<slug>/` in it, also one folder deeper, as an unpacked archive has it. A folder that is a checkout itself is one
 * submission. Links are not followed: what they lead to is not the learner's.
 */
export function findSubmissions(root: string, slugs: string[]): Found {
  const own = placeOf(root, slugs, 0);
  const name = path.basename(path.resolve(root));
  if (own || isCheckout(root)) return { single: true, submissions: [describe(name, own, slugs, isCheckout(root))], notes: [] };
  const read = (learner: string) => {
    const folder = path.join(root, learner);
    return describe(learner, placeOf(folder, slugs), slugs, isCheckout(folder));
  };
  const notes: string[] = [];
  const submissions: Submission[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true }).sort(byName)) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isSymbolicLink()) notes.push(`${entry.name} is a link and was left out. Copy the folder itself.`);
    else if (/\.(zip|tgz|tar\.gz)$/i.test(entry.name)) notes.push(`${entry.name} is an archive and was left out. Unpack it into a folder of its own.`);
    else if (entry.isDirectory()) submissions.push(read(entry.name));
  }
  return { single: false, submissions, notes };
} // prettier-ignore

/** Where the exercises of a submission are. */
function placeOf(folder: string, slugs: string[], deeper = 1): string | undefined {
  const workspace = path.join(folder, 'workspace');
  if (isFolder(workspace)) return workspace;
  if (isCheckout(folder)) return undefined;
  const inside = folders(folder);
  if (inside.some((name) => slugs.includes(name))) return folder;
  return deeper && inside.length === 1 ? placeOf(path.join(folder, inside[0]!), slugs, deeper - 1) : undefined;
}

function describe(name: string, folder: string | undefined, slugs: string[], checkout: boolean): Submission {
  if (!folder) return { name, folder, notes: [checkout ? withoutWork : nothingFound] };
  const strays = folders(folder).filter((inside) => !slugs.includes(inside) && folder.endsWith('workspace'));
  const notes = strays.map((stray) => {
    const [near] = nearest(stray, slugs, 1);
    return `${stray}/ belongs to no exercise${near ? `; was it meant to be ${near}/?` : ''}`;
  });
  return { name, folder, notes };
}

const nothingFound = 'holds neither workspace/ nor a folder named after an exercise';
const withoutWork =
  'is a checkout without workspace/, which git leaves out until .gitignore says otherwise (docs/classrooms.md)';

/** A copy of the course: its own `exercises/` are nobody's answers. */
const isCheckout = (folder: string) =>
  isFolder(path.join(folder, 'exercises')) && existsSync(path.join(folder, 'package.json'));

const isFolder = (place: string) => existsSync(place) && lstatSync(place).isDirectory();

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en', { numeric: true });

const folders = (place: string) =>
  readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
    .map(({ name }) => name)
    .sort();
