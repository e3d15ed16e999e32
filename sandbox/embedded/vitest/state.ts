import * as vitest from 'vitest';
import type { ModuleSource } from '../modules/evaluate.ts';
import type { SuiteConfig } from './config.ts';
import { importMetaEnv, modulesRpc, type WorkerState } from './modules.ts';

/** What Vitest and Vite set in every process that runs tests. */
const environment = {
  NODE_ENV: 'test',
  TEST: 'true',
  VITEST: 'true',
  VITEST_MODE: 'RUN',
  VITEST_POOL_ID: '1',
  VITEST_WORKER_ID: '1',
  BASE_URL: '/',
  MODE: 'test',
  DEV: '1',
  PROD: '',
  SSR: '1',
};

/** Puts in place what Vitest looks for on the global object. */
export function createWorkerState(config: SuiteConfig, source: ModuleSource): WorkerState {
  Object.assign(process.env, environment);
  const rpc: Record<string, unknown> = {
    resolveSnapshotPath: async (path: string) => path.replace(/[^/]+$/, (name) => `__snapshots__/${name}.snap`),
    ...modulesRpc(source, config.root),
  };
  const state: WorkerState = {
    ctx: { pool: 'forks', workerId: 1, projectName: '', files: [] },
    config,
    rpc: new Proxy(rpc, { get: (known, name: string) => known[name] ?? (async () => undefined) }),
    environment: { name: 'node', viteEnvironment: 'ssr' },
    filepath: '',
    current: undefined,
    metaEnv: importMetaEnv(),
    providedContext: {},
    durations: { environment: 0, prepare: 0, fetch: 0 },
    resolvingModules: new Set(),
    moduleExecutionInfo: new Map(),
    evaluatedModules: undefined,
    onCancel: () => () => {},
    onCleanup: () => {},
    onFilterStackTrace: (stack: string) => stack,
  };
  for (const [name, value] of Object.entries({ __vitest_worker__: state, __vitest_index__: vitest })) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return state;
}
