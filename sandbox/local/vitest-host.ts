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
import { trimRun } from '../report-size.ts';
import type { VitestRun } from '../report.ts';
import { createOutput } from '../embedded/output.ts';
import { parseSync } from 'vite';
import { compareTests } from '../declared-tests.ts';
import type { Node } from '../read-tests.ts';
import type { FromGrader, RunRequest } from './protocol.ts';
import { readFile } from '../read-task.ts';
import { slashed } from './neutral-root.ts';
import { createSparePool, execArgv, type ForkOptions } from './spare-fork.ts';
import { viteConfig, vitestConfig } from './vitest-options.ts';

/** To the runtime, which started this process. */
export const send = (message: FromGrader) => void process.send?.(message);

let output = createOutput(() => {});

const reporter: Reporter = {
  onTestRunStart: () => send({ type: 'running' }),
  onTestCaseReady: (test) => send({ type: 'test-start', name: test.fullName }),
  onUserConsoleLog: ({ type, content }) =>
    output({ stream: type, level: type === 'stderr' ? 'error' : 'log', text: content }),
};

export function startVitest(root: string, forks: ForkOptions): Promise<Vitest> {
  return createVitest(
    {
      ...vitestConfig(root),
      reporters: [reporter],
      pool: createSparePool(ForksPoolWorker, forks),
      maxWorkers: 1,
      fileParallelism: false,
      execArgv,
      runner: slashed(path.join(import.meta.dirname, 'test-runner.ts')),
      include: ['*.test.ts'],
    },
    viteConfig,
    { stdout: process.stderr, stderr: process.stderr },
  );
}

export async function runSuites(vitest: Vitest, request: RunRequest): Promise<VitestRun> {
  output = createOutput((text) => send({ type: 'output', output: text }));
  for (const file of request.changed) vitest.invalidateFile(path.posix.join(request.root, file));
  const specifications = Object.keys(request.suites).map((suite) =>
    vitest.getRootProject().createSpecification(path.posix.join(request.root, suite)),
  );
  const started = performance.now();
  const result = await vitest.runTestSpecifications(specifications, true);
  const files = readFiles(result, request);
  const duration = Math.round(performance.now() - started);
  const programs = Object.entries(request.suites).map(([file, source]) => [file, parseSync(file, source).program]);
  const tampered = compareTests(Object.fromEntries(programs) as Record<string, Node>, files, {
    mayRest: request.elsewhere,
  });
  return trimRun({ files, duration, ...(tampered && { tampered }) });
}

function readFiles(result: TestRunResult, request: RunRequest) {
  const modules = Object.keys(request.suites).map((suite) =>
    result.testModules.find(({ moduleId }) => moduleId === path.posix.join(request.root, suite)),
  );
  const present = modules.filter((module) => module !== undefined);
  return present.map((module, index) => {
    const unhandled = index === present.length - 1 ? result.unhandledErrors : [];
    return readFile(path.posix.relative(request.root, module.moduleId), taskOf(module), [...unhandled]);
  });
}

/** The reported module wraps the record that both runtimes read. */
const taskOf = (module: TestModule) => (module as unknown as { task: RunnerTestFile }).task;
