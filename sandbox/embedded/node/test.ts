import { unavailable } from './errors.ts';
import { createContext, registerAssertion } from './test-context.ts';
import type { HookName } from './test-hooks.ts';
import { MockTracker } from './test-mock.ts';
import { checkHook, TestNode, within } from './test-node.ts';
import { readArguments, type TestOptions } from './test-options.ts';
import { createSpecReport } from './test-report.ts';
import { native } from './native-timers.ts';

interface Host {
  stdout: { write(text: string): unknown };
  exitCode?: number;
  cwd(): string;
}
const host = () => (globalThis as unknown as { process: Host }).process;

/** Tells about a test when all that were declared before it have been told about. */
function inOrder(tell: (node: TestNode) => void): (node: TestNode) => void {
  const finished = new Set<TestNode>();
  const told = new Set<TestNode>();
  return (node) => {
    finished.add(node);
    for (const each of node.parent!.children) {
      if (told.has(each)) continue;
      if (!finished.has(each)) break;
      told.add(each);
      tell(each);
    }
  };
}

/** The tests of one program: they run when the program's own code has, one after the other. */
function createHarness() {
  const started = performance.now();
  const report = createSpecReport(
    (text) => void host().stdout.write(text),
    () => host().cwd(),
  );
  const tools = {
    listener: { done: inOrder(report.done) },
    makeContext: (node: TestNode): object => createContext(node, tools),
  };
  const root = new TestNode(undefined, 'suite', { name: '<root>', fn: () => {}, options: {} }, tools);
  const current = () => within.getStore() ?? root;
  let under = 0;
  let ended = false;

  const settle = () => {
    under -= 1;
    // Whatever the last test set off may declare more.
    if (under === 0) native.soon(() => native.soon(() => void end()));
  };
  async function end() {
    if (under > 0 || ended) return;
    ended = true;
    for (const hook of root.hooks.after) {
      try {
        await hook.call(undefined);
      } catch (error) {
        root.fail(error, 'hookFailed');
      }
    }
    report.end(performance.now() - started);
    if (report.counts.fail + report.counts.cancelled > 0 || root.failure) host().exitCode = 1;
  }
  const ready = new Promise<void>((resolve) => native.soon(resolve));

  function declare(kind: 'test' | 'suite', args: unknown[], extra: TestOptions, caller: object): Promise<void> {
    const made = readArguments(args);
    made.options = { ...made.options, ...extra };
    const parent = current();
    const node = new TestNode(parent, kind, made, tools, caller);
    if (made.options.only) {
      node.diagnostics.push("'only' and 'runOnly' require the --test-only command-line option.");
    }
    let built: void | Promise<void> = undefined;
    if (kind === 'suite') built = node.build();
    if (parent.kind === 'test') {
      const end = Promise.resolve(built).then(() => node.start());
      parent.pending.push(end);
      return end;
    }
    // A suite starts its own.
    if (parent !== root) return Promise.resolve();
    under += 1;
    return ready.then(() => built).then(() => node.start()).finally(settle);
  } // prettier-ignore
  const hook = (name: HookName) => (fn: unknown) => void current().hooks[name].push(checkHook(fn));
  return { declare, hook };
}

let harness: ReturnType<typeof createHarness> | undefined;
const use = () => (harness ??= createHarness());

type Declare = ((...args: unknown[]) => Promise<void>) & Record<string, unknown>;
function declarer(kind: 'test' | 'suite', name: string): Declare {
  const one = (extra: TestOptions, title: string) => {
    const declare = (...args: unknown[]) => use().declare(kind, args, extra, declare);
    return Object.defineProperty(declare, 'name', { value: title });
  };
  const main = one({}, name) as unknown as Declare;
  for (const key of ['skip', 'todo', 'only'] as const) main[key] = one({ [key]: true }, key);
  return main;
}

const test = declarer('test', 'test');
const suite = declarer('suite', 'suite');
const hooks = Object.fromEntries(
  (['before', 'after', 'beforeEach', 'afterEach'] as const).map((name) => [
    name,
    (fn: unknown) => use().hook(name)(fn),
  ]),
);
const mock = new MockTracker();
Object.assign(test, {
  test,
  it: test,
  suite,
  describe: suite,
  ...hooks,
  mock,
  assert: { register: registerAssertion },
  run() {
    throw unavailable('run of node:test, which starts processes,');
  },
  snapshot: { setDefaultSnapshotSerializers() {}, setResolveSnapshotPath() {} },
});

export default test;
