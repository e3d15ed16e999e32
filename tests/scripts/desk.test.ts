import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDesk } from '../../scripts/watch/desk.ts';
import { readKey } from '../../scripts/watch/keys.ts';
import { createLocalProgress } from '../../sandbox/local/progress-file.ts';
import { createWorkspace } from '../../sandbox/local/workspace.ts';
import { createProject } from './project.ts';

let project: ReturnType<typeof createProject>;
beforeAll(() => void (project = createProject()));
afterAll(() => project.dispose());

test.each([
  ['h', 'h'],
  ['S', 's'],
  ['\u0003', 'interrupt'],
  ['\u001B[A', 'other'],
  ['constructor', 'other'],
])('the key %j means %s', (chunk, key) => {
  expect(readKey(chunk)).toBe(key);
});

test('the keys of watch: hints one by one, the solution behind its gate, the next exercise', async () => {
  const workspace = createWorkspace(project.folder);
  const progress = createLocalProgress(workspace.folder);
  const said: string[] = [];
  const rounds: string[] = [];
  const desk = createDesk({
    project: project.folder,
    workspace,
    progress,
    rounds: { request: async (slug, why) => void rounds.push(`${slug} ${why}`) },
    poll: true,
    paint: (_style, text) => text,
    say: (text) => void said.push(text),
  });
  const press = async (key: Parameters<typeof desk.press>[0]) => {
    said.length = 0;
    await desk.press(key);
    return said.join('\n');
  };
  await desk.take('hello-server');

  expect(await press('h')).toMatch(/^ {2}Hint 1 of 3: [^]*The next hint: press h/);
  expect(await press('h')).toMatch(/^ {2}Hint 2 of 3: /);
  expect(await press('h')).toMatch(/^ {2}Hint 3 of 3: [^]*These are all/);
  expect(await press('h')).toMatch(/Hint 1[^]*Hint 2[^]*Hint 3/);

  expect(await press('s')).toContain('3 more runs or 15 more minutes to go');
  expect(await press('other')).toContain('h hint');
  expect(await press('s')).toContain('Press s again');
  expect((await progress.load()).progress.exercises).toEqual({});
  expect(await press('s')).toContain('+     res.json({ now: clock.now() });');
  expect((await progress.load()).progress.exercises['hello-server']).toHaveProperty('solutionAt');

  await press('r');
  expect(await press('n')).toContain('Opened workspace/parse-quantity/');
  expect(rounds).toEqual(['hello-server opened', 'hello-server asked', 'parse-quantity opened']);
  desk.close();
});
