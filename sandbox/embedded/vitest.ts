/**
 * The only file that touches Vitest's internal entry. It runs suites with Vitest's own runner, in the realm that it is
 * loaded into; the version is pinned in package.json because `vitest/internal/browser` may change at any release.
 */
import * as vitest from 'vitest';
import type { RunnerTestCase as Test, RunnerTestFile as File, RunnerTask as Task, TestError } from 'vitest';
import { processError, setupCommonEnv, startTests } from 'vitest/internal/browser';
import type { VitestError, VitestFile, VitestRun, VitestTest } from '../report.ts';
import { watchTampering } from './tampering.ts';

export interface SuiteHost {
  root: string;
  importFile(path: string): Promise<unknown>;
  onTestStart(name: string): void;
  onTestEnd(test: VitestTest): void;
  /** Faults that nobody caught while `work` ran. */
  collectUnhandled(): Promise<unknown[]>;
  now(): number;
}

/** ms that one test or hook may take. */
const testTimeout = 3000;

/** What `import … from 'vitest'` gives to suites. */
export const api = vitest;

/** Runs the suites one after the other. Faults of the learner's code are part of the result. */
export async function runSuites(paths: string[], host: SuiteHost): Promise<VitestRun> {
  const config = createConfig(host.root);
  const state = createWorkerState(config);
  Object.defineProperty(globalThis, '__vitest_worker__', { value: state, configurable: true, writable: true });
  await setupCommonEnv(config as never);
  const tampering = watchTampering(vitest.expect);
  const started = host.now();
  const files: VitestFile[] = [];
  for (const path of paths) {
    state.filepath = `${host.root}/${path}`;
    const runner = new SuiteRunner(config as never, host);
    const [file] = await startTests([{ filepath: state.filepath } as never], runner as never);
    files.push(readFile(path, file!, await host.collectUnhandled()));
    vitest.vi.useRealTimers();
    vitest.vi.restoreAllMocks();
  }
  const tampered = tampering.check();
  return { files, duration: Math.round(host.now() - started), ...(tampered === undefined ? {} : { tampered }) };
}

class SuiteRunner extends vitest.TestRunner {
  #host: SuiteHost;
  constructor(config: never, host: SuiteHost) {
    super(config);
    this.#host = host;
    this.__setTraces(noTraces as never);
  }
  override importFile(path: string): Promise<unknown> {
    return this.#host.importFile(path.slice(this.#host.root.length + 1));
  }
  override async onBeforeRunTask(test: Test) {
    await super.onBeforeRunTask(test);
    if (test.mode === 'run' || test.mode === 'queued') this.#host.onTestStart(names(test).join(' > '));
  }
  override onAfterRunTask(test: Test) {
    super.onAfterRunTask(test);
    if (test.result) this.#host.onTestEnd(readTest(test));
  }
  // Node's worker reports test by test to a parent process; here the result is read at the end.
  onTaskUpdate() {}
}

/** Vitest wraps its steps in OpenTelemetry spans; without a collector a step is all that remains. */
const noTraces = {
  $: (_name: string, options: unknown, step: unknown) => ((step ?? options) as (span: object) => unknown)(noSpan),
};
const noSpan = { setAttribute() {}, setAttributes() {}, end() {}, recordException() {}, setStatus() {} };

function readFile(path: string, file: File, unhandled: unknown[]): VitestFile {
  const errors = [
    ...(file.result?.errors ?? []),
    ...suiteErrors(file.tasks),
    ...unhandled.map((error) => processError(error)),
  ];
  return { path, errors: errors.map(readError), tests: testsOf(file.tasks).map(readTest) };
}

function testsOf(tasks: Task[]): Test[] {
  return tasks.flatMap((task) => (task.type === 'suite' ? testsOf(task.tasks) : [task as Test]));
}

function suiteErrors(tasks: Task[]): TestError[] {
  return tasks.flatMap((task) =>
    task.type === 'suite' ? [...(task.result?.errors ?? []), ...suiteErrors(task.tasks)] : [],
  );
}

function readTest(test: Test): VitestTest {
  const { state, duration, errors } = test.result ?? {};
  return {
    names: names(test),
    state: state === 'pass' || state === 'fail' ? state : 'skip',
    duration: duration ?? 0,
    errors: (errors ?? []).map(readError),
    meta: structuredCopy(test.meta) as VitestTest['meta'],
  };
}

function readError(error: TestError | { message: string }): VitestError {
  const { name, message, stack, diff } = error as TestError;
  return {
    message: String(message ?? error),
    ...(name && { name: String(name) }),
    ...(stack && { stack: String(stack) }),
    ...(diff && { diff: String(diff) }),
  };
}

/** The titles of the suites around a test and its own, without the file. */
function names(test: Test): string[] {
  const titles = [test.name];
  for (let suite = test.suite; suite && suite.name; suite = suite.suite) titles.unshift(suite.name);
  return titles;
}

/** Meta holds what the suite put there; only plain data may leave the worker. */
function structuredCopy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? {}));
}

function createConfig(root: string) {
  return {
    root,
    name: undefined,
    globals: false,
    testTimeout,
    hookTimeout: testTimeout,
    teardownTimeout: testTimeout,
    isolate: true,
    sequence: { shuffle: false, concurrent: false, hooks: 'stack', setupFiles: 'parallel', seed: 0 },
    maxConcurrency: 5,
    setupFiles: [],
    allowOnly: true,
    passWithNoTests: false,
    retry: 0,
    repeats: 0,
    tags: [],
    strictTags: true,
    includeTaskLocation: false,
    logHeapUsage: false,
    defines: {},
    env: {},
    snapshotOptions: {
      updateSnapshot: 'none',
      expand: false,
      snapshotFormat: { printBasicPrototype: false, escapeString: false },
      snapshotEnvironment: noSnapshotFiles,
    },
    snapshotSerializers: [],
    expect: { requireAssertions: false, poll: { interval: 50, timeout: 1000 } },
    chaiConfig: { includeStack: false, showDiff: true, truncateThreshold: 40 },
    fakeTimers: {
      loopLimit: 10_000,
      shouldClearNativeTimers: true,
      toFake: [
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'setImmediate',
        'clearImmediate',
        'Date',
        'performance',
      ],
    },
    experimental: { importDurations: { limit: 0 }, viteModuleRunner: true },
    restoreMocks: false,
    mockReset: false,
    clearMocks: false,
    unstubEnvs: false,
    unstubGlobals: false,
    printConsoleTrace: false,
    benchmark: {},
    diff: undefined,
  };
}

const noSnapshotFiles = {
  getVersion: () => '1',
  getHeader: () => '// Vitest Snapshot v1',
  resolvePath: async (path: string) => `${path}.snap`,
  resolveRawPath: async (_test: string, path: string) => path,
  saveSnapshotFile: async () => {},
  readSnapshotFile: async () => null,
  removeSnapshotFile: async () => {},
};

function createWorkerState(config: ReturnType<typeof createConfig>) {
  return {
    ctx: { pool: 'browser', workerId: 1, projectName: '' },
    config,
    rpc: new Proxy({}, { get: () => async () => undefined }),
    environment: { name: 'node' },
    filepath: '',
    current: undefined as unknown,
    metaEnv: {},
    providedContext: {},
    durations: { environment: 0, prepare: 0, fetch: 0 },
    moduleExecutionInfo: new Map(),
    evaluatedModules: { idToModuleMap: new Map() },
    onCancel: () => () => {},
    onCleanup: () => {},
    onFilterStackTrace: (stack: string) => stack,
  };
}
