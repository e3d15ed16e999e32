/** Python programs in suites: `import { python, runPython } from '#testing/python'`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, onTestFinished, TestRunner, vi } from 'vitest';
import type { Files, HttpExchange } from '../../types.ts';
import { openPython, within, type PythonProcess } from '../../languages/python/process.ts';
import type { PythonRun, PythonState } from '../../languages/python/guest.ts';
import { createClient, waitFor, type Client } from '../client.ts';
import { server } from '../elsewhere.ts';
import { explained } from '../explain.ts';
import { sharesProcess } from '../kept.ts';
import { readTraceback } from '../../languages/python/traceback.ts';

export interface PythonOptions {
  /** Beside the files of the exercise, or in their place. */
  files?: Files;
  /** What it finds in `sys.argv` behind its own name. */
  args?: string[];
  /** What it finds in `os.environ`; `PORT` is there already. */
  env?: Record<string, string>;
  /** ms that it may take until it listens, or ends: 3000. */
  limit?: number;
  /**
   * The program of an earlier test goes on, unless that test met a fault of it: for suites whose tests bear what others
   * have stored. Starting one takes nearly a second.
   */
  shared?: boolean;
}

export interface PythonApp extends Client {
  /** What it has printed so far. */
  output(stream?: 'stdout' | 'stderr'): string;
  /** The files in its folder as they are now. */
  files(): Promise<Record<string, Uint8Array>>;
  /** Ends it before the test does. */
  stop(): Promise<void>;
}

export interface PythonResult {
  stdout: string;
  stderr: string;
  exitCode: number;
}

const usualLimit = 3000;

// A test that starts two programs, each within its limit, must not end for the time that Python takes on a busy computer.
vi.setConfig({ testTimeout: 3 * usualLimit, hookTimeout: 3 * usualLimit });
// The first request finds modules that are not loaded yet, in a process that shares its processor with others.
waitFor(5000);

const silence =
  'what answers: does it return each time? A body ends after Content-Length bytes; `read()` without a number waits for more';

let printed: { stream: 'stdout' | 'stderr'; text: string }[] = [];
const keep = (stream: 'stdout' | 'stderr', text: string) => void printed.push({ stream, text });
const open = () => openPython(keep);

/** The process that the next program gets. It starts while the suite is still being read. */
let next: Promise<PythonProcess> | undefined = server ? undefined : open();
next?.catch(() => {});
beforeAll(async () => {
  await next;
}, 60_000);
// A process that had to be ended is replaced before the next test: starting one may take longer than a test has.
beforeEach(async () => {
  await next?.catch(() => {});
}, 60_000);
/** The program that the next test may share. */
let kept: { entry: string; open(): PythonApp; end(): Promise<void> } | undefined;
afterAll(async () => {
  await kept?.end();
  // The next suite goes on with it.
  if (sharesProcess) return;
  (await next?.catch(() => undefined))?.kill();
}, 60_000);

/**
 * Starts a Python program that serves HTTP, and returns a client that records each exchange. It ends with the test, and
 * the next one finds nothing of it, unless they share it.
 */
export async function python(entry: string, options: PythonOptions = {}): Promise<PythonApp> {
  if (server) return { ...createClient(server, {}), output: () => '', files: async () => ({}), stop: async () => {} };
  const { shared = false } = options;
  if (shared && kept?.entry === entry) return kept.open();
  await kept?.end();
  const { state, process, output } = await begin(entry, { ...options, env: { PORT: '3000', ...options.env } });
  if (!state) throw endless(entry, options, 'listen on a port', 'it waits in serve_forever() for requests');
  if (state.status === 'ended') throw notServing(entry, state.code, output());
  const { port } = state.ports[0] ?? {};
  if (!port) throw notServing(entry, 0, output());
  const client = createClient(`http://127.0.0.1:${port}`, { silence });
  const app = (text: PythonApp['output']) => ({ ...client, output: text, files: process.files, stop: process.end });
  if (shared) kept = { entry, open: () => app(process.follow()), end: process.end };
  return app(output);
}

/** Runs a Python program to its end. An endless one is ended, and the test fails with a sentence about it. */
export async function runPython(
  entry: string,
  options: PythonOptions & { /** What `input()` reads. */ stdin?: string } = {},
): Promise<PythonResult> {
  const { state, output } = await begin(entry, options);
  if (!state) throw endless(entry, options, 'end', 'it has nothing left to do');
  if (state.status === 'ended') return { stdout: output('stdout'), stderr: output('stderr'), exitCode: state.code };
  throw explained(
    {
      diagnosis: `${entry} serves instead of ending`,
      sent: `python3 ${[entry, ...(options.args ?? [])].join(' ')}`,
      got: `a program that listens on port ${state.ports[0]?.asked}`,
      expected: 'one that ends',
      because: 'the test reads what it has printed when it is done',
      look: 'the call of serve_forever()',
    },
    `${entry} did not end`,
  );
}

async function begin(entry: string, options: PythonOptions & { stdin?: string }) {
  const given = next ?? open();
  next = undefined;
  const process = await given;
  const mine: typeof printed = [];
  printed = mine;
  let over: Promise<void> | undefined;
  /** The next program's process is made ready meanwhile. */
  const end = () =>
    (over ??= (async () => {
      kept = undefined;
      next = process.reset().then((usable) => (usable ? process : open()));
      next.catch(() => {});
    })());
  /** What it prints from now on, for this test. After a fault, nobody knows what became of the program. */
  const follow = () => {
    const from = mine.length;
    onTestFinished(async ({ task }) => {
      if (!options.shared || (task.result?.state === 'fail' && !inOrder(task.meta.exchange))) await end();
      show(mine.slice(from));
    });
    return (stream?: 'stdout' | 'stderr') =>
      mine.slice(from).flatMap((one) => (!stream || one.stream === stream ? [one.text] : [])).join(''); // prettier-ignore
  };
  const output = follow();
  const { args, env, stdin, limit = usualLimit } = options;
  const files = { ...exerciseFiles(), ...options.files };
  const params: PythonRun = { entry, files, anyPort: true };
  const run = process.run({ ...params, ...(args && { args }), ...(env && { env }), ...(stdin && { stdin }) });
  run.catch(() => {});
  const handle = { end, follow, files: process.files };
  if (await within(limit, run)) return { state: await run, process: handle, output };
  // Either it is not done, or Python itself is gone, which says why.
  const state: PythonState | undefined = await Promise.race([run, Promise.resolve(undefined)]);
  if (!state) process.kill();
  return { state, process: handle, output };
}

/** Whether each request got an answer that was meant: a wrong one is no reason to begin anew, a crash is. */
const inOrder = (exchange: HttpExchange[] = []) =>
  exchange.length > 0 && exchange.every(({ response }) => response && response.status !== 500);

/** One line of http.server's log: the report holds each request with its answer. */
const logged = /^\S+ - - \[[^\]]+\] "[A-Z]+ \S+ HTTP\/[\d.]+" \d{3} \S+$/;

/** What the program printed belongs to what the learner sees of the run. */
function show(lines: typeof printed) {
  for (const { stream, text } of lines) {
    const line = text.replace(/\n$/, '');
    if (stream === 'stderr' && logged.test(line)) continue;
    if (stream === 'stdout') console.log(line);
    else console.error(line);
  }
}

/** The learner's files: everything beside the suite but the suites themselves. */
function exerciseFiles(): Files {
  const suite = TestRunner.getCurrentTest()?.file.filepath;
  if (!suite) throw new Error('python() and runPython() belong into a test.');
  return readFolder(path.dirname(suite));
}

function readFolder(root: string, below = ''): Files {
  const files: Files = {};
  for (const entry of readdirSync(path.join(root, below), { withFileTypes: true })) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.name.startsWith('.') || /^(?:node_modules|__pycache__|solution|alt|wrong)$/.test(entry.name)) continue;
    if (entry.isDirectory()) Object.assign(files, readFolder(root, name));
    else if (!/\.test\.[cm]?[jt]s$/.test(name)) files[name] = new Uint8Array(readFileSync(path.join(root, name)));
  }
  return files;
}

function notServing(entry: string, code: number, text: string): Error {
  const trace = readTraceback(text);
  const crashed = trace !== undefined || code !== 0;
  return explained(
    {
      diagnosis: crashed ? `${entry} stops with an error before it serves` : `${entry} ends without serving`,
      sent: 'nothing yet',
      got: trace ? trace.error : `a program that ended with ${code}`,
      expected: 'a server that waits for requests',
      because: 'only then can a request reach it',
      look: trace?.place
        ? `line ${trace.place.line} of ${trace.place.file}`
        : `the end of ${entry}: does it call make_server(…).serve_forever()?`,
    },
    text.trim() || `${entry} printed nothing`,
  );
}

function endless(entry: string, { limit = usualLimit }: PythonOptions, wanted: string, because: string): Error {
  return explained(
    {
      diagnosis: `${entry} does not ${wanted}`,
      sent: 'nothing yet',
      got: `a program that was still running after ${limit / 1000} s, and was ended`,
      expected: `one that comes to ${wanted}`,
      because,
      look: 'its loops: does each of them come to an end?',
    },
    `${entry} ran for more than ${limit / 1000} s`,
  );
}
