// The program that grades inside of a container: it stays between runs, takes letters with requests, and leaves what a run came to in a file. Started by grading.ts, and ended from there when a run takes too long.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVitest, type Reporter, type TestModule, type TestRunResult, type Vitest } from 'vitest/node';
import { parseAst, type Plugin } from 'vite';
import type { RunnerTestFile } from 'vitest';
import { compareTests } from '../../declared-tests.ts';
import { createOutput } from '../../embedded/output.ts';
import { loadOxc } from '../../embedded/modules/oxc.ts';
import { createTransform } from '../../embedded/modules/transform.ts';
import { builtins, packages } from '../../embedded/packages/manifest.ts';
import { neutralRoot } from '../../local/neutral-root.ts';
import { preflight } from '../../preflight.ts';
import { evidenceVariable } from '../../local/protocol.ts';
import { vitestConfig } from '../../local/vitest-options.ts';
import { readFile } from '../../read-task.ts';
import type { Node } from '../../read-tests.ts';
import { trimRun } from '../../report-size.ts';
import { readMail } from './mailbox.ts';
import { exercise, placeOf, toLine, type FromGrader, type RunFile, type ToGrader } from '../protocol.ts';

type RunRequest = Extract<ToGrader, { type: 'run' }>;

const [, , lineMark, id] = process.argv as [string, string, string, string];
const files = placeOf(id);
const root = path.resolve(files.root);
const place = (file: string) => path.resolve(file);
const oxc = loadOxc(new WebAssembly.Module(readFileSync(path.join(import.meta.dirname, 'oxc.wasm'))));
const send = (message: FromGrader) => void process.stdout.write(toLine(lineMark, message));

mkdirSync(path.dirname(place(files.run)), { recursive: true });
mkdirSync(root, { recursive: true });
process.env[evidenceVariable] = place(files.evidence);
process.env['ENGINE_ROOM_ASK'] = place(files.ask);

/** The same transform as in the other runtimes: TypeScript's types go, and every position stays. */
const transform: Plugin = {
  name: 'engine-room',
  enforce: 'pre',
  transform(source, id) {
    const [file] = id.split('?');
    if (!file!.startsWith(`${root}/`) || !/\.[cm]?[jt]sx?$/.test(file!)) return undefined;
    const result = oxc.transformSync(file!, source, { sourcemap: true, target: 'esnext' });
    if (result.errors[0]) throw new SyntaxError(result.errors[0].message);
    return { code: result.code, map: result.map as never };
  },
};

let output = createOutput(() => {});
const reporter: Reporter = {
  // Sent by the thread, when it has been started and is about to load the first suite.
  onTestModuleQueued: () => send({ type: 'running' }),
  onTestCaseReady: (test) => send({ type: 'test-start', name: test.fullName }),
  onTestCaseResult: () => send({ type: 'test-end' }),
  onUserConsoleLog: ({ type, content }) =>
    output({ stream: type, level: type === 'stderr' ? 'error' : 'log', text: content }),
};

const start = (): Promise<Vitest> =>
  createVitest(
    'test',
    {
      ...vitestConfig(root),
      reporters: [reporter],
      // A thread ends with its process, and a container starts it sooner than a process.
      pool: 'threads',
      maxWorkers: 1,
      fileParallelism: false,
      runner: path.join(import.meta.dirname, 'runner.mjs'),
      setupFiles: [path.join(import.meta.dirname, 'ready.mjs')],
      include: ['*.test.ts'],
    },
    {
      logLevel: 'silent',
      esbuild: false,
      plugins: [transform],
      server: { watch: null, ws: false, fs: { strict: false } },
      resolve: { extensions: ['.js', '.mjs', '.mts', '.ts', '.jsx', '.tsx', '.json'] },
    } as never,
    { stdout: process.stderr, stderr: process.stderr },
  );

async function run(vitest: Vitest, { mark, files: mounted, changed }: RunRequest): Promise<RunFile> {
  output = createOutput((text) => send({ type: 'output', output: text }));
  for (const file of changed) vitest.invalidateFile(path.join(root, file));
  const suites = Object.keys(mounted).filter((file) => /^[^/]+\.test\.ts$/.test(file)).sort();
  const project = vitest.getRootProject();
  const started = performance.now();
  const result = await vitest.runTestSpecifications(
    suites.map((suite) => project.createSpecification(path.join(root, suite))),
    true,
  );
  const duration = Math.round(performance.now() - started);
  const read = readFiles(result, suites);
  const trees = suites.map((suite) => [suite, treeOf(suite, mounted[suite]!)] as const);
  const tampered = compareTests(Object.fromEntries(trees), read);
  return { mark, run: neutralRoot(trimRun({ files: read, duration, ...(tampered && { tampered }) }), root) };
} // prettier-ignore

/** Without its types, which say nothing about tests. */
const treeOf = (file: string, source: string) =>
  parseAst(oxc.transformSync(file, source, { target: 'esnext' }).code) as unknown as Node;

function readFiles(result: TestRunResult, suites: string[]) {
  const modules = suites.map((suite) => result.testModules.find(({ moduleId }) => moduleId === path.join(root, suite)));
  const present = modules.filter((module) => module !== undefined);
  return present.map((module, index) => {
    const unhandled = index === present.length - 1 ? result.unhandledErrors : [];
    return readFile(path.relative(root, module.moduleId), taskOf(module), [...unhandled]);
  });
}

/** The reported module wraps the record that every runtime reads. */
const taskOf = (module: TestModule) => (module as unknown as { task: RunnerTestFile }).task;

let vitest: Promise<Vitest> | undefined;

async function handle(request: RunRequest): Promise<void> {
  const { mark } = request;
  try {
    rmSync(place(files.ask), { force: true });
    rmSync(place(`${files.ask}ed`), { force: true });
    writeFileSync(place(files.evidence), '');
    const fault = preflight(request.files, createTransform(oxc), { packages: [...packages, ...installed()], builtins });
    const result: RunFile =
      fault || request.only ? { mark, ...(fault && { fault }) } : await run(await (vitest ??= start()), request);
    // Whoever sees the file sees all of it.
    writeFileSync(place(`${files.run}.part`), JSON.stringify(result));
    renameSync(place(`${files.run}.part`), place(files.run));
    send({ type: 'done' });
  } catch (error) {
    send({ type: 'fault', message: (error as Error).stack ?? String(error) });
  }
}

/** What `npm install` brought into the learner's folder. */
function installed(): string[] {
  const folder = place(`${exercise}/node_modules`);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) =>
    name.startsWith('@') ? readdirSync(path.join(folder, name)).map((one) => `${name}/${one}`) : name,
  );
}

/** Asks the thread, which answers when it is not busy. */
function ask(): void {
  writeFileSync(place(files.ask), '');
  const look = setInterval(() => {
    if (!existsSync(place(`${files.ask}ed`))) return;
    clearInterval(look);
    send({ type: 'waiting' });
  }, 20);
}

readMail<ToGrader>(files.grader, (message) => (message.type === 'ask' ? ask() : void handle(message)));
// Ahead of the first request.
vitest = start();
send({ type: 'ready' });
