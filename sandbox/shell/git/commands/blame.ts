import { diffLines, splitLines } from '../diff/lines.ts';
import { dateText } from '../people.ts';
import { toRepoPath } from '../paths.ts';
import type { Repo } from '../repo.ts';
import { findRevision, resolveCommit } from '../revision.ts';
import { fatal, type Commit, type GitCommand } from '../types.ts';

export const blame: GitCommand = {
  what: 'Tell for each line of a file which commit it comes from',
  options: { '-s': 'flag', '-e --show-email': 'flag' },
  absent: { '-L': 'The whole file is shown.', '-w -M -C': 'Lines are followed as they are, in one file.' },
  async run(git, { has, words, paths = [] }) {
    const repo = await git.repo();
    const all = [...words, ...paths];
    const file = all.pop() ?? '';
    const path = toRepoPath(repo.work(), git.cwd, file);
    const start = await resolveCommit(repo, all[0] ?? 'HEAD');
    if (!(await findRevision(repo, `${start}:${path}`))) throw fatal(`no such path '${path}' in ${all[0] ?? 'HEAD'}`);
    const { lines, origins } = await trace(repo, start, path);
    const root = (commit: Commit) => (commit.parents.length ? commit.oid.slice(0, 8) : `^${commit.oid.slice(0, 7)}`);
    const who = ({ author }: Commit) => (has('show-email') ? `<${author.email}>` : author.name);
    const width = Math.max(...origins.map((commit) => who(commit).length));
    const digits = String(lines.length).length;
    lines.forEach((line, at) => {
      const commit = origins[at]!;
      const by = has('s') ? '' : `(${who(commit).padEnd(width)} ${dateText(commit.author, 'iso')} `;
      git.print(`${root(commit)} ${by}${String(at + 1).padStart(digits)}) ${line.replace(/\n$/, '')}\n`);
    });
  },
};

/** Follows each line back to the first commit that has it. */
async function trace(repo: Repo, start: string, path: string) {
  const read = async (oid: string) => {
    const blob = await findRevision(repo, `${oid}:${path}`);
    return blob ? splitLines(new TextDecoder().decode(await repo.blob(blob))) : undefined;
  };
  const lines = (await read(start))!;
  const origins: Commit[] = Array.from({ length: lines.length });
  const queue: { oid: string; at: Map<number, number> }[] = [{ oid: start, at: new Map(lines.map((_, line) => [line, line])) }]; // prettier-ignore
  for (let next = queue.shift(); next; next = queue.shift()) {
    const commit = await repo.commit(next.oid);
    const own = (await read(next.oid))!;
    let open = next.at;
    for (const parent of commit.parents) {
      const before = await read(parent);
      if (!before || !open.size) continue;
      const kept = new Map<number, number>();
      let [line, other] = [0, 0];
      for (const change of [
        ...diffLines(before, own),
        { oldFrom: before.length, oldTo: 0, newFrom: own.length, newTo: 0 },
      ]) {
        // prettier-ignore
        for (; line < change.newFrom; line += 1, other += 1) kept.set(line, other);
        [line, other] = [change.newTo, change.oldTo];
      }
      const passed = new Map([...open].flatMap(([place, at]) => (kept.has(place) ? [[kept.get(place)!, at] as const] : []))); // prettier-ignore
      open = new Map([...open].filter(([place]) => !kept.has(place)));
      if (passed.size) queue.push({ oid: parent, at: passed });
    }
    for (const at of open.values()) origins[at] = commit;
  }
  return { lines, origins };
}
