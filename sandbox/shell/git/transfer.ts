import { repoAt, isRepository, type Repo } from './repo.ts';
import { Fatal, type Git } from './types.ts';

/** The repository that a name or a path means. Only those in the same files can be reached. @throws {Fatal} */
export async function openOther(git: Git, repo: Repo | undefined, name: string): Promise<{ other: Repo; url: string }> {
  const url = repo?.config.get(`remote.${name}.url`) ?? name;
  if (/^(?:https?|ssh|git):\/\/|^[\w.-]+@[\w.-]+:/.test(url)) {
    throw new Fatal(
      `fatal: unable to access '${url}': nothing leaves this shell. A remote here is a folder: git init --bare ../origin.git`,
    );
  }
  const place = git.fs.resolvePath(repo?.root ?? repo?.gitdir ?? git.cwd, url.replace(/^file:\/\//, ''));
  for (const gitdir of [`${place}/.git`, place, `${place}.git`]) {
    if (await isRepository(git.fs, gitdir)) {
      return { other: await repoAt(git, gitdir, gitdir.endsWith('/.git') ? place : undefined), url };
    }
  }
  if (repo) {
    throw new Fatal(
      `fatal: '${url}' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.`,
    );
  }
  throw new Fatal(`fatal: repository '${url}' does not exist`);
}

/** Copies an object and all that it leads to, as far as the other side does not have it. */
export async function copyObjects(from: Repo, to: Repo, oid: string): Promise<void> {
  const queue = [oid];
  const seen = new Set<string>();
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (seen.has(next) || (await to.has(next))) continue;
    seen.add(next);
    const { type, bytes } = await from.read(next);
    if (type === 'commit') {
      const commit = await from.commit(next);
      queue.push(commit.tree, ...commit.parents);
    } else if (type === 'tree') queue.push(...(await from.tree(next)).map((entry) => entry.oid));
    else if (type === 'tag') queue.push(/^object (\w+)/.exec(new TextDecoder().decode(bytes))![1]!);
    await to.write(type as 'blob', bytes);
  }
}

/** A line of what moved: ` * [new branch]      main       -> origin/main`. */
export function moveLine(sign: string, what: string, from: string, to: string, width: number, note = ''): string {
  return ` ${sign} ${what.padEnd(17)} ${from.padEnd(width)} -> ${to}${note && ` ${note}`}\n`;
}
