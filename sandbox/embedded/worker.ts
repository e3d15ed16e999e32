/** The worker's side of the protocol: one realm in which one program or one suite runs, once. */
import './node/web.ts';
import { builtins, packages as allowedPackages } from './packages/manifest.ts';
import { createRealm, type Realm } from './realm.ts';
import { warmUp } from './warm-up.ts';
import { asNodeProgram } from '../languages/launch.ts';
import { loadOxc } from './modules/oxc.ts';
import { openProgram, openSuites, ProgramError, type Transform } from './program.ts';
import { createTransform, type Transformed } from './modules/transform.ts';
import { abortAnswer } from './realm-parts.ts';
import { network } from './node/network.ts';
import { ProcessExit } from './node/process.ts';
import { createReach, sharePorts } from './shared-ports.ts';
import { preflight } from '../preflight.ts';
import { trimRun, trimTest } from '../report-size.ts';
import { root, type FromWorker, type ToWorker } from './protocol.ts';
import type { Files } from '../types.ts';
import type * as vitestChunk from './vitest.ts';

/** ms after which nobody seems to wait for the first run. */
const pause = 60;

/** Called by the frame's bootstrap with the page's port. */
export function start(port: MessagePort): void {
  // Learner code may replace anything it can reach later; what the protocol needs is taken now.
  const post = port.postMessage.bind(port) as (message: FromWorker, transfer?: Transferable[]) => void;
  const reach = createReach(network);
  let realm: Realm;
  let transform: Transform;

  /** What runs programs goes one after the other; the rest is answered at once. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = (step: () => unknown) => (queue = queue.then(step));

  let warming: ReturnType<typeof setTimeout> | undefined;
  /** Whoever asks for a run at once gets it cold: warming up first would take as long as it saves. */
  const begin = (step: () => unknown) => {
    clearTimeout(warming);
    return inTurn(step);
  };

  const handlers: { [T in ToWorker['type']]: (message: Extract<ToWorker, { type: T }>) => unknown } = {
    async boot({ chunks, wasm, packages, modules }) {
      // Compiles beside this thread, while the packages are evaluated on it.
      const oxc = WebAssembly.compile(wasm['oxc']!);
      realm = await createRealm({ chunks, wasm, packages, modules, post });
      const { hoistMocks } = (await realm.packages.load('vitest-runner')) as typeof vitestChunk;
      transform = remember(createTransform(loadOxc(await oxc), hoistMocks));
      post({ type: 'ready' });
      // A run that is asked for meanwhile comes after them.
      void inTurn(() => realm.preload().catch(fail));
      warming = setTimeout(() => void inTurn(() => warmUp(realm, transform, packages)), pause);
    },
    chunk: (message) => realm.chunks.arrived(message),
    'no-chunk': (message) => realm.chunks.missing(message),
    prepare: ({ files }) => inTurn(() => preflight(files, transform, { packages: allowedPackages, builtins })),
    ping: () => post({ type: 'pong' }),
    test: ({ files }) => begin(() => runTests(files, realm, transform, post)),
    start: (message) => begin(() => startProgram(message, realm, transform, post)),
    fetch: ({ id, request }) => realm.answer(id, request),
    abort: ({ id }) => abortAnswer(id),
    connect: (message) => realm.sockets.connect(message),
    'socket-send': ({ socket, data }) => realm.sockets.send(socket, data),
    'socket-close': ({ socket, code, reason }) => realm.sockets.close(socket, code, reason),
    'host-fault': ({ host, message }) => realm.hosts.fault(host, message),
    share: ({ ports, wire }) => sharePorts(network, ports, wire),
    reach: ({ ports, wire }) => reach(ports, wire),
    inspect: ({ inspection, request }) => realm.databases.answer(inspection, request, post),
  };
  const fail = (error: unknown) =>
    post({ type: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  port.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
    try {
      await handlers[data.type](data as never);
    } catch (error) {
      fail(error);
    }
  };
}

/** Every file is looked at before the run and loaded in it: the second time its transform is known. */
function remember(transform: Transform): Transform {
  const known = new Map<string, Transformed>();
  return (path, source, form = 'suite', options = {}) => {
    const key = `${form}\0${Boolean(options.trackAwaits)}\0${path.replace(/^\/[^/]+\//, '')}\0${source}`;
    const found = known.get(key) ?? transform(path, source, form, options);
    known.set(key, found);
    return found;
  };
}

async function runTests(files: Files, realm: Realm, transform: Transform, post: (message: FromWorker) => void) {
  const report = preflight(files, transform, { packages: allowedPackages, builtins });
  if (report) return post({ type: 'report', report });
  realm.enterSuite();
  realm.databases.begin('tests');
  const source = await openSuites(files, realm, transform);
  const vitest = (await realm.packages.load('vitest-runner')) as typeof vitestChunk;
  const suites = Object.keys(files)
    .filter((path) => /^[^/]+\.test\.[cm]?[jt]s$/.test(path))
    .sort();
  post({ type: 'begun' });
  const run = await vitest.runSuites(suites, {
    root,
    source,
    plain: (path) => transform(path, String(files[path])).plain,
    onTestStart(name) {
      realm.databases.test(name);
      post({ type: 'test-start', name });
    },
    onTestEnd: (test) => post({ type: 'test-end', test: trimTest(test) }),
    onTampered: (message) => post({ type: 'report', report: { status: 'error', reason: 'load', message } }),
    collectUnhandled: realm.takeUnhandled,
    now: realm.now,
  });
  post({ type: 'run', run: trimRun(run) });
}

async function startProgram(
  { files: given, entry: wanted, args: words, env }: Extract<ToWorker, { type: 'start' }>,
  realm: Realm,
  transform: Transform,
  post: (message: FromWorker) => void,
) {
  const { files, entry, args } = asNodeProgram(given, wanted, words);
  const report = preflight(files, transform, { packages: allowedPackages, builtins });
  if (report) return post({ type: 'report', report });
  const program = await openProgram(files, realm, transform);
  realm.endOnUncaught();
  realm.databases.begin('program');
  post({ type: 'begun' });
  try {
    await program.run(entry, args, env);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const { cause, message } = error;
    const ended = cause instanceof ProcessExit ? cause.exitCode : undefined;
    if (ended === 0) return post({ type: 'started', ports: [] });
    return post({
      type: 'report',
      report: { status: 'error', reason: 'load', message: message.trim().replace(entry, wanted) },
    });
  }
  post({ type: 'started', ports: realm.ports() });
}
