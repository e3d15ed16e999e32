import type { ShellRun } from '../../../types.ts';

export interface GitCommit {
  hash: string;
  parents: string[];
  author: string;
  email: string;
  subject: string;
  /** What follows the subject; empty when nothing does. */
  body: string;
  /** Paths that the commit changes, compared with its first parent. */
  files: string[];
}

/** How a repository stands. Each answer is asked of git itself; where there is no repository, it is empty. */
export interface GitView {
  /** The commits that a branch, a tag or HEAD leads to, the newest first. */
  log(ref?: string): Promise<GitCommit[]>;
  /** The branches, and the one that is checked out (undefined when none is). */
  branches(): Promise<{ current: string | undefined; all: string[] }>;
  /** Changed paths with their two letters, as in `git status --porcelain`. Empty: everything is committed. */
  status(): Promise<Record<string, string>>;
  /** What a file holds in a commit or, with an empty `ref`, in the index. Undefined where it is not there. */
  show(path: string, ref?: string): Promise<string | undefined>;
  /** The paths that are part of a commit. */
  tree(ref?: string): Promise<string[]>;
}

type Ask = (command: string) => Promise<ShellRun>;

const format = '--format=%x1e%H%x1f%P%x1f%an%x1f%ae%x1f%s%x1f%b%x1f';
/** A word that bash takes as it is. */
export const quote = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;

export function inspectGit(ask: Ask): GitView {
  const lines = async (command: string) => {
    const { stdout, exitCode } = await ask(command);
    return exitCode === 0 ? stdout.split('\n').filter(Boolean) : [];
  };
  return {
    async log(ref = 'HEAD') {
      const { stdout, exitCode } = await ask(`git log -m --name-only ${quote(format)} ${quote(ref)}`);
      if (exitCode !== 0) return [];
      const all = stdout.split('\x1e').slice(1).map(readCommit);
      // A merge is told once for each parent, the first one first.
      return all.filter(({ hash }, at) => all.findIndex((other) => other.hash === hash) === at);
    },
    async branches() {
      const all = await lines("git branch --format='%(refname:short)'");
      const [current] = await lines('git branch --show-current');
      return { current, all: all.filter((name) => !name.startsWith('(')) };
    },
    async status() {
      const changed = await lines('git status --porcelain -uall');
      return Object.fromEntries(changed.map((line) => [line.slice(3).split(' -> ').at(-1)!, line.slice(0, 2)]));
    },
    async show(path, ref = 'HEAD') {
      const { stdout, exitCode } = await ask(`git show ${quote(`${ref}:${path}`)}`);
      return exitCode === 0 ? stdout : undefined;
    },
    tree: (ref = 'HEAD') => lines(`git ls-tree -r --name-only ${quote(ref)}`),
  };
}

function readCommit(text: string): GitCommit {
  const [hash = '', parents = '', author = '', email = '', subject = '', body = '', files = ''] = text.split('\x1f');
  return {
    hash,
    parents: parents.split(' ').filter(Boolean),
    author,
    email,
    subject,
    body: body.trim(),
    files: files.split('\n').filter(Boolean),
  };
}
