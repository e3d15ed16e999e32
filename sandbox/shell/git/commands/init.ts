import { readConfig } from '../config.ts';
import { globalConfig } from '../repo.ts';
import { fatal, type Git, type GitCommand } from '../types.ts';

export const init: GitCommand = {
  what: 'Make a repository of a folder',
  options: { '-q --quiet': 'flag', '--bare': 'flag', '-b --initial-branch': 'value' },
  absent: { '--template --separate-git-dir --shared': 'A repository lies in the folder `.git`.' },
  async run(git, { has, value, words }) {
    const root = words[0] ? git.fs.resolvePath(git.cwd, words[0]) : git.cwd;
    const bare = has('bare');
    const config = await readConfig(git.fs, [globalConfig(git.env)]);
    const branch = value('initial-branch') ?? config.get('init.defaultbranch') ?? 'main';
    const again = await createRepository(git, bare ? root : `${root}/.git`, { bare, branch });
    if (has('quiet')) return;
    const kind = again ? 'Reinitialized existing' : 'Initialized empty';
    git.print(`${kind} Git repository in ${bare ? root : `${root}/.git`}/\n`);
  },
};

/** True when there was one already. */
export async function createRepository(
  { fs }: Pick<Git, 'fs'>,
  gitdir: string,
  { bare, branch }: { bare: boolean; branch: string },
): Promise<boolean> {
  if (await fs.exists(`${gitdir}/HEAD`)) return true;
  if (!/^(?!-)[^\s~^:?*[\\]+$/.test(branch)) throw fatal(`invalid initial branch name: '${branch}'`);
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info', 'hooks']) {
    await fs.mkdir(`${gitdir}/${folder}`, { recursive: true });
  }
  await fs.writeFile(`${gitdir}/HEAD`, `ref: refs/heads/${branch}\n`);
  await fs.writeFile(`${gitdir}/info/exclude`, '');
  const log = bare ? '' : '\tlogallrefupdates = true\n';
  await fs.writeFile(
    `${gitdir}/config`,
    `[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = ${bare}\n${log}`,
  );
  return false;
}
