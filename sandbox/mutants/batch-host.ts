// The process that runs the suites of many variants in a few processes that they share. Started by batch.ts.
import path from 'node:path';
import type { Plugin } from 'vite';
import { createVitest, type TestModule } from 'vitest/node';
import { vitestConfig, viteConfig } from '../local/vitest-options.ts';
import { guardLoops } from './loop-guard.ts';

export interface BatchRequest {
  /** Absolute path of the folder that holds a folder for each variant. */
  root: string;
  /** Relative to `root`, with `/`. */
  suites: string[];
  /** Processes that share the work. */
  workers: number;
  /** ms that one test may take. */
  timeout: number;
}

export type FromBatch =
  | { type: 'started'; suite: string }
  | { type: 'ended'; suite: string; passed: boolean; said: string }
  | { type: 'done' };

const send = (message: FromBatch) => void process.send?.(message);

process.once('message', (request: BatchRequest) => void run(request));
process.on('disconnect', () => process.exit());

async function run({ root, suites, workers, timeout }: BatchRequest): Promise<void> {
  const nameOf = ({ moduleId }: TestModule) => path.relative(root, moduleId).split(path.sep).join('/');
  const vitest = await createVitest(
    {
      ...vitestConfig(root),
      reporters: [
        {
          onTestModuleStart: (module) => send({ type: 'started', suite: nameOf(module) }),
          onTestModuleEnd: (module) =>
            send({ type: 'ended', suite: nameOf(module), passed: module.state() === 'passed', said: firstWords(module) }),
        },
      ],
      pool: 'forks',
      isolate: false,
      maxWorkers: workers,
      fileParallelism: workers > 1,
      runner: path.join(import.meta.dirname, 'batch-runner.ts'),
      include: ['*/*.test.ts'],
      testTimeout: timeout,
      hookTimeout: timeout,
      teardownTimeout: timeout,
    },
    { ...viteConfig, plugins: [guardPlugin(root)] },
    { stdout: process.stderr, stderr: process.stderr },
  );
  const project = vitest.getRootProject();
  await vitest.runTestSpecifications(
    suites.map((suite) => project.createSpecification(path.join(root, suite))),
    true,
  );
  send({ type: 'done' });
} // prettier-ignore

function guardPlugin(root: string): Plugin {
  return {
    name: 'loop-guard',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?');
      if (!path.resolve(file).startsWith(root + path.sep) || !/\.[cm]?[jt]s$/.test(file)) return undefined;
      return file.endsWith('.test.ts') ? undefined : { code: guardLoops(file, code), map: null };
    },
  };
}

function firstWords(module: TestModule): string {
  const [error] = module.errors();
  if (error) return error.message;
  for (const test of module.children.allTests('failed')) return `${test.fullName}: ${test.result().errors?.[0]?.message}`;
  return '';
} // prettier-ignore
