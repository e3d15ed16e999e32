import type { TextFiles } from '../../../sandbox/session/work.ts';

export interface Change {
  path: string;
  kind: 'added' | 'changed' | 'removed';
}

/** What it takes to come from one version to the other, by path. */
export function changesBetween(before: TextFiles, after: TextFiles): Change[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path): Change[] => {
    if (before[path] === after[path]) return [];
    if (before[path] === undefined) return [{ path, kind: 'added' }];
    return [{ path, kind: after[path] === undefined ? 'removed' : 'changed' }];
  });
}
