/** The worker's side of the protocol: one realm in which one program or one suite runs, once. */
import { builtins, packages as allowedPackages } from './packages/manifest.ts';
import { createRealm, type Realm } from './realm.ts';
import { warmUp } from './warm-up.ts';
import { loadOxc } from './modules/oxc.ts';
import { openProgram, type Transform } from './program.ts';
import { createTransform, type Transformed } from './modules/transform.ts';
import { preflight } from '../preflight.ts';
import { root, type FromWorker, type ToWorker } from './protocol.ts';
import type { Files } from '../types.ts';
import type * as vitestChunk from './vitest.ts';

/** ms after which nobody seems to wait for the first run. */
const pause = 60;

/** Called by the frame's bootstrap with the page's port. */
export function start(port: MessagePort): void {
  // Learner code may replace anything it can reach later; what the protocol needs is taken now.
  const post = port.postMessage.bind(port) as (message: FromWorker, transfer?: Transferable[]) => void;
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
    async boot({ chunks, wasm, packages }) {
      // Compiles beside this thread, while the packages are evaluated on it.
      const oxc = WebAssembly.compile(wasm['oxc']!);
      realm = await createRealm({ chunks, wasm, packages, post });
      transform = remember(createTransform(loadOxc(await oxc)));
      post({ type: 'ready' });
      warming = setTimeout(() => void inTurn(() => warmUp(realm, transform, packages)), pause);
    },
    chunk: (message) => realm.chunks.arrived(message),
    'no-chunk': (message) => realm.chunks.missing(message),
    prepare: ({ files }) => inTurn(() => preflight(files, transform, { packages: allowedPackages, builtins })),
    ping: () => post({ type: 'pong' }),
    test: ({ files }) => begin(() => runTests(files, realm, transform, post)),
    start: ({ files, entry }) => begin(() => startProgram(files, entry, realm, transform, post)),
    fetch: ({ id, request }) => realm.answer(id, request),
  };
  port.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
    try {
      await handlers[data.type](data as never);
    } catch (error) {
      post({ type: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
}

/** Every file is looked at before the run and loaded in it: the second time its transform is known. */
function remember(transform: Transform): Transform {
  const known = new Map<string, Transformed>();
  return (path, source) => {
    const key = `${path}\0${source}`;
    const found = known.get(key) ?? transform(path, source);
    known.set(key, found);
    return found;
  };
}

async function runTests(files: Files, realm: Realm, transform: Transform, post: (message: FromWorker) => void) {
  const report = preflight(files, transform, { packages: allowedPackages, builtins });
  if (report) return post({ type: 'report', report });
  realm.enterSuite();
  const loader = openProgram(files, realm, transform);
  const vitest = (await realm.packages.load('vitest-runner')) as typeof vitestChunk;
  const suites = Object.keys(files)
    .filter((path) => /^[^/]+\.test\.[cm]?[jt]s$/.test(path))
    .sort();
  const run = await vitest.runSuites(suites, {
    root,
    importFile: loader.import,
    onTestStart: (name) => post({ type: 'test-start', name }),
    onTestEnd: (test) => post({ type: 'test-end', test }),
    collectUnhandled: realm.takeUnhandled,
    now: realm.now,
  });
  post({ type: 'run', run });
}

async function startProgram(
  files: Files,
  entry: string,
  realm: Realm,
  transform: Transform,
  post: (message: FromWorker) => void,
) {
  const report = preflight(files, transform, { packages: allowedPackages, builtins });
  if (report) return post({ type: 'report', report });
  try {
    await openProgram(files, realm, transform).import(entry);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    return post({ type: 'report', report: { status: 'error', reason: 'load', message } });
  }
  post({ type: 'started', ports: realm.ports() });
}
