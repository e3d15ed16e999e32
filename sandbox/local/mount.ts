import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../types.ts';

/**
 * Makes `root` hold `next` where it held `previous`, and returns the paths that differ. A file that is the same is
 * left alone, but written again: a program may have changed it while it ran.
 *
 * @throws when a path leads out of `root`.
 */
export function writeMount(root: string, previous: Files, next: Files): string[] {
  mkdirSync(root, { recursive: true });
  const changed = Object.keys(previous).filter((file) => !(file in next));
  for (const file of changed) rmSync(inside(root, file), { force: true });
  for (const [file, contents] of Object.entries(next)) {
    const target = inside(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, contents);
    if (previous[file] !== contents) changed.push(file);
  }
  return changed;
}

/** Removes what programs have left in `root`: the next one must not find it. */
export function removeStrays(root: string, keep: Files): void {
  const kept = new Set(Object.keys(keep).flatMap((file) => file.split('/').map((_part, at, parts) => parts.slice(0, at + 1).join('/'))));
  const clean = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      const place = path.join(root, name);
      const wanted = kept.has(name) && !entry.isSymbolicLink() && entry.isDirectory() !== name in keep;
      if (!wanted) rmSync(place, { recursive: true, force: true, maxRetries: 3 });
      else if (entry.isDirectory()) clean(name);
    }
  };
  clean('');
} // prettier-ignore

function inside(root: string, file: string): string {
  const target = path.resolve(root, file);
  if (!target.startsWith(path.resolve(root) + path.sep))
    throw new Error(`The path “${file}” leads out of the exercise's folder.`);
  return target;
}
