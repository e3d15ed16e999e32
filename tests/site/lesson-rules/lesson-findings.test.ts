import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { placeOf } from '../../../sandbox/proof/finding.ts';
import { lessonFindings, type Course } from '../../../site/lesson-rules/lesson-findings.ts';
import { courseFindings } from '../../../site/lesson-rules/whole-findings.ts';
import { parseLesson } from '../../../site/lesson-rules/parse-lesson.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const id = 'http-apis-with-express/validation';
const file = `lessons/${id}.mdx`;
const good = readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n');
const { front, elements } = parseLesson(file, good);
const course: Course = {
  planned: [
    { id: 'javascript-for-servers/outside-is-text', title: 'Earlier', minutes: 20 },
    { id, title: front.title, minutes: front.minutes, needs: front.needs },
  ],
  written: [id, 'what-a-backend-does/first-server'],
  exercises: ['validate-new-task', 'hello-server'],
  milestones: [],
  terms: elements.flatMap(({ type, props }) => (type === 'Term' ? [String(props.name)] : [])),
};

function find(change: (source: string) => string, known = course): string[] {
  const source = change(good);
  expect(source).not.toBe(known === course && change !== same ? good : '');
  return lessonFindings({ id, path: file, source, ...parseLesson(file, source) }, known).map(
    (finding) => `${placeOf(finding).replace(file, '')} ${finding.rule}: ${finding.problem}`,
  );
}

const same = (source: string) => source;
const swap = (from: string | RegExp, to: string) => (source: string) => source.replace(from, to);
const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(' ');

test('a lesson that keeps the rules has no findings', () => {
  expect(find(same)).toEqual([]);
});

test.each<[what: string, (source: string) => string, finding: RegExp]>([
  ['other minutes', swap(/^minutes: \d+/m, 'minutes: 59'), /^:4 roadmap: `minutes` is 59 here and/],
  ['a renamed section', swap('## Worked example', '## An example'), /^:\d+ sections: Section 5 is “An example”, and should be “Worked example”/],
  ['a missing section', swap(/## In the real world[^]*$/, ''), /^ sections: Section 9 is missing/],
  ['a long opening', swap('## You will be able', `${words(60)}\n\n## You will be able`), /length: “Hook” has \d+ words/],
  ['a long part', swap('### Left out', `${words(120)}\n\n### Left out`), /^:53 length: “A body is unknown until you look” has \d+ words/],
  ['a judging word', swap('## You will be able', 'It is easy.\n\n## You will be able'), /^:9 tone: The lesson uses “easy”/],
  ['what is left to write', swap('## You will be able', 'FILL IN: why.\n\n## You will be able'), /^:9 left open: This is left open since `npm run new`: “why”/],
  ['two right answers', swap("text: 'Nothing.',", "text: 'Nothing.',\n      correct: true,"), /^:24 questions: validation-predict has 2 right answers/],
  ['an option without a reason', swap(/why: 'That is what the author meant[^\n]*/, "why: '',"), /^:24 questions: An option of validation-predict does not say why/],
  ['a question from nowhere', swap('javascript-for-servers/outside-is-text', 'a/b'), /^:322 questions: A question is from “a\/b”/],
  ['no question that looks back', swap(/ {2}from="[^"]+"\n/, ''), /^:278 questions: No question looks back/],
  ['a drawing without a name', swap(/aria-label="[^"]*"/, ''), /drawings: The drawing of “[^”]+” cannot be read/],
  ['steps that are not drawn', swap('data-step="4"', 'data-step="3"'), /drawings: “[^”]+” has 4 steps and parts for steps 1, 2, 3/],
  ['code that would lose its indentation', swap('## You will be able', '<SqlRunner id="a" sql={`SELECT id\n  FROM b`} />\n\n## You will be able'), /^:9 code: A text in a property loses the space/],
  ['a broken link', swap('## You will be able', 'See [this](/lessons/a/b/).\n\n## You will be able'), /^:9 links: “this” leads to \/lessons\/a\/b\/, which is not there/],
  ['an exercise that is not there', swap('<Exercise slug="validate-new-task"', '<Exercise slug="validate"'), /^:276 links: There is no exercise “validate”/],
])('%s is found, with its line', (_what, change, finding) => {
  expect(find(change)).toEqual([expect.stringMatching(finding)]);
}); // prettier-ignore

test('what a lesson refers to must be there', () => {
  const [term] = course.terms;
  expect(find(same, { ...course, terms: course.terms.slice(1) })).toEqual([
    expect.stringContaining(`links: The glossary does not explain “${term}”`),
  ]);
  expect(find(same, { ...course, planned: course.planned.slice(0, 1) })[0]).toContain('is not in lessons/roadmap.yml');
});

test('what lessons share must fit together', () => {
  const lesson = { id, path: file, source: good, ...parseLesson(file, good) };
  const sources = { roadmap: 'a:\n  needs: [b/c]\n', glossary: 'new: Something\n' };
  const known: Course = {
    ...course,
    planned: [{ id: 'a/b', title: 'A', minutes: 20, needs: ['b/c'] }],
    exercises: ['validate-new-task', 'unused', 'of-a-capstone'],
    milestones: ['of-a-capstone'],
    terms: [...course.terms, 'new'],
  };
  const twice = { ...lesson, path: 'lessons/a/b.mdx', elements: lesson.elements.filter(({ type }) => type === 'Quiz').slice(0, 1) };
  const found = courseFindings([lesson, twice], known, sources);
  expect(found.map((finding) => `${placeOf(finding)} ${finding.rule}: ${finding.problem}`)).toEqual([
    'lessons/roadmap.yml:2 prerequisites: a/b needs “b/c”, which is no lesson.',
    'lessons/glossary.yml:1 terms: No lesson uses the term “new”.',
    'exercises/unused used once: No lesson uses this exercise.',
    expect.stringMatching(/^lessons\/a\/b\.mdx:\d+ ids: The id “validation-quiz-spread” is used in lessons\/http/),
  ]);
  expect(courseFindings([lesson, { ...lesson, elements: lesson.elements.filter(({ type }) => type === 'Exercise') }], course, sources)[0]).toMatchObject(
    { rule: 'used once', problem: 'validate-new-task is used by http-apis-with-express/validation and http-apis-with-express/validation.' },
  );
}); // prettier-ignore
