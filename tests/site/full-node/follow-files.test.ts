import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '../../../sandbox/session/session.ts';
import type { Files } from '../../../sandbox/types.ts';
import { followFiles } from '../../../site/full-node/follow-files.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function setUp() {
  let files: Record<string, string> = { 'app.ts': 'one' };
  let tell = (_state: unknown) => {};
  let change = (_files: Files) => {};
  const written: Files[] = [];
  const said: string[] = [];
  const put = (next: Record<string, string>) => {
    files = next;
    tell({ files });
  };
  const session = {
    get state() {
      return { files };
    },
    write: (path: string, text: string) => files[path] !== text && put({ ...files, [path]: text }),
    create: (path: string, text: string) => put({ ...files, [path]: text }),
    remove(path: string) {
      if (path === 'app.ts') throw new Error('It belongs to the exercise.');
      const { [path]: _, ...rest } = files;
      put(rest);
    },
    subscribe: (listener: typeof tell) => ((tell = listener), () => {}),
  };
  const folder = {
    write: async (next: Files) => void written.push(next),
    read: async () => ({}),
    onChange: (listener: typeof change) => ((change = listener), () => {}),
  };
  await followFiles(
    session as unknown as Session,
    { 'app.test.ts': 'suite' },
    folder,
    (words) => void said.push(words),
  );
  return { session, written, said, change: (next: Files) => change(next), files: () => files };
}

test('what is typed is in the folder after a short pause, beside the suite', async () => {
  const { session, written } = await setUp();
  expect(written).toEqual([{ 'app.ts': 'one', 'app.test.ts': 'suite' }]);
  session.write('app.ts', 'tw');
  session.write('app.ts', 'two');
  await vi.runAllTimersAsync();
  expect(written.slice(1)).toEqual([{ 'app.ts': 'two', 'app.test.ts': 'suite' }]);
});

test('what a command writes is the learner’s work, and what npm locks and bytes are stay inside', async () => {
  const { session, written, change, files } = await setUp();
  const bytes = new Uint8Array([255]);
  change({ 'app.ts': 'by sed', 'package.json': '{}', 'package-lock.json': '{…}', 'a.png': bytes, 'app.test.ts': 'x' });
  expect(files()).toEqual({ 'app.ts': 'by sed', 'package.json': '{}' });
  await vi.runAllTimersAsync();
  expect(written).toHaveLength(1);
  session.write('app.ts', 'typed');
  await vi.runAllTimersAsync();
  expect(written[1]).toMatchObject({
    'app.ts': 'typed',
    'package-lock.json': '{…}',
    'a.png': bytes,
    'app.test.ts': 'suite',
  });
});

test('a file of the exercise that a command removed is said to stay', async () => {
  const { change, said, files } = await setUp();
  change({});
  expect(files()).toEqual({ 'app.ts': 'one' });
  expect(said).toEqual(['app.ts: It belongs to the exercise.']);
});
