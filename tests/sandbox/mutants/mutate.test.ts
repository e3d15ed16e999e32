import { expect, test } from 'vitest';
import { mutantsOf } from '../../../sandbox/mutants/mutate.ts';
import { compareSurvivors, readSurvivors, survivorEntry } from '../../../sandbox/mutants/survivors.ts';

const source = `export const may = (age: number) =>
  age >= 18;
`;

test('each mutant is one edit of the file, with its place', async () => {
  const mutants = await mutantsOf({ 'app.ts': source, 'notes.md': '# a' });
  expect(mutants.map(({ edit }) => edit)).toContain('age >= 18 → age > 18');
  const one = mutants.find(({ edit }) => edit === 'age >= 18 → age > 18')!;
  expect(one).toMatchObject({ file: 'app.ts', line: 2, in: 'age >= 18;' });
  expect(one.source).toBe(source.replace('>=', '>'));
  for (const mutant of mutants) expect(mutant.source).not.toBe(source);
});

test('a survivor is explained by an entry that names its line and its edit, and stale entries are told', () => {
  const survivor = { file: 'app.ts', in: "if (a === 'x') b();", edit: '\'x\' → ""' };
  const accepted = readSurvivors('mutants.yml', `${survivorEntry(survivor)}Nobody can see which text this is.\n`);
  expect(compareSurvivors([survivor], accepted)).toEqual({ unexplained: [], stale: [] });
  expect(compareSurvivors([{ ...survivor, in: 'other' }], accepted)).toMatchObject({
    unexplained: [{ in: 'other' }],
    stale: [survivor],
  });
});

test.each([
  ['a: [', /mutants\.yml is not valid YAML/],
  ['- file: app.ts\n  in: a\n  edits: [b]\n  reason: because it is so, and right', /edits\.0: must be written “before → after”/],
  ['- file: app.ts\n  in: a\n  edits: [a → b]\n  reason: so', /reason: must say why/],
  ['- file: app.ts\n  line: 3', /unknown key line/],
])('a faulty list is refused: %#', (source, message) => {
  expect(() => readSurvivors('mutants.yml', source)).toThrow(message);
}); // prettier-ignore
