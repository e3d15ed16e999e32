import { deleteRef, listRefs, resolveRef } from 'isomorphic-git';
import type { IFileSystem } from 'just-bash/browser';
import { libraryFs } from './store.ts';

export const nothing = '0'.repeat(40);

export interface Head {
  /** `main`; undefined when a commit is checked out instead of a branch. */
  branch: string | undefined;
  /** Undefined before the first commit. */
  oid: string | undefined;
}

export interface LogLine {
  from: string;
  to: string;
  who: string;
  text: string;
}

export interface Refs {
  head(): Promise<Head>;
  /** By its full name: `refs/heads/main`, `MERGE_HEAD`. */
  read(ref: string): Promise<string | undefined>;
  /** Moves a ref, and HEAD with it where that stands on it; writes both logs. */
  update(ref: string, oid: string, who: string, text: string): Promise<void>;
  /** HEAD on a branch (`refs/heads/…`) or on a commit. */
  setHead(target: string, who: string, text: string): Promise<void>;
  /** Writes HEAD without a log, where nothing is committed yet. */
  pointHead(ref: string): Promise<void>;
  remove(ref: string): Promise<void>;
  /** Names below a prefix such as `refs/heads`, without it, sorted. */
  list(prefix: string): Promise<string[]>;
  /** What a ref was, the newest first. */
  log(ref: string): Promise<LogLine[]>;
  writeLog(ref: string, lines: LogLine[]): Promise<void>;
}

export function createRefs(files: IFileSystem, gitdir: string): Refs {
  const fs = libraryFs(files);
  const read = (ref: string) => resolveRef({ fs, gitdir, ref }).catch(() => undefined);
  const head = async (): Promise<Head> => {
    const text = (await files.readFile(`${gitdir}/HEAD`)).trim();
    const branch = /^ref: refs\/heads\/(.+)$/.exec(text)?.[1];
    return branch === undefined ? { branch, oid: text } : { branch, oid: await read(`refs/heads/${branch}`) };
  };
  const put = async (path: string, text: string, append = false) => {
    await files.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    await (append ? files.appendFile(path, text) : files.writeFile(path, text));
  };
  const note = (ref: string, line: LogLine) => put(`${gitdir}/logs/${ref}`, logText(line), true);
  const hasLogs = (ref: string) => /^(?:HEAD$|refs\/(?:heads|remotes|stash))/.test(ref);
  return {
    head,
    read,
    async update(ref, oid, who, text) {
      const before = await head();
      const line = { from: (await read(ref)) ?? nothing, to: oid, who, text };
      await put(`${gitdir}/${ref}`, `${oid}\n`);
      if (hasLogs(ref)) await note(ref, line);
      if (ref === `refs/heads/${before.branch}`) await note('HEAD', line);
    },
    async setHead(target, who, text) {
      const { oid = nothing } = await head();
      await put(`${gitdir}/HEAD`, target.startsWith('refs/') ? `ref: ${target}\n` : `${target}\n`);
      await note('HEAD', { from: oid, to: (await head()).oid ?? nothing, who, text });
    },
    pointHead: (ref) => put(`${gitdir}/HEAD`, `ref: ${ref}\n`),
    async remove(ref) {
      await deleteRef({ fs, gitdir, ref });
      await files.rm(`${gitdir}/logs/${ref}`, { force: true });
      // A folder without a branch would be in the way of a branch of its name.
      for (let folder = parent(ref); folder.split('/').length > 2; folder = parent(folder)) {
        for (const place of [`${gitdir}/${folder}`, `${gitdir}/logs/${folder}`]) {
          const names = await files.readdir(place).catch(() => undefined);
          if (names?.length === 0) await files.rm(place, { recursive: true });
        }
      }
    },
    list: async (prefix) => (await listRefs({ fs, gitdir, filepath: prefix })).sort(),
    async log(ref) {
      const text = await files.readFile(`${gitdir}/logs/${ref}`).catch(() => '');
      return text.split('\n').filter(Boolean).map(readLogLine).toReversed();
    },
    writeLog: (ref, lines) => put(`${gitdir}/logs/${ref}`, lines.toReversed().map(logText).join('')),
  };
}

const parent = (path: string) => path.slice(0, path.lastIndexOf('/'));
const logText = ({ from, to, who, text }: LogLine) => `${from} ${to} ${who}\t${text}\n`;

function readLogLine(line: string): LogLine {
  const [, from = '', to = '', who = '', text = ''] = /^(\S+) (\S+) ([^\t]*)\t?(.*)$/.exec(line) ?? [];
  return { from, to, who, text };
}
