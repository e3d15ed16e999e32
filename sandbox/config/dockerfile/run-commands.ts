import { BuildFault, put, resolve, type Machine, type Origin } from './machine.ts';

/** What npm and the scripts of the package do to the files. */
export interface Recipe {
  packages: { production: readonly string[]; development: readonly string[] };
  /** By their names in package.json. `command` is what they run; the paths begin in the folder of the package. */
  scripts: Record<string, { command: string; needs: readonly string[]; makes: readonly string[] }>;
}

/** Does to the files what the commands of a RUN are known to do. @throws {BuildFault} where one of them would fail. */
export function runCommands(text: string, machine: Machine, recipe: Recipe, line: number): void {
  let cwd = machine.workdir;
  for (const command of text.split(/&&|\|\||[;\n|]/)) {
    const { words, variables } = readCommand(command);
    const at = { machine, recipe, line, cwd, words, variables: { ...machine.variables, ...variables } };
    const [program, ...rest] = words;
    if (program === 'cd') cwd = resolve(cwd, rest[0] ?? '/root');
    else if (program === 'rm') remove(machine, rest.filter((word) => !word.startsWith('-')).map((word) => resolve(cwd, word)));
    else if (program === 'npm' && /^(?:ci|clean-install|install|i)$/.test(rest[0] ?? '')) install(at);
    else if (program === 'npm' && rest[0] === 'prune') prune(at);
    else runScript(at);
  }
} // prettier-ignore

interface Call {
  machine: Machine;
  recipe: Recipe;
  line: number;
  cwd: string;
  words: string[];
  variables: Record<string, string>;
}

/** `NAME=value` may stand before a command. */
function readCommand(command: string): { words: string[]; variables: Record<string, string> } {
  const all = command.trim().split(/\s+/);
  const first = all.findIndex((word) => !/^\w+=/.test(word));
  const pairs = all.slice(0, Math.max(0, first)).map((word) => word.split('=') as [string, string]);
  return { words: all.slice(Math.max(0, first)), variables: Object.fromEntries(pairs) };
}

/** npm leaves development packages out when it is told to, or where NODE_ENV says production. */
function productionOnly({ words, variables }: Call): boolean {
  const text = words.join(' ');
  if (/--include[= ]dev\b/.test(text)) return false;
  return /--omit[= ]dev\b|--(?:only=)?prod(?:uction)?\b/.test(text) || variables['NODE_ENV'] === 'production';
}

function install(call: Call): void {
  const { machine, recipe, line, cwd, words } = call;
  if (words.some((word) => word === '-g' || word === '--global')) return;
  const has = (name: string) => machine.files.has(resolve(cwd, name));
  if (!has('package.json')) throw new BuildFault(`${words.slice(0, 2).join(' ')} finds no package.json in ${cwd}.`);
  if (/^(?:ci|clean-install)$/.test(words[1]!) && !has('package-lock.json'))
    throw new BuildFault(`npm ci finds no package-lock.json in ${cwd}.`);
  const { production, development } = recipe.packages;
  const modules = resolve(cwd, 'node_modules');
  remove(machine, [modules]);
  const origin: Origin = { line, by: 'install' };
  for (const name of productionOnly(call) ? production : [...production, ...development])
    put(machine, `${modules}/${name}/package.json`, origin);
}

function prune(call: Call): void {
  if (!productionOnly(call)) return;
  const folders = call.recipe.packages.development.map((name) => resolve(call.cwd, `node_modules/${name}`));
  remove(call.machine, folders);
}

/** Scripts that npm runs without `run`. */
const shortScripts = new Set(['start', 'stop', 'restart', 'test']);

/** A script by its name, or what it runs. */
function runScript({ machine, recipe, line, cwd, words }: Call): void {
  const text = words.join(' ').replace(/^(?:npx (?:--no-install )?|(?:\.\/)?node_modules\/\.bin\/)/, '');
  const bare = /^npm (\S+)/.exec(text)?.[1] ?? '';
  if (Object.hasOwn(recipe.scripts, bare) && !shortScripts.has(bare))
    throw new BuildFault(`npm has no command \`${bare}\`; \`npm run ${bare}\` runs the script.`);
  const named = /^(?:npm run(?:-script)?|node --run) ([\w:-]+)/.exec(text)?.[1];
  const found = Object.entries(recipe.scripts).find(([name, { command }]) => name === named || command === text);
  if (named !== undefined && !machine.files.has(resolve(cwd, 'package.json')))
    throw new BuildFault(`${words.join(' ')} finds no package.json in ${cwd}.`);
  if (!found) return;
  const [name, script] = found;
  const lacks = script.needs.find((path) => !machine.files.has(resolve(cwd, path)));
  if (lacks) throw new BuildFault(`The script ${name} finds no ${lacks.replace(/\/package\.json$/, '')} in ${cwd}.`);
  for (const path of script.makes) put(machine, resolve(cwd, path), { line, by: 'script' });
}

/** Takes files and folders away. Their layers keep them. */
function remove({ files }: Machine, paths: readonly string[]): void {
  for (const file of files.keys())
    if (paths.some((path) => file === path || file.startsWith(`${path}/`))) files.delete(file);
}
