/** Which files have a tab, and which of them is in front. Pure. */
export interface OpenTabs {
  tabs: string[];
  shown: string;
}

/** Takes a tab away; its right neighbour comes to the front, or the left one. The last tab stays. */
export function closeTab({ tabs, shown }: OpenTabs, path: string): OpenTabs {
  const at = tabs.indexOf(path);
  if (at < 0 || tabs.length === 1) return { tabs, shown };
  const left = tabs.filter((one) => one !== path);
  return { tabs: left, shown: shown === path ? left[Math.min(at, left.length - 1)]! : shown };
}

/** Gives the file in front a tab, and takes the tabs of files away that are no more. */
export function settleTabs({ tabs, shown }: OpenTabs, paths: string[]): OpenTabs {
  const there = tabs.filter((path) => paths.includes(path));
  if (paths.includes(shown)) return { tabs: there.includes(shown) ? there : [...there, shown], shown };
  const at = Math.max(0, tabs.indexOf(shown));
  const next = there[Math.min(at, there.length - 1)] ?? paths[0] ?? '';
  return { tabs: there.length ? there : paths.slice(0, 1), shown: next };
}

/** One line of the tree: a folder, or a file below it. */
export interface TreeRow {
  kind: 'folder' | 'file';
  path: string;
  name: string;
  depth: number;
}

/** The files of an exercise as the lines of a tree: in each folder its folders first, then its files. */
export function treeRows(paths: string[], below = '', depth = 0): TreeRow[] {
  const inside = paths.filter((path) => path.startsWith(below));
  const parts = inside.map((path) => path.slice(below.length).split('/'));
  const folders = [...new Set(parts.filter(({ length }) => length > 1).map(([name]) => name!))].toSorted();
  const files = parts.filter(({ length }) => length === 1).map(([name]) => name!);
  return [
    ...folders.flatMap((name): TreeRow[] => {
      const path = `${below}${name}`;
      return [{ kind: 'folder', path, name, depth }, ...treeRows(paths, `${path}/`, depth + 1)];
    }),
    ...files.toSorted().map((name): TreeRow => ({ kind: 'file', path: below + name, name, depth })),
  ];
}
