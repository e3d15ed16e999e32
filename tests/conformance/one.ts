/** Runs one test file of Node's in Node itself (`native`) or over our built-ins (`ours`); says how it ended as JSON. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { createBareRealm } from '../sandbox/embedded/node/bare-realm.ts';

type Require = (name: string) => unknown;
interface Side {
  evaluate(source: string, filename: string): unknown;
  require: Require;
  process: NodeJS.Process;
  /** Runs a script and calls back when it has nothing left to do. */
  runToEnd?(script: () => void, onEnd: () => void): void;
}
interface Common {
  modules: Record<string, unknown>;
  missed(): string[];
}

const [side, file, bundle] = process.argv.slice(2) as ['native' | 'ours', string, string];
const folder = path.dirname(path.dirname(file));
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-'));
const exit = process.exit.bind(process);
const write = process.stdout.write.bind(process.stdout);
const commonSource = fs.readFileSync(path.join(import.meta.dirname, 'common.cjs'), 'utf8');

class Skipped extends Error {}
const text = (error: unknown) => (Object(error) === error && String((error as Error).stack || '')) || String(error);

let over = false;
function end(verdict: 'passed' | 'failed' | 'skipped', detail = ''): void {
  if (over) return;
  over = true;
  fs.rmSync(temporary, { recursive: true, force: true });
  write(`\n${JSON.stringify({ verdict, detail: detail.slice(0, 4000) })}\n`, () => exit(0));
}

/** Copies what tests read: fixtures that are not too large. */
function mount(target: typeof fs, from: string): void {
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const full = path.join(from, entry.name);
    if (entry.isDirectory() && !/wpt|es-module|snapshot|policy/.test(entry.name)) mount(target, full);
    else if (entry.isFile() && fs.statSync(full).size < 200_000) {
      target.mkdirSync(from, { recursive: true });
      target.writeFileSync(full, fs.readFileSync(full));
    }
  }
}

async function open(): Promise<Side> {
  if (side === 'native') {
    const evaluate = (source: string, filename: string) => vm.runInThisContext(source, { filename });
    return { evaluate, require: createRequire(file), process };
  }
  const options = { cwd: folder, argv: ['/usr/local/bin/node', file] };
  const realm = await createBareRealm(options, fs.readFileSync(bundle, 'utf8'));
  const disk = realm.require('fs') as typeof fs;
  mount(disk, path.join(folder, 'fixtures'));
  disk.mkdirSync(path.dirname(file), { recursive: true });
  disk.writeFileSync(file, fs.readFileSync(file));
  disk.mkdirSync(temporary, { recursive: true });
  return {
    evaluate: realm.evaluate,
    require: realm.require,
    process: realm.require('process') as NodeJS.Process,
    runToEnd: realm.beginProgram(),
  };
}

/** Test files and their helpers come from the disk of the machine; everything else is the side's own. */
function createTestLoader(here: Side, common: Common) {
  const loaded = new Map<string, { exports: unknown }>();
  const isFile = (each: string) => fs.existsSync(each) && fs.statSync(each).isFile();
  const requireFrom =
    (from: string): Require =>
    (name) => {
      if (!/^\.{0,2}\//.test(name)) return here.require(name);
      const full = path.resolve(path.dirname(from), name);
      const known = common.modules[path.relative(folder, full)];
      if (known) return known;
      const found = [full, `${full}.js`, `${full}/index.js`, `${full}.json`].find(isFile);
      if (!found) return here.require(name);
      if (!loaded.has(found)) run(found);
      return loaded.get(found)!.exports;
    };
  const run = (each: string): void => {
    const source = fs.readFileSync(each, 'utf8').replace(/^#!.*/, '');
    const paths = { id: each, filename: each, parent: null, children: [], paths: [] };
    const module: { exports: unknown } = { exports: here.evaluate('({})', each), ...paths };
    loaded.set(each, module);
    if (each.endsWith('.json')) return void (module.exports = here.evaluate(`(${source})`, each));
    const wrapped = here.evaluate(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, each);
    const resolve = (name: string) => path.resolve(path.dirname(each), name);
    const require = Object.assign(requireFrom(each), { resolve, main: module, cache: {} });
    const args = [module.exports, require, module, each, path.dirname(each)];
    (wrapped as (...args: unknown[]) => void).apply(module.exports, args);
  };
  return run;
}

const here = await open();
const place = {
  folder,
  temporary,
  skip(reason: string) {
    throw new Skipped(reason);
  },
};
const make = here.evaluate(`((module) => {${commonSource}\nreturn module.exports; })({})`, 'common.cjs');
const common = (make as (require: Require, given: typeof place) => Common)(here.require, place);

let exited = false;
function finish(): void {
  if (over) return;
  try {
    if (side === 'ours' && !exited) {
      exited = true;
      here.process.emit('exit', Number(here.process.exitCode ?? 0));
    }
  } catch (error) {
    return end('failed', text(error));
  }
  const missed = common.missed();
  end(missed.length ? 'failed' : 'passed', missed.join('\n'));
}

const emit = here.process.emit.bind(here.process) as (event: string, ...args: unknown[]) => boolean;
const onFault = (event: string) => (error: unknown, promise: unknown) => {
  if (error instanceof Skipped) return end('skipped', error.message);
  if ((error as Error | undefined)?.name === 'ProcessExit') {
    exited = true;
    return finish();
  }
  // Natively this listener is only one of them: the test's own have been told by Node.
  const listeners = here.process.listenerCount(event) - (side === 'native' ? 1 : 0);
  if (listeners === 0) end('failed', text(error));
  else if (side === 'ours') emit(event, error, event === 'uncaughtException' ? event : promise);
};
process.on('uncaughtException', onFault('uncaughtException'));
process.on('unhandledRejection', onFault('unhandledRejection'));

process.on('beforeExit', () => {
  if (side === 'ours' && !exited) end('failed', 'Nothing is left to do, but the program does not end.');
  finish();
});
process.on('exit', finish);

function script(): void {
  try {
    createTestLoader(here, common)(file);
  } catch (error) {
    onFault('uncaughtException')(error, undefined);
  }
}
if (!here.runToEnd) script();
else {
  try {
    here.runToEnd(script, () => {
      exited = true;
      finish();
    });
  } catch (error) {
    onFault('uncaughtException')(error, undefined);
  }
}
