import type { CommandResult } from '../types.ts';
import type { Run } from './index.ts';
import { runFile } from './node.ts';

const say = (stderr: string, exitCode: number): CommandResult => ({ stdout: '', stderr, exitCode });

export const npm: Run = async (args, ctx, parts) => {
  const [first = '', ...rest] = args;
  const script = first === 'run' || first === 'run-script' ? rest[0] : first;
  const more = (script === first ? rest : rest.slice(1)).filter((arg) => arg !== '--' && arg !== '--silent');
  if (script === 'test' || script === 't') return parts.host.test();
  if (script === 'start') {
    const { serve, home } = parts.start;
    if (!serve) return say('npm: this exercise has no server to start. `node file.ts` runs a file.\n', 1);
    return runFile(`${home}/${serve}`, more, ctx, parts);
  }
  if (/^(?:i|install|ci|add)$/.test(first)) {
    return say('npm: nothing can be installed here. The packages of this exercise are there already.\n', 1);
  }
  if (first === 'run' && script === undefined) {
    return {
      stdout: `Scripts:\n  start  node ${parts.start.serve}\n  test   grades your work\n`,
      stderr: '',
      exitCode: 0,
    };
  }
  if (first === 'run') return say(`npm: there is no script "${script}". There are: start, test\n`, 1);
  return say('npm: only `npm start`, `npm test` and `npm run` work here.\n', 1);
};

export const npx: Run = async (args, _ctx, { host }) => {
  const [name, ...rest] = args.filter((arg) => arg !== '-y' && arg !== '--yes');
  if (name === 'vitest' && rest.every((arg) => arg === 'run' || arg === '--run')) return host.test();
  if (name === 'vitest') return say('npx: the tests run as they are here: npx vitest run\n', 1);
  return say(`npx: nothing can be fetched here. \`npx vitest\` runs the tests.\n`, 1);
};
