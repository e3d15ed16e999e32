import path from 'node:path';
import {
  createVitest,
  ForksPoolWorker,
  type Reporter,
  type TestModule,
  type TestRunResult,
  type Vitest,
} from 'vitest/node';
import type { RunnerTestFile } from 'vitest';
import type { VitestRun } from '../report.ts';
import { createOutput } from '../embedded/output.ts';
import { missingTests } from './declared-tests.ts';
import { testTimeout, type FromGrader, type RunRequest } from './protocol.ts';
import { readFile } from './read-task.ts';
import { createSparePool, execArgv } from './spare-fork.ts';

/** To the runtime, which started this process. */
export const send = (message: FromGrader) => void process.send?.(message);

let output = createOutput(() => {});

const reporter: Reporter = {
  onTestRunStart: () => send({ type: 'running' }),
  onTestCaseReady: (test) => send({ type: 'test-start', name: test.fullName }),
  onUserConsoleLog: ({ type, content }) =>
    output({ stream: type, level: type === 'stderr' ? 'error' : 'log', text: content }),
};

/** Vite passes this on to the transform, although its types do not list it. */
const withoutTsconfig = { tsconfig: false } as object;

export function startVitest(root: string): Promise<Vitest> {
  return createVitest(
    {
      config: false,
      root,
      watch: false,
      reporters: [reporter],
      pool: createSparePool(ForksPoolWorker),
      maxWorkers: 1,
      fileParallelism: false,
      execArgv,
      runner: path.join(import.meta.dirname, 'test-runner.ts'),
      include: ['*.test.ts'],
      testTimeout,
      hookTimeout: testTimeout,
      teardownTimeout: testTimeout,
      clearScreen: false,
      css: false,
      api: false,
    },
    {
      logLevel: 'silent',
      // As in the browser, whatever a tsconfig.json around here says: an import that only names types goes away.
      oxc: { target: 'esnext', typescript: { onlyRemoveTypeImports: false }, ...withoutTsconfig },
      server: { watch: null, ws: false, fs: { strict: false } },
    },
    { stdout: process.stderr, stderr: process.stderr },
  );
}

export async function runSuites(vitest: Vitest, request: RunRequest): Promise<VitestRun> {
  output = createOutput((text) => send({ type: 'output', output: text }));
  for (const file of request.changed) vitest.invalidateFile(path.join(request.root, file));
  const specifications = Object.keys(request.suites).map((suite) =>
    vitest.getRootProject().createSpecification(path.join(request.root, suite)),
  );
  const started = performance.now();
  const result = await vitest.runTestSpecifications(specifications, true);
  const files = readFiles(result, request);
  const duration = Math.round(performance.now() - started);
  const tampered = missingTests(request.suites, files);
  return { files, duration, ...(tampered && { tampered }) };
}

function readFiles(result: TestRunResult, request: RunRequest) {
  const modules = Object.keys(request.suites).map((suite) =>
    result.testModules.find(({ moduleId }) => moduleId === path.join(request.root, suite)),
  );
  const present = modules.filter((module) => module !== undefined);
  return present.map((module, index) => {
    const unhandled = index === present.length - 1 ? result.unhandledErrors : [];
    return readFile(path.relative(request.root, module.moduleId), taskOf(module), [...unhandled]);
  });
}

/** The reported module wraps the record that both runtimes read. */
const taskOf = (module: TestModule) => (module as unknown as { task: RunnerTestFile }).task;
