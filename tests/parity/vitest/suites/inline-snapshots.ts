import { expect, test } from 'vitest';

test('equal', () => expect({ a: [1, 'two'] }).toMatchInlineSnapshot(`
  {
    "a": [
      1,
      "two",
    ],
  }
`));
test('one line', () => expect('text').toMatchInlineSnapshot(`"text"`));
test('different', () => expect({ a: 1 }).toMatchInlineSnapshot(`
  {
    "a": 2,
  }
`));
test('different line', () => expect('text').toMatchInlineSnapshot(`"other"`));
test('new', () => expect({ a: 1 }).toMatchInlineSnapshot());
test('throws', () => expect(() => { throw new Error('oh'); }).toThrowErrorMatchingInlineSnapshot(`[Error: ah]`));
test('properties', () => expect({ id: 5, at: new Date() }).toMatchInlineSnapshot({ at: expect.any(Date) }, `
  {
    "at": Any<Date>,
    "id": 5,
  }
`));
test('properties that differ', () => expect({ id: 5 }).toMatchInlineSnapshot({ id: expect.any(String) }, `{}`));
test('serializer', () => {
  expect.addSnapshotSerializer({
    test: (value) => Boolean(value && value.secret),
    serialize: () => 'SECRET',
  });
  expect({ secret: 1 }).toMatchInlineSnapshot(`PUBLIC`);
});
test('kinds', () => expect([new Map([[1, { a: 1n }]]), new Set(['x']), /r/g, () => {}, class A {}, Symbol('s'), new Error('e'), undefined, null, -0, new Date(0), Buffer.from('ab')]).toMatchInlineSnapshot(`[]`));
