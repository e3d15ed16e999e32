import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createSolution } from '../../scripts/watch/solution.ts';
import { createWorkspace } from '../../sandbox/local/workspace.ts';
import { attempted, noProgress } from '../../sandbox/progress/progress.ts';

const project = path.resolve(import.meta.dirname, '../..');

function create(attempts: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'engine-room-'));
  let now = 0;
  let progress = noProgress();
  for (let run = 0; run < attempts; run++) progress = attempted(progress, 'hello-server', false, `2030-01-0${run + 1}`);
  const show = vi.fn<(slug: string) => Promise<void>>(async () => {});
  const solution = createSolution('hello-server', {
    project,
    workspace: { ...createWorkspace(project), folder },
    progress: { load: async () => ({ progress }), show },
    clock: { now: () => now },
    paint: (_style, text) => text,
  });
  onTestFinished(() => {
    solution.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { solution, show, wait: (ms: number) => (now += ms) };
}

test('before its time it says what is to go, and shows it to who insists', async () => {
  const { solution, show } = create(2);
  expect(await solution.ask()).toMatchObject({
    open: false,
    text: expect.stringContaining('1 more run or 15 more minutes'),
  });
  expect(show).not.toHaveBeenCalled();
  expect(await solution.show()).toContain('+     res.json({ now: clock.now() });');
  expect(show).toHaveBeenCalledWith('hello-server');
  expect(await solution.ask()).toMatchObject({ open: true });
});

test('after three runs it opens, and that is noted', async () => {
  const { solution, show } = create(3);
  expect(await solution.ask()).toMatchObject({ open: true });
  expect(show).toHaveBeenCalledWith('hello-server');
});
