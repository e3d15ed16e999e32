import { EvaluatedModules } from 'vitest';
import { SpyModule } from 'vitest/internal/browser';
import { Traces } from 'vitest/internal/traces';
import * as runtime from 'vitest/runtime';
import type { ModuleSource } from '../modules/evaluate.ts';
import type { SuiteConfig } from './config.ts';

/** What Vitest finds in `globalThis.__vitest_worker__`. */
export interface WorkerState {
  ctx: object;
  config: SuiteConfig;
  rpc: Record<string, unknown>;
  environment: object;
  /** Absolute path of the suite that runs. */
  filepath: string;
  current: unknown;
  metaEnv: object;
  providedContext: object;
  durations: object;
  resolvingModules: Set<string>;
  moduleExecutionInfo: Map<string, unknown>;
  evaluatedModules: unknown;
  onCancel(): () => void;
  onCleanup(): void;
  onFilterStackTrace(stack: string): string;
}

interface Runner {
  close(): Promise<void>;
}

/** Not in Vitest's types. */
const { startVitestModuleRunner, VitestModuleEvaluator } = (runtime as unknown as { __INTERNAL: Internal }).__INTERNAL;

interface Internal {
  startVitestModuleRunner(options: object): Runner;
  VitestModuleEvaluator: new (
    vm: undefined,
    options: object,
  ) => { runInlinedModule(...args: unknown[]): Promise<unknown> };
}

/** Vitest wraps its steps in OpenTelemetry spans; without a collector a step is all that remains. */
export const noTraces = new Traces({ enabled: false });

/** Lines before a module's code; see vm.ts. */
const startOffset = 1;

let current: Runner | undefined;

/**
 * Vitest's own module runner with its mocks, over the files of the exercise. The one before it is closed.
 *
 * @param evaluated Called after each file of the exercise.
 */
export function createModules(state: WorkerState, source: ModuleSource, evaluated: () => void): Runner {
  void forgetModules();
  const evaluatedModules = new EvaluatedModules();
  state.evaluatedModules = evaluatedModules;
  const options = {
    state,
    evaluatedModules,
    spyModule: SpyModule,
    createImportMeta,
    traces: noTraces,
    evaluator: createEvaluator(state, source, evaluatedModules, evaluated),
  };
  current = startVitestModuleRunner(options);
  return current;
}

/** Lets go of the modules of the last suite, and of their source maps. */
export async function forgetModules(): Promise<void> {
  await current?.close();
  current = undefined;
}

/** The part of Vitest's main process that its module runner asks for files. */
export function modulesRpc(source: ModuleSource, root: string) {
  /** Vite's addresses begin at the root of the project. */
  const address = (id: string) => (id.startsWith(`${root}/`) ? id.slice(root.length) : id);
  return {
    fetchWarmModules: async () => null,
    async resolve(specifier: string, importer?: string) {
      const id = source.resolve(specifier, importer);
      if (id !== undefined) return { id, url: address(id), file: id.replace(/\?.*$/, '') };
      return /^[./]/.test(specifier) ? null : { id: specifier, url: specifier, file: specifier };
    },
    async fetch(specifier: string, importer?: string) {
      const fetched = source.fetch(specifier, importer, startOffset);
      return 'id' in fetched ? { ...fetched, url: address(fetched.id) } : fetched;
    },
  };
}

/** Vitest's evaluator, which imports what lies outside of the exercise with `import()`: here the engine has it. */
function createEvaluator(
  state: WorkerState,
  source: ModuleSource,
  evaluatedModules: EvaluatedModules,
  evaluated: () => void,
) {
  const options = {
    traces: noTraces,
    metaEnv: state.metaEnv,
    evaluatedModules,
    moduleExecutionInfo: state.moduleExecutionInfo,
    injectCjsGlobals: state.config.injectCjsGlobals,
    getCurrentTestFilepath: () => state.filepath,
    getEnvironmentName: () => 'ssr',
  };
  return new (class extends VitestModuleEvaluator {
    override async runInlinedModule(...args: unknown[]) {
      try {
        return await super.runInlinedModule(...args);
      } finally {
        evaluated();
      }
    }
    runExternalModule(name: string) {
      return source.external(name);
    }
    // From 5.1.1 on, these stand the other way round.
  })(undefined, options);
}

function createImportMeta(path: string) {
  const resolve = (specifier: string) => new URL(specifier, `file://${path}`).href;
  return {
    filename: path,
    dirname: path.slice(0, path.lastIndexOf('/')),
    url: `file://${path}`,
    main: false,
    resolve,
    glob() {
      throw new Error(
        '[module runner] "import.meta.glob" is statically replaced during file transformation. Make sure to reference it by the full name.',
      );
    },
  };
}

/** The process's environment, but for three that are true or false. */
export function importMetaEnv() {
  const booleans = ['DEV', 'PROD', 'SSR'];
  const { env } = process;
  return new Proxy(env, {
    get: (_env, key: string) => (booleans.includes(key) ? Boolean(env[key]) : env[key]),
    set(_env, key: string, value: unknown) {
      env[key] = booleans.includes(key) ? (value ? '1' : '') : String(value);
      return true;
    },
  });
}
