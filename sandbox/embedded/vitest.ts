/**
 * Runs suites with Vitest's own runner, in the realm that this is loaded into. Vitest's internals are touched only here
 * and in vitest/; its version is pinned in package.json, because they may change at any release.
 */
import * as vitest from 'vitest';
import { processError, setupCommonEnv, startTests } from 'vitest/internal/browser';
import { compareTests } from '../declared-tests.ts';
import { readFile } from '../read-task.ts';
import type { Node } from '../read-tests.ts';
import type { VitestFile, VitestRun, VitestTest } from '../report.ts';
import type { ModuleSource } from './modules/evaluate.ts';
import { parseModule } from './modules/mocks.ts';
import { watchMocks, watchTampering } from './tampering.ts';
import { createConfig } from './vitest/config.ts';
import { createModules } from './vitest/modules.ts';
import { rememberRealm } from './vitest/remember-realm.ts';
import { SuiteRunner } from './vitest/runner.ts';
import { createWorkerState } from './vitest/state.ts';

export { hoistMocks } from './modules/mocks.ts';
export { forgetModules } from './vitest/modules.ts';

export interface SuiteHost {
  root: string;
  source: ModuleSource;
  /** A suite without its types. */
  plain(path: string): string;
  onTestStart(name: string): void;
  onTestEnd(test: VitestTest): void;
  /** The learner's code changed the grader: nothing that follows counts. */
  onTampered(message: string): void;
  /** Faults that nobody caught while `work` ran. */
  collectUnhandled(): Promise<unknown[]>;
  now(): number;
}

/** What `import … from 'vitest'` gives to suites. */
export const api = vitest;

// Before any program could replace them.
const { setTimeout: startTimeout, setInterval: startInterval, clearInterval: stopInterval } = globalThis;

/** Runs the suites one after the other. Faults of the learner's code are part of the result. */
export async function runSuites(paths: string[], host: SuiteHost): Promise<VitestRun> {
  const programs = Object.fromEntries(paths.map((path) => [path, parseModule(host.plain(path)) as unknown as Node]));
  const config = createConfig(host.root);
  const state = createWorkerState(config, host.source);
  await setupCommonEnv(config as never);
  const realm = rememberRealm();
  const watch = watchTampering(vitest as never);
  const lookEarly = () => {
    const tampered = watch.checkEarly();
    if (tampered !== undefined) host.onTampered(tampered);
  };
  // With broken promises nothing may ever be loaded, and no test end.
  const looking = startInterval(lookEarly, 500);
  const started = host.now();
  const files: VitestFile[] = [];
  const result = (tampered?: string): VitestRun => {
    stopInterval(looking);
    return { files, duration: Math.round(host.now() - started), ...(tampered !== undefined && { tampered }) };
  };
  for (const path of paths) {
    // Each suite starts as in a process of its own.
    if (files.length > 0) realm.restore();
    state.filepath = `${host.root}/${path}`;
    const modules = createModules(state, host.source, lookEarly);
    let mocked: string | undefined;
    watchMocks(
      (file) => file === state.filepath,
      (tampered) => (mocked ??= tampered),
    );
    const runner = new SuiteRunner(config, host, modules, lookEarly);
    const [file] = await startTests([{ filepath: state.filepath } as never], runner as never);
    // As where results go to another process: what a timer was about to throw still counts.
    await new Promise((resolve) => startTimeout(resolve, 0));
    const unhandled = await host.collectUnhandled();
    putBack();
    // Before anything is read with what may have been replaced.
    const tampered = watch.check() ?? mocked ?? runner.tampered;
    if (tampered !== undefined) return result(tampered);
    files.push(
      readFile(
        path,
        file!,
        unhandled.map((error) => processError(error)),
      ),
    );
  }
  return result(compareTests(programs, files));
}

/** What a suite may leave replaced when it ends. */
function putBack(): void {
  const { vi } = vitest;
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetConfig();
}
