import { expect, test, vi } from 'vitest';
import { createRounds } from '../../scripts/watch/rounds.ts';
import { WorkspaceError } from '../../sandbox/local/workspace.ts';
import type { Runtime, TestReport } from '../../sandbox/types.ts';

const passed: TestReport = { status: 'passed', duration: 1, tests: [{ name: 'works', status: 'passed', duration: 1 }] };

/** Rounds over one exercise whose files and runs the test decides about. */
function create() {
  let source: string | Error = 'one';
  const mounted: string[] = [];
  const said: string[] = [];
  const noted: boolean[] = [];
  const run = vi.fn<Runtime['test']>(async () => passed);
  const rounds = createRounds({
    workspace: {
      work() {
        if (source instanceof Error) throw source;
        const exercise = { slug: 'x', title: 'X', timeLimit: 5 } as never;
        return { exercise, files: { 'app.ts': source }, notes: [] };
      },
    },
    progress: { note: async (_slug, _passed, { asked }) => void noted.push(asked) },
    runtime: async () =>
      ({ mount: async (files: Record<string, string>) => void mounted.push(files['app.ts']!), test: run }) as never,
    say: (text) => void said.push(text),
    clear: () => {},
    footer: () => {},
    paint: (_style, text) => text,
  });
  return { rounds, run, mounted, said, noted, save: (text: string | Error) => void (source = text) };
}

test('a save without a change is silent; who asks gets a run that counts', async () => {
  const { rounds, mounted, noted } = create();
  await rounds.request('x', 'opened');
  await rounds.request('x', 'saved');
  expect(mounted).toEqual(['one']);
  await rounds.request('x', 'asked');
  expect({ mounted, noted }).toEqual({ mounted: ['one', 'one'], noted: [false, true] });
});

test('a save during a run ends a run that does not end, and the newest files are graded', async () => {
  const { rounds, run, mounted, said, save } = create();
  run.mockImplementationOnce(
    ({ signal } = {}) =>
      new Promise((resolve) => {
        signal!.addEventListener('abort', () => resolve({ status: 'error', reason: 'timeout', message: 'stopped' }));
      }),
  );
  const first = rounds.request('x', 'saved');
  await vi.waitFor(() => expect(run).toHaveBeenCalledOnce());
  save('two');
  void rounds.request('x', 'saved');
  save('three');
  void rounds.request('x', 'saved');
  await first;
  expect(mounted).toEqual(['one', 'three']);
  expect(said.join('\n')).not.toContain('stopped');
});

test('a file that is away for a moment is waited for; one that stays away is named', async () => {
  const { rounds, mounted, said, save } = create();
  save(new WorkspaceError('app.ts is missing'));
  const round = rounds.request('x', 'saved');
  save('back');
  await round;
  expect({ mounted, said: said[0] }).toMatchObject({ mounted: ['back'] });
  save(new WorkspaceError('app.ts is missing'));
  await rounds.request('x', 'saved');
  expect(said.at(-1)).toContain('app.ts is missing');
});
