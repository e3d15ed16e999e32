import type { Contents, FileChange } from '../../../sandbox/shell/types.ts';
import type { Session } from '../../../sandbox/session/session.ts';
import type { Files } from '../../../sandbox/types.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';

type Desk = Pick<Session, 'state' | 'write' | 'create' | 'remove' | 'owns' | 'subscribe'>;

const ofGit = /\.git\/(?:.*\/)?[^/]+$/;

export type KeptFiles = ReturnType<typeof createKeptFiles>;

/**
 * Where the shell's files are while no shell runs: the exercise's text files in the session, everything else (bytes,
 * and what lies outside of the exercise's folder) here, for as long as the page is open.
 */
export function createKeptFiles(session: Desk, suites: Files, home: string) {
  const others = new Map<string, Contents>();
  // What git keeps is no file of the exercise.
  const inside = (path: string) =>
    path.startsWith(`${home}/`) && !ofGit.test(path) ? path.slice(home.length + 1) : undefined;
  const absolute = (files: Files) =>
    Object.entries(files).map(([path, contents]): [string, Contents] => [`${home}/${path}`, contents]);
  const keep = createKeeper(session, others, inside);
  return {
    all: (): Record<string, Contents> => Object.fromEntries([...others, ...absolute(suites), ...absolute(session.state.files)]), // prettier-ignore
    locked: () =>
      Object.fromEntries(Object.keys(suites).map((name) => [`${home}/${name}`, 'The tests can be read, not changed.'])),
    kept: () =>
      Object.fromEntries(
        Object.keys(session.state.files)
          .filter((name) => !session.owns(name))
          .map((name) => [
            `${home}/${name}`,
            'This file belongs to the exercise and stays. Reset brings it back as it was.',
          ]),
      ),
    /** What a program gets beside the session's files. */
    more: (): Record<string, Contents> =>
      Object.fromEntries([
        ...Object.entries(suites),
        ...[...others].flatMap(([path, contents]) => (inside(path) === undefined ? [] : [[inside(path)!, contents]])),
      ]),
    /** Takes over what commands changed. Returns a sentence for each refusal. */
    take(changes: FileChange[]): string[] {
      return changes.flatMap((change) => {
        try {
          keep(change);
          return [];
        } catch (error) {
          return [`${inside(change.path) ?? change.path}: ${(error as Error).message}`];
        }
      });
    },
    /** Tells of every change to the session's files, whoever made it. */
    follow(listener: (changes: FileChange[]) => void): () => void {
      let before: TextFiles = session.state.files;
      return session.subscribe(({ files }) => {
        if (files === before) return;
        const names = new Set([...Object.keys(before), ...Object.keys(files)]);
        const changed = [...names].filter((name) => before[name] !== files[name]);
        before = files;
        listener(changed.map((name) => ({ path: `${home}/${name}`, contents: files[name] })));
      });
    },
  };
}

function createKeeper(session: Desk, others: Map<string, Contents>, inside: (path: string) => string | undefined) {
  const write = (path: string, contents: string) => {
    if (Object.hasOwn(session.state.files, path)) session.write(path, contents);
    else session.create(path, contents);
  };
  return ({ path, contents }: FileChange) => {
    const name = inside(path);
    const known = name !== undefined && Object.hasOwn(session.state.files, name);
    if (name !== undefined && typeof contents === 'string') {
      others.delete(path);
      return write(name, contents);
    }
    if (known) session.remove(name);
    if (contents === undefined) others.delete(path);
    else others.set(path, contents);
  };
}
