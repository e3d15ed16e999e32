import {
  createSession,
  type Channel,
  type SessionOptions,
  type SessionState,
  type Storage,
} from '../../sandbox/session/session.ts';
import type { Exercise, Files, RunOptions, Runtime, TestReport } from '../../sandbox/types.ts';

/** An exercise, a runtime and a storage for tests of the session, all in memory. */
export const exercise: Exercise = {
  slug: 'greet',
  title: 'Greet',
  kind: 'write',
  language: 'typescript',
  focus: ['app.ts'],
  timeLimit: 5,
  starter: { 'app.ts': '// TODO', 'data.json': '{}' },
  tests: { 'app.test.ts': 'the suite' },
  hints: [],
  requests: [],
  wrong: {},
  task: '',
};
export const passed: TestReport = {
  status: 'passed',
  tests: [{ name: 'greets', status: 'passed', duration: 1 }],
  duration: 2,
};
export const failed: TestReport = {
  status: 'failed',
  tests: [{ name: 'greets', status: 'failed', duration: 1 }],
  duration: 2,
};

/** A runtime whose runs end when the test says so. */
export function manualRuntime() {
  const mounts: Files[] = [];
  const runs: { options: RunOptions; end(report: TestReport): void; fail(error: Error): void }[] = [];
  let disposed = 0;
  const runtime: Runtime = {
    mount: async (files) => void mounts.push(files),
    test: (options = {}) => new Promise((end, fail) => runs.push({ options, end, fail })),
    start: () => Promise.reject(new Error('not here')),
    fetch: () => Promise.reject(new Error('not here')),
    dispose: async () => void disposed++,
  };
  return { runtime, mounts, runs, disposed: () => disposed };
}

export function memory(records = new Map<string, unknown>()): Storage & { records: Map<string, unknown> } {
  return {
    records,
    get: async (key) => structuredClone(records.get(key)),
    set: async (key, value) => void records.set(key, structuredClone(value)),
    update: async (key, change) => void records.set(key, structuredClone(change(structuredClone(records.get(key))))),
  };
}

export async function openSession(parts: Partial<SessionOptions> = {}) {
  const manual = manualRuntime();
  const storage = memory();
  const clock = { now: () => Date.UTC(2030, 0, 1) };
  const session = await createSession({ exercise, createRuntime: () => manual.runtime, storage, clock, ...parts });
  const phases: SessionState['phase'][] = [];
  session.subscribe(({ phase }) => void (phases.at(-1) === phase || phases.push(phase)));
  return { session, storage, phases, ...manual };
}

/** Lets everything that is ready go on. */
export const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** What ties tabs together; messages arrive in a later turn, as in a browser. */
export function createHub() {
  const ears = new Set<(message: unknown) => void>();
  return (): Channel => {
    const own = new Set<(message: unknown) => void>();
    return {
      post(message) {
        for (const hear of ears) if (!own.has(hear)) setTimeout(() => ears.has(hear) && hear(message), 0);
      },
      listen(hear) {
        ears.add(hear);
        own.add(hear);
        return () => ears.delete(hear);
      },
    };
  };
}
