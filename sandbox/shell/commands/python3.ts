import type { PythonState } from '../../languages/python/guest.ts';
import type { CommandResult } from '../types.ts';
import type { Run } from './index.ts';

const fail = (stderr: string, exitCode: number): CommandResult => ({ stdout: '', stderr: `${stderr}\n`, exitCode });

/** `python3 script.py [arguments]`, `python3 -c code`, or code from the input; with the files of the folder that it is in. */
export const python3: Run = async (args, ctx, { host }) => {
  if (!host.ask) return fail('python3: there is no Python here. Suites start programs with #testing/python.', 127);
  if (/^(?:-V|--version)$/.test(args[0] ?? '')) args = ['-c', 'import sys; print("Python", sys.version.split()[0])'];
  const [first, ...rest] = args;
  const input = new TextDecoder().decode(Uint8Array.from(String(ctx.stdin), (letter) => letter.charCodeAt(0)));
  const files = await filesBelow(ctx);
  let entry = '__main__.py';
  let stdin = input;
  if (first === '-c') files[entry] = rest.shift() ?? '';
  else if (first === undefined || first === '-') {
    if (!input.trim()) return fail('python3: there is no prompt here. Run a file, or code: python3 -c "print(1)"', 2);
    files[entry] = input;
    stdin = '';
  } else if (first.startsWith('-')) return fail(`python3: the option ${first} is not here. There are -c, -V and a file.`, 2);
  else {
    entry = first;
    if (!files[entry]) return fail(`python3: can't open file '${ctx.fs.resolvePath(ctx.cwd, first)}': [Errno 2] No such file or directory`, 2);
  }
  await host.ask('python', 'reset', {});
  const { value, stdout, stderr } = await host.ask('python', 'run', { entry, files, args: rest, env: Object.fromEntries(ctx.env), stdin });
  const state = value as PythonState;
  if (state.status === 'serving') return fail('python3: a server has no port in this terminal. Start it under Request.', 1);
  await keepFiles(ctx, files, (await host.ask('python', 'files', {})).value as Record<string, Uint8Array>);
  return { stdout, stderr, exitCode: state.code };
}; // prettier-ignore

type Context = Parameters<Run>[1];

/** The files of the folder, by paths below it. */
async function filesBelow({ fs, cwd }: Context): Promise<Record<string, Uint8Array | string>> {
  const files: Record<string, Uint8Array | string> = {};
  for (const path of fs.getAllPaths()) {
    if (!path.startsWith(`${cwd}/`) || path.includes('/.git/') || path.includes('/node_modules/')) continue;
    if ((await fs.stat(path)).isFile) files[path.slice(cwd.length + 1)] = await fs.readFileBuffer(path);
  }
  return files;
}

/** What the program has written is there afterwards. */
async function keepFiles(
  { fs, cwd }: Context,
  before: Record<string, Uint8Array | string>,
  after: Record<string, Uint8Array>,
) {
  const same = (one: Uint8Array | string | undefined, other: Uint8Array) =>
    one instanceof Uint8Array && one.length === other.length && one.every((byte, at) => byte === other[at]);
  for (const [name, contents] of Object.entries(after)) {
    if (name === '__main__.py' || /(?:^|\/)__pycache__\//.test(name) || same(before[name], contents)) continue;
    await fs.writeFile(`${cwd}/${name}`, contents);
  }
}
