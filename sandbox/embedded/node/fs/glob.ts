import { invalidArgType, validateFunction, validateObject, validateString } from '../errors.ts';
import { patternOf } from '../glob.ts';
import path from '../path.ts';
import { workingFolder } from '../working-folder.ts';
import type { Disk } from './disk.ts';
import { isFolder, type Inode } from './inode.ts';
import { answerLater, promiseLater } from './later.ts';
import { direntOf, type Dirent } from './stats.ts';
import { pathOf } from './validate.ts';

type Found = string | Dirent;
interface Options {
  cwd?: string | URL;
  exclude?: ((value: never) => boolean) | string[];
  withFileTypes?: boolean;
}

/** Node's `glob` in its three forms. */
export function globForms(disk: Disk) {
  function prepare(pattern: unknown, raw: unknown): () => Found[] {
    const patterns = Array.isArray(pattern) ? pattern : [pattern];
    for (const each of patterns) validateString(each, Array.isArray(pattern) ? 'patterns' : 'patterns');
    if (raw !== undefined) validateObject(raw, 'options');
    const { cwd, exclude, withFileTypes = false } = (raw ?? {}) as Options;
    if (exclude !== undefined && typeof exclude !== 'function' && !Array.isArray(exclude)) {
      throw invalidArgType('options.exclude', ['function', 'string[]'], exclude);
    }
    const start = cwd === undefined ? workingFolder() : path.resolve(pathOf(cwd, 'options.cwd'));
    return () => search(disk, patterns as string[], start, exclude, withFileTypes);
  }
  return {
    sync: function globSync(pattern: unknown, options?: unknown): Found[] {
      return prepare(pattern, options)();
    },
    callback: function glob(pattern: unknown, ...rest: unknown[]): void {
      const callback = rest.at(-1) as (error: Error | null, matches: Found[]) => void;
      validateFunction(callback, 'callback');
      answerLater(prepare(pattern, rest.length > 1 ? rest[0] : undefined), callback);
    },
    promise: function glob(pattern: unknown, options?: unknown): AsyncGenerator<Found> {
      const work = prepare(pattern, options);
      return (async function* () {
        yield* await promiseLater(work);
      })();
    },
  };
}

function search(disk: Disk, patterns: string[], start: string, exclude: Options['exclude'], types: boolean): Found[] {
  const found = new Map<string, Found>();
  const without = Array.isArray(exclude) ? exclude.map((each) => patternOf(path.normalize(each))) : [];
  const skipped = (name: string, node: Inode, parent: string) =>
    without.some((each) => each.test(name)) ||
    (typeof exclude === 'function' && exclude((types ? direntOf(node, path.basename(name), parent) : path.basename(name)) as never)); // prettier-ignore
  for (const raw of patterns) {
    const absolute = path.isAbsolute(raw);
    const pattern = path.normalize(raw).replace(/(?<=.)\/$/, '');
    const expression = patternOf(absolute ? pattern.slice(1) : pattern);
    const climbs = /^(\.\.\/)+/.exec(pattern)?.[0] ?? '';
    const base = absolute ? '/' : path.resolve(start, climbs);
    const visit = (folder: string, below: string, depth: number) => {
      const node = reach(disk, folder);
      if (!node || !isFolder(node) || depth > 64) return;
      for (const [name, child] of [...node.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const relative = below + name;
        if (skipped(relative, child, folder)) continue;
        const shown = absolute ? `/${relative}` : relative;
        if (expression.test(relative)) found.set(shown, types ? direntOf(child, name, folder) : shown);
        if (isFolder(child)) visit(path.join(folder, name), `${relative}/`, depth + 1);
      }
    };
    if (pattern === '.' || pattern === '**') found.set('.', types ? direntOf(reach(disk, start)!, path.basename(start), path.dirname(start)) : '.'); // prettier-ignore
    visit(base, climbs, 0);
  }
  return [...found.values()];
}

function reach(disk: Disk, folder: string): Inode | undefined {
  try {
    return disk.existing(folder);
  } catch {
    return undefined;
  }
}
