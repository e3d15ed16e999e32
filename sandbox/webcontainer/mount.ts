import type { FileSystemTree, WebContainer } from '@webcontainer/api';
import type { Files } from '../types.ts';

/** Makes a folder hold these files and nothing else, and returns the paths that may have changed. */
export async function mountFiles(container: WebContainer, root: string, previous: Files, next: Files): Promise<string[]> {
  const gone = Object.keys(previous).filter((file) => !(file in next));
  // A program may have changed anything: the folder begins anew.
  await container.fs.rm(root, { recursive: true, force: true });
  await container.mount(treeOf(Object.fromEntries(Object.entries(next).map(([file, contents]) => [`${root}/${file}`, contents]))));
  return [...gone, ...Object.keys(next).filter((file) => previous[file] !== next[file])];
} // prettier-ignore

/** Files by path → the nested form that a container takes. */
export function treeOf(files: Files): FileSystemTree {
  const tree: FileSystemTree = {};
  for (const [file, contents] of Object.entries(files)) {
    const parts = file.split('/');
    let folder = tree;
    for (const part of parts.slice(0, -1)) {
      folder[part] ??= { directory: {} };
      folder = (folder[part] as { directory: FileSystemTree }).directory;
    }
    folder[parts.at(-1)!] = { file: { contents } };
  }
  return tree;
}
