import { dropSection, writeConfig } from '../config.ts';
import type { Repo } from '../repo.ts';
import { Fatal, type GitCommand } from '../types.ts';
import { editConfig } from './branch.ts';

export const remote: GitCommand = {
  what: 'List, add and remove the repositories that this one knows',
  options: { '-v --verbose': 'flag' },
  async run(git, { has, words }) {
    const repo = await git.repo();
    const [step, name = '', url = ''] = words;
    const known = remoteNames(repo);
    const missing = () => new Fatal(`error: No such remote '${name}'`, 2);
    if (step === undefined || (step === 'show' && !name)) {
      for (const one of known) {
        const place = repo.config.get(`remote.${one}.url`) ?? '';
        git.print(has('verbose') ? `${one}\t${place} (fetch)\n${one}\t${place} (push)\n` : `${one}\n`);
      }
      return 0;
    }
    if (step === 'add') {
      if (known.includes(name)) throw new Fatal(`error: remote ${name} already exists.`, 3);
      if (!url) throw new Fatal('usage: git remote add [<options>] <name> <url>', 129);
      await addRemote(repo, name, url);
    } else if (step === 'remove' || step === 'rm') {
      if (!known.includes(name)) throw missing();
      for (const ref of await repo.refs.list(`refs/remotes/${name}`)) await repo.refs.remove(`refs/remotes/${name}/${ref}`);
      await editConfig(repo, (text) => dropSection(text, `remote.${name}`));
    } else if (step === 'get-url') {
      if (!known.includes(name)) throw missing();
      git.print(`${repo.config.get(`remote.${name}.url`)}\n`);
    } else if (step === 'set-url') {
      if (!known.includes(name)) throw missing();
      await editConfig(repo, (text) => writeConfig(text, `remote.${name}.url`, url));
    } else if (step === 'rename') {
      if (!known.includes(name)) throw missing();
      const refs = await repo.refs.list(`refs/remotes/${name}`);
      for (const ref of refs) {
        await repo.setNote(`refs/remotes/${url}/${ref}`, undefined);
        await repo.refs.update(`refs/remotes/${url}/${ref}`, (await repo.refs.read(`refs/remotes/${name}/${ref}`))!, '', '');
        await repo.refs.remove(`refs/remotes/${name}/${ref}`);
      }
      await editConfig(repo, (text) =>
        text.replace(`[remote "${name}"]`, `[remote "${url}"]`).replaceAll(`refs/remotes/${name}/`, `refs/remotes/${url}/`).replaceAll(`remote = ${name}\n`, `remote = ${url}\n`),
      );
    } else throw new Fatal(`git remote: '${step}' is absent in this git. There are: add, remove, rename, get-url, set-url`, 129);
    return 0;
  },
}; // prettier-ignore

export const remoteNames = (repo: Repo): string[] =>
  [...new Set(repo.config.all().flatMap(({ key }) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []))].sort();

export async function addRemote(repo: Repo, name: string, url: string): Promise<void> {
  const section = `remote.${name}`;
  await editConfig(repo, (text) =>
    writeConfig(writeConfig(text, `${section}.url`, url), `${section}.fetch`, `+refs/heads/*:refs/remotes/${name}/*`),
  );
}
