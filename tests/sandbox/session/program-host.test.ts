import { expect, test } from 'vitest';
import { createProgramHost } from '../../../sandbox/session/program-host.ts';
import type { RunOptions, Runtime, StartResult } from '../../../sandbox/types.ts';

/** A runtime at the boundary: what it is told is kept, and the test decides how a start ends. */
function setUp() {
  const mounted: object[] = [];
  const starts: { entry: string; options: RunOptions; settle(result: StartResult): void }[] = [];
  const runtime: Runtime = {
    mount: async (files) => void mounted.push(files),
    test: async () => ({ status: 'passed', tests: [], duration: 0 }),
    start: (entry, options = {}) => new Promise((settle) => starts.push({ entry, options, settle })),
    fetch: async ({ url }) => new Response(url),
    dispose: async () => {},
  };
  let created = 0;
  const host = createProgramHost({
    async createRuntime() {
      created += 1;
      return runtime;
    },
  });
  const phases: string[] = [];
  host.subscribe(({ phase }) => phases.push(phase));
  /** The start that a call led to, once it has got that far. */
  const nextStart = async (count = starts.length + 1) => {
    while (starts.length < count) await new Promise((resolve) => setTimeout(resolve));
    return starts[count - 1]!;
  };
  return { host, mounted, phases, nextStart, created: () => created };
}

const files = { 'server.ts': '// one' };

test('a program that listens is running, and is asked', async () => {
  const { host, mounted, phases, nextStart } = setUp();

  const started = host.start('server.ts', files);
  (await nextStart()).settle({ status: 'started', ports: [3000] });

  expect(await started).toMatchObject({ phase: 'running', entry: 'server.ts', ports: [3000], files });
  expect(mounted).toEqual([files]);
  expect(phases).toEqual(['starting', 'running']);
  expect(await (await host.fetch(new Request('http://localhost:3000/a'))).text()).toBe('http://localhost:3000/a');
});

test('no runtime is created before a program is started, and only one after it', async () => {
  const { host, nextStart, created } = setUp();
  await expect(host.fetch(new Request('http://localhost:3000/'))).rejects.toThrow('No server is running');
  expect(created()).toBe(0);

  for (const count of [1, 2]) {
    const started = host.start('server.ts', files);
    (await nextStart(count)).settle({ status: 'started', ports: [3000] });
    await started;
  }

  expect(created()).toBe(1);
});

test('a program that throws has failed, with its words', async () => {
  const { host, nextStart } = setUp();

  const started = host.start('server.ts', files);
  (await nextStart()).settle({ status: 'error', reason: 'load', message: 'Error: at the door' });

  expect(await started).toMatchObject({ phase: 'failed', message: 'Error: at the door' });
});

test.each([
  [0, 'ended'],
  [3, 'failed'],
])('a program that ends by itself with code %i has %s', async (code, phase) => {
  const { host, nextStart } = setUp();
  const started = host.start('script.ts', files);
  const { options, settle } = await nextStart();

  options.onExit?.(code);
  settle({ status: 'started', ports: [] });

  expect(await started).toMatchObject({ phase, exitCode: code });
});

test('an earlier program is heard of no more', async () => {
  const { host, phases, nextStart } = setUp();
  const printed: string[] = [];
  host.onOutput(({ text }) => printed.push(text));
  const first = host.start('server.ts', files);
  const earlier = await nextStart(1);
  const second = host.start('other.ts', files);
  const later = await nextStart(2);

  earlier.options.onOutput?.({ stream: 'stdout', level: 'log', text: 'from the first' });
  earlier.options.onExit?.(1);
  earlier.settle({ status: 'error', reason: 'timeout', message: 'The run was stopped.' });
  later.options.onOutput?.({ stream: 'stdout', level: 'log', text: 'from the second' });
  later.settle({ status: 'started', ports: [3000] });
  await Promise.all([first, second]);

  expect(earlier.options.signal?.aborted).toBe(true);
  expect(printed).toEqual(['from the second']);
  expect(host.state).toMatchObject({ phase: 'running', entry: 'other.ts' });
  expect(phases).not.toContain('failed');
});

test('stop ends what runs, and what it still says is dropped', async () => {
  const { host, mounted, nextStart } = setUp();
  const started = host.start('server.ts', files);
  const { options, settle } = await nextStart();
  settle({ status: 'started', ports: [3000] });
  await started;

  host.stop();
  options.onExit?.(143);
  await new Promise((resolve) => setTimeout(resolve));

  expect(host.state).toMatchObject({ phase: 'stopped', ports: [] });
  expect(mounted.at(-1)).toEqual({});
  await expect(host.fetch(new Request('http://localhost:3000/'))).rejects.toThrow('No server is running');
});
