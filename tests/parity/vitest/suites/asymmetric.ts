import { expect, test } from 'vitest';

const value = { id: 7, name: 'Ann', tags: ['a', 'b'], at: new Date(0), score: 0.3, nested: { deep: true } };
test('passes', () => {
  expect(value).toEqual({
    id: expect.any(Number),
    name: expect.stringMatching(/^A/),
    tags: expect.arrayContaining(['b']),
    at: expect.anything(),
    score: expect.closeTo(0.1 + 0.2, 5),
    nested: expect.objectContaining({ deep: true }),
  });
});
const cases: Record<string, unknown> = {
  any: { ...value, id: expect.any(String) },
  anything: { ...value, missing: expect.anything() },
  stringContaining: { ...value, name: expect.stringContaining('Bob') },
  stringMatching: { ...value, name: expect.stringMatching(/^B/) },
  arrayContaining: { ...value, tags: expect.arrayContaining(['c']) },
  objectContaining: { ...value, nested: expect.objectContaining({ deep: false }) },
  closeTo: { ...value, score: expect.closeTo(0.4, 2) },
  not: { ...value, name: expect.not.stringContaining('Ann') },
  oneOf: { ...value, name: expect.toBeOneOf(['Bob', 'Cid']) },
  satisfying: { ...value, id: expect.toSatisfy((n: number) => n > 10) },
  schema: { ...value, id: expect.schemaMatching({ '~standard': { version: 1, vendor: 'x', validate: () => ({ issues: [{ message: 'no' }] }) } }) },
};
for (const [name, expected] of Object.entries(cases)) test(name, () => expect(value).toEqual(expected));
