import { VitestSnapshotEnvironment } from 'vitest/runtime';

/** ms that one test or hook may take. */
const testTimeout = 3000;

/** What Vitest's main process works out and hands to its workers, for the options of sandbox/local/vitest-host.ts. */
export function createConfig(root: string) {
  return {
    root,
    name: '',
    globals: false,
    isolate: true,
    pool: 'forks',
    maxWorkers: 1,
    maxConcurrency: 5,
    setupFiles: [],
    testTimeout,
    hookTimeout: testTimeout,
    teardownTimeout: testTimeout,
    allowOnly: true,
    passWithNoTests: false,
    clearMocks: true,
    mockReset: false,
    restoreMocks: false,
    unstubEnvs: false,
    unstubGlobals: false,
    defines: {},
    env: {},
    expect: {},
    taskTitleValueFormatTruncate: 40,
    sequence: { seed: 1, hooks: 'stack' },
    fakeTimers: { loopLimit: 10_000, shouldClearNativeTimers: true },
    snapshotSerializers: [],
    snapshotOptions: {
      // As where CI is set: a grader never writes what it compares with.
      updateSnapshot: 'none',
      expand: false,
      snapshotFormat: {},
      snapshotEnvironment: new VitestSnapshotEnvironment(),
    },
    injectCjsGlobals: true,
    deps: { moduleDirectories: ['/node_modules/'] },
    disableConsoleIntercept: true,
    detectAsyncLeaks: false,
    watch: false,
    tags: [],
    strictTags: true,
    includeTaskLocation: false,
    logHeapUsage: false,
    printConsoleTrace: false,
    slowTestThreshold: 300,
    coverage: { enabled: false },
    benchmark: { enabled: false, retainSamples: false, suppressExportGetterWarnings: false, projectName: '' },
    experimental: { importDurations: { limit: 0 }, viteModuleRunner: true, nodeLoader: true },
    diff: undefined,
  };
}

export type SuiteConfig = ReturnType<typeof createConfig>;
