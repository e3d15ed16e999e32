import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createAsker } from '../../../scripts/new/ask.ts';
import { wishesFor } from '../../../scripts/new/dialogue.ts';
import { planExercise, planLesson, type Course } from '../../../scripts/new/plan.ts';
import { readFrontMatter } from '../../../sandbox/exercise.ts';
import { leftOpen } from '../../../sandbox/proof/left-open.ts';

const course = (written: Record<string, string> = {}): Course => ({
  exercises: ['hello-server'],
  stages: ['first', 'second'],
  lessons: [
    { id: 'first/one', title: 'One', minutes: 10 },
    { id: 'first/two', title: 'Two: the next', minutes: 20, needs: ['first/one'] },
    { id: 'second/three', title: 'Three', minutes: 30 },
  ],
  lesson: (id) => written[id],
});
const routes = 'second/three';
const file = `lessons/${routes}.mdx`;

describe('an exercise', () => {
  test('takes title and kind, and says what is next', () => {
    const { files, next } = planExercise(
      { slug: 'fix-it', template: 'functions', kind: 'fix', title: 'Don’t: #1' },
      course(),
    );
    const { data } = readFrontMatter('README.md', String(files['exercises/fix-it/README.md']));
    expect(data).toMatchObject({ title: 'Don’t: #1', kind: 'fix', language: 'typescript' });
    expect(Object.keys(files)).toContain('exercises/fix-it/solution/app.ts');
    expect(next.join('\n')).toMatch(/FILL IN[^]*npm run check fix-it[^]*<Exercise slug="fix-it" \/>/);
  });

  test('goes into the open place of its lesson', () => {
    const [lesson] = Object.values(planLesson({ id: routes }, course()).files);
    const { files, next } = planExercise({ slug: 'fix-it', lesson: routes }, course({ [routes]: String(lesson) }));
    expect(files[file]).toContain('\n<Exercise slug="fix-it" />\n');
    expect(files[file]).not.toContain('FILL-IN');
    expect(next.join('\n')).not.toContain('<Exercise');
  });

  test.each<[object, RegExp]>([
    [{ slug: 'hello-server' }, /is there already/],
    [{ slug: 'hello-servers' }, /almost “hello-server”.*--similar/],
    [{ slug: 'a-b-c', template: 'cobol' }, /no template “cobol”. The templates are: functions/],
    [{ slug: 'a-b-c', kind: 'essay' }, /No template fits kind essay/],
    [{ slug: 'a-b-c', template: 'sql', language: 'typescript' }, /No template fits template sql, language typescript/],
    [{ slug: 'a-b-c', lesson: 'first/tow' }, /Did you mean first\/two\?/],
  ])('is refused: %j', (wishes, reason) => {
    expect(() => planExercise(wishes as { slug: string }, course())).toThrow(reason);
  });

  test('may be like another one when that is said', () => {
    expect(planExercise({ slug: 'hello-servers', similar: true }, course()).files).toBeDefined();
  });
});

describe('a lesson', () => {
  test('takes from the roadmap what stands there', () => {
    const { files } = planLesson({ id: 'first/two', exercises: ['hello-server'] }, course());
    const text = String(files['lessons/first/two.mdx']);
    expect(readFrontMatter('it', text).data).toMatchObject({
      title: 'Two: the next',
      minutes: 20,
      needs: ['first/one'],
    });
    expect(text).toContain('<Exercise slug="hello-server" />');
    expect(text).toContain('from="first/one"');
    expect(text).not.toContain('{{');
  });

  test('says for each open place which one it is', () => {
    const { files } = planLesson({ id: routes }, course());
    const findings = leftOpen(file, String(files[file]));
    expect(findings.length).toBeGreaterThan(20);
    expect(findings[0]).toEqual({
      file,
      line: 3,
      rule: 'left open',
      problem: 'This is left open since `npm run new`: “one sentence that says what a reader can do afterwards”.',
      advice: 'Put your own text here.',
    });
    expect(findings.some(({ problem }) => problem === 'This is left open since `npm run new`.')).toBe(true);
  });

  test('is refused when it is written, or when it is told otherwise than the roadmap', () => {
    expect(() => planLesson({ id: routes }, course({ [routes]: '' }))).toThrow('is there already');
    expect(() => planLesson({ id: routes, minutes: 5 }, course())).toThrow('leave --minutes out');
  });
});

/** What is wished for when somebody types these lines. */
async function typed(words: string[], ...lines: string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asker = createAsker(input, output);
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    // A line is typed when a question stands there.
    if (text.endsWith(': ')) setImmediate(() => (lines.length ? input.write(`${lines.shift()}\n`) : input.end()));
  });
  const wishes = await wishesFor(words, {}, course(), asker).finally(() => asker.close());
  return { wishes, shown };
}

describe('a dialogue', () => {
  test('asks for everything, and takes the answers that it suggests', async () => {
    const { wishes } = await typed([], '', 'fix-it', '', '', '');
    expect(wishes).toEqual({ what: 'exercise', slug: 'fix-it', template: 'express', title: 'Fix it' });
  });

  test('asks again until the answer will do, and says why', async () => {
    const { wishes, shown } = await typed(
      ['exercise', 'Fix'],
      'hello-server',
      'fix-it',
      '9',
      'sql',
      'Mend',
      'one',
      routes,
    );
    expect(wishes).toMatchObject({ slug: 'fix-it', template: 'sql', title: 'Mend', lesson: routes });
    expect(shown).toMatch(/Write it like this: fix[^]*is there already[^]*from 1 to 8[^]*Write its stage/);
  });

  test('asks for the lesson and its exercises', async () => {
    const { wishes } = await typed(['lesson'], '', 'fix-it, mend-it');
    expect(wishes).toEqual({ what: 'lesson', id: 'first/one', exercises: ['fix-it', 'mend-it'] });
  });

  test('ends without a word written when the input ends', async () => {
    await expect(typed([], '2')).rejects.toThrow('Nothing was written.');
  });
});
