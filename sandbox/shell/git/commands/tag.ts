import { short } from '../format.ts';
import { person } from '../people.ts';
import { personText } from '../store.ts';
import type { Repo } from '../repo.ts';
import { findRevision, peel, resolve } from '../revision.ts';
import { fatal, type Git, type GitCommand, type Given } from '../types.ts';
import { cleanMessage } from './commit.ts';

export const tag: GitCommand = {
  what: 'List, make and delete tags',
  options: {
    '-a --annotate': 'flag',
    '-m --message': 'value',
    '-d --delete': 'flag',
    '-f --force': 'flag',
    '-l --list': 'flag',
    '-n': 'optional',
    '--points-at': 'value',
  },
  absent: { '-s --sign -v --verify': 'Tags are not signed here.', '--sort': 'Tags come in the order of their names.' },
  async run(git, given) {
    const { has, words, values } = given;
    const repo = await git.repo();
    if (has('delete')) return remove(git, repo, words);
    const [name, target = 'HEAD'] = words;
    if (name === undefined || has('list') || has('points-at')) return list(git, repo, given);
    if (/^-|\.\.|[\s~^:?*[\\]|\.lock$|\/$/.test(name)) throw fatal(`'${name}' is not a valid tag name.`);
    const ref = `refs/tags/${name}`;
    const before = await repo.refs.read(ref);
    if (before && !has('force')) throw fatal(`tag '${name}' already exists`);
    if (!(await findRevision(repo, target))) throw fatal(`Failed to resolve '${target}' as a valid ref.`);
    const oid = await resolve(repo, target);
    let made = oid;
    if (has('annotate') || has('message')) {
      const message = cleanMessage(values('message').join('\n\n'));
      if (!message) throw fatal('no tag message?');
      const { type } = await repo.read(oid);
      const text = `object ${oid}\ntype ${type}\ntag ${name}\ntagger ${personText(await person(git, 'COMMITTER'))}\n\n${message}`;
      made = await repo.write('tag', new TextEncoder().encode(text));
    }
    await repo.refs.update(ref, made, '', '');
    if (before && before !== made) git.print(`Updated tag '${name}' (was ${short(before)})\n`);
    return 0;
  },
};

async function remove(git: Git, repo: Repo, names: string[]): Promise<number> {
  let code = 0;
  for (const name of names) {
    const oid = await repo.refs.read(`refs/tags/${name}`);
    if (oid) {
      await repo.refs.remove(`refs/tags/${name}`);
      git.print(`Deleted tag '${name}' (was ${short(oid)})\n`);
    } else {
      git.warn(`error: tag '${name}' not found.\n`);
      code = 1;
    }
  }
  return code;
}

async function list(git: Git, repo: Repo, { has, words, value }: Given): Promise<number> {
  const patterns = words.map((word) => new RegExp(`^${word.replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`)); // prettier-ignore
  const at = has('points-at') ? await resolve(repo, value('points-at')!) : undefined;
  for (const name of await repo.refs.list('refs/tags')) {
    if (patterns.length && !patterns.some((pattern) => pattern.test(name))) continue;
    const oid = (await repo.refs.read(`refs/tags/${name}`))!;
    if (at && oid !== at && (await peel(repo, oid, 'commit')) !== at) continue;
    const { bytes } = await repo.read(oid);
    const line = new TextDecoder().decode(bytes).split('\n\n').slice(1).join('\n\n').split('\n')[0];
    git.print(has('n') ? `${name.padEnd(15)} ${line}\n` : `${name}\n`);
  }
  return 0;
}
