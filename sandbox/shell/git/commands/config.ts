import { dropSection, normalKey, parseConfig, writeConfig } from '../config.ts';
import { findRepo, globalConfig } from '../repo.ts';
import { failure, fatal, type Git, type GitCommand, type Given } from '../types.ts';

export const config: GitCommand = {
  what: 'Read and write settings',
  options: {
    '--global': 'flag',
    '--local': 'flag',
    '-l --list': 'flag',
    '--get': 'flag',
    '--get-all': 'flag',
    '--unset': 'flag',
    '--add': 'flag',
    '--remove-section': 'flag',
    '--show-origin': 'flag',
  },
  absent: { '-e --edit': 'Open ~/.gitconfig or .git/config, or write `git config <name> <value>`.', '--system': 'There is no system here: use --global.' }, // prettier-ignore
  async run(git, given) {
    const { has, words } = given;
    if (has('list')) return list(git, given);
    const [name, value] = words;
    if (name === undefined) throw failure('wrong number of arguments, should be from 1 to 2', 129);
    if (has('remove-section')) return change(git, given, (text) => dropSection(text, name));
    const key = normalKey(name);
    if (!key) throw failure(name.includes('.') ? `invalid key: ${name}` : `key does not contain a section: ${name}`);
    if (has('unset')) {
      if (!(await lines(git, given)).some((line) => line.key === key)) return 5;
      return change(git, given, (text) => writeConfig(text, key, undefined));
    }
    if (value !== undefined && !has('get')) {
      return change(git, given, (text) => (has('add') ? `${text}${writeConfig('', key, value)}` : writeConfig(text, key, value))); // prettier-ignore
    }
    const found = (await lines(git, given)).filter((line) => line.key === key);
    if (!found.length) return 1;
    for (const line of has('get-all') ? found : found.slice(-1)) git.print(`${line.value}\n`);
  },
};

async function files(git: Git, { has }: Given): Promise<string[]> {
  const found = await findRepo(git.fs, git.cwd);
  const own = found ? [`${found.gitdir}/config`] : [];
  if (has('local') && !found) throw fatal('--local can only be used inside a git repository');
  return has('global') ? [globalConfig(git.env)] : has('local') ? own : [globalConfig(git.env), ...own];
}

async function lines(git: Git, given: Given) {
  const texts = await Promise.all((await files(git, given)).map((file) => git.fs.readFile(file).catch(() => '')));
  return texts.flatMap(parseConfig);
}

async function list(git: Git, given: Given): Promise<void> {
  for (const { key, value } of await lines(git, given)) git.print(`${key}=${value}\n`);
}

async function change(git: Git, given: Given, edit: (text: string) => string): Promise<void> {
  const all = await files(git, given);
  if (!given.has('global') && !(await findRepo(git.fs, git.cwd))) throw fatal('not in a git directory');
  const file = all.at(-1)!;
  await git.fs.writeFile(file, edit(await git.fs.readFile(file).catch(() => '')));
}
