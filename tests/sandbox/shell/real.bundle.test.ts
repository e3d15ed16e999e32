import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { createNativePlace } from '../../../sandbox/shell/native-shell.ts';
import { createScriptPlace } from '../../../sandbox/shell/script-shell.ts';
import { differences } from './real/differences.ts';
import { gitFlows } from './real/git-flows.ts';
import { shellFlows } from './real/shell-scripts.ts';

const versionOf = (tool: string) => spawnSync(tool, ['--version'], { encoding: 'utf8' }).stdout ?? '';
const real = /version 2\.39\./.test(versionOf('git')) && /version 5\.2\./.test(versionOf('bash'));
const home = '/home/learner';
const cwd = `${home}/work`;
const settings = '[user]\n\tname = Learner\n\temail = learner@example.com\n[init]\n\tdefaultBranch = main\n';

/** The same lines, here and in the real ones: what was printed and how it ended, for the lines that differ. */
async function compare(name: string, lines: string[]): Promise<Record<string, unknown>> {
  const files = { [`${home}/.gitconfig`]: settings, [`${cwd}/.keep`]: '' };
  const [ours, theirs] = [createScriptPlace(files), await createNativePlace(files)];
  let time = Date.UTC(2026, 0, 5, 9);
  const found: Record<string, unknown> = {};
  for (const [at, line] of ['rm .keep', ...lines].entries()) {
    const date = new Date((time += 60_000)).toISOString().replace(/\.\d+Z$/, '+00:00');
    const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_EDITOR: 'true' };
    const env = { HOME: home, USER: 'learner', LANG: 'C.UTF-8', TZ: 'UTC', ...dates };
    const results = await Promise.all([ours, theirs].map((place) => place.run(line, { timeout: 20_000, cwd, env })));
    const [here, there] = results.map(({ stdout, stderr, exitCode }) => ({ stdout, stderr: plain(stderr), exitCode }));
    if (JSON.stringify(here) !== JSON.stringify(there)) found[`${name} ${at}`] = { line, here, there };
  }
  await theirs.end();
  return found;
}

/** Bash puts the number of the line into its messages, which the interpreter does not know. */
const plain = (text: string) => text.replace(/^(\S+): line \d+: /gm, '$1: ');

describe.skipIf(!real).each(Object.entries({ ...gitFlows, ...shellFlows }))('as the real one: %s', (name, lines) => {
  test('prints and ends the same, or is listed', async () => {
    const found = await compare(name, lines);

    const listed = Object.keys(differences).filter((key) => key.replace(/ \d+$/, '') === name);
    const unlisted = Object.fromEntries(Object.entries(found).filter(([key]) => !listed.includes(key)));
    expect(unlisted, 'differs, and is not listed in real/differences.ts').toEqual({});
    expect(listed.filter((key) => !found[key]), 'is listed, and does not differ any more').toEqual([]); // prettier-ignore
  });
});

test.skipIf(real)('bash 5.2 and git 2.39 are not here: nothing was compared', () => {});
