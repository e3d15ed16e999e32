import { describe, expect, test } from 'vitest';
import { checkBlock, checked, checkOptions, plainRequests } from '../../site/components/check.ts';
import { checkParsons } from '../../site/components/parsons-check.ts';

const lesson = new URL('http://localhost/base/lessons/what-a-backend-does/first-server/');
const use = (component: string, props: object, url = lesson) => checked(component, { url, props });
const asWritten = { id: 'first-server-parsons', prompt: 'Build an app', lines: ['a', 'b'] };

test('names the lesson, the line and the component', () => {
  const found = /^lessons\/what-a-backend-does\/first-server\.mdx, line \d+: <Parsons id="first-server-parsons">: /;
  expect(() => use('Parsons', { ...asWritten, line: [] })).toThrow(found);
  expect(() => use('Parsons', { ...asWritten, line: [] })).toThrow('“line” is not known. Known are: id, prompt, lines');
  const elsewhere = new URL('http://localhost/authoring/components/');
  expect(() => use('Callout', { king: 1 }, elsewhere)).toThrow(
    '/authoring/components/: <Callout>: the property “king”',
  );
});

test('misses what is needed, and refuses ids that are no ids', () => {
  expect(() => use('Parsons', { id: 'a', prompt: '' })).toThrow('needs the property “prompt”');
  expect(() => use('Exercise', {})).toThrow('needs the property “slug”');
  expect(() => use('Parsons', { ...asWritten, id: 'A b' })).toThrow('other signs');
});

test('finds the block that another one names', () => {
  const wrong = use('Parsons', asWritten);
  const find = (id: string) => checkBlock(lesson, 'of', id, ['Playground'], wrong);
  expect(() => find('first-server-worked')).not.toThrow();
  expect(() => find('first-server-parsons')).toThrow('of="first-server-parsons": the lesson has no Playground');
});

test('gives every option a reason, and a question a right and a wrong one', () => {
  const check = (options: unknown) => () => checkOptions(options, use('Parsons', asWritten));
  const option = { text: 'a', why: 'b' };
  expect(check([option])).toThrow('at least two');
  expect(check([option, { text: 'a', correct: true }])).toThrow('option 2 needs “text” and “why”');
  expect(check([option, { ...option, right: true }])).toThrow('unknown key “right”');
  expect(check([option, option])).toThrow('no option is correct');
  expect(
    check([
      { ...option, correct: true },
      { ...option, correct: true },
    ]),
  ).toThrow('every option');
  expect(check([option, { ...option, correct: true }])).not.toThrow();
});

describe('lines to put in order', () => {
  const lines = ['a', 'b', 'c'];
  test.each([
    [{ lines: ['a'] }, 'at least two lines'],
    [{ lines, distractors: [{ line: 'd', why: '' }] }, 'needs “line” and “why”'],
    [{ lines, distractors: [{ line: 'b', why: 'x' }] }, 'is also one of the lines'],
    [{ lines, orders: [[0, 1]] }, 'does not use each of 0 to 2 once'],
    [{ lines, after: { 3: [0] } }, 'there is no line 3'],
    [{ lines, after: { 1: [2] } }, 'line 1 names 2, which does not stand above it'],
    [{ lines, after: {}, orders: [[0, 1, 2]] }, 'has both'],
  ])('%j: %s', (props, message) => {
    expect(() => checkParsons(props as never, use('Parsons', asWritten))).toThrow(message);
  });
});

test('sends a body that is no text as JSON', () => {
  const wrong = use('Parsons', asWritten);
  expect(plainRequests([{ path: '/a', body: { x: 1 } }], wrong)).toEqual([
    { method: 'GET', path: '/a', headers: [['Content-Type', 'application/json']], body: '{"x":1}' },
  ]);
  expect(plainRequests([{ method: 'PUT', path: '/a', body: 'x' }], wrong)[0]).toMatchObject({ headers: [], body: 'x' });
  expect(() => plainRequests([{ path: 'a' }], wrong)).toThrow('begins with “/”');
});
