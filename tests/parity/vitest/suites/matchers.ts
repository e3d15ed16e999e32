import { expect, test } from 'vitest';

class Point {
  x: number;
  y = 0;
  constructor(x: number) {
    this.x = x;
  }
}
const cases: Record<string, () => void> = {
  toBe: () => expect({ a: 1 }).toBe({ a: 1 }),
  notToBe: () => expect(1).not.toBe(1),
  toBeNaN: () => expect(1).toBeNaN(),
  toBeNull: () => expect(undefined).toBeNull(),
  toBeUndefined: () => expect(null).toBeUndefined(),
  toBeDefined: () => expect(undefined).toBeDefined(),
  toBeNullable: () => expect(0).toBeNullable(),
  toBeTruthy: () => expect('').toBeTruthy(),
  toBeFalsy: () => expect([]).toBeFalsy(),
  toBeCloseTo: () => expect(0.1 + 0.2).toBeCloseTo(0.31, 2),
  toBeGreaterThan: () => expect(1).toBeGreaterThan(2),
  toBeGreaterThanOrEqual: () => expect(1).toBeGreaterThanOrEqual(2),
  toBeLessThan: () => expect(2n).toBeLessThan(1n),
  toBeLessThanOrEqual: () => expect(3).toBeLessThanOrEqual(2),
  toBeInstanceOf: () => expect(new Point(1)).toBeInstanceOf(Map),
  toBeTypeOf: () => expect(1).toBeTypeOf('string'),
  toBeOneOf: () => expect(4).toBeOneOf([1, 2, 3]),
  toContain: () => expect([1, 2]).toContain(3),
  toContainText: () => expect('abc').toContain('d'),
  toContainEqual: () => expect([{ a: 1 }]).toContainEqual({ a: 2 }),
  toHaveLength: () => expect('abc').toHaveLength(2),
  toHaveProperty: () => expect({ a: { b: [1] } }).toHaveProperty('a.b[0]', 2),
  toHavePropertyMissing: () => expect({ a: 1 }).toHaveProperty(['b', 'c']),
  toMatch: () => expect('hello').toMatch(/world/),
  toMatchText: () => expect('hello').toMatch('world'),
  toMatchObject: () => expect({ a: 1, b: { c: 2, d: 3 } }).toMatchObject({ b: { c: 3 } }),
  toMatchObjectArray: () => expect([{ a: 1, z: 1 }, { a: 2 }]).toMatchObject([{ a: 1 }, { a: 3 }]),
  toEqualUndefined: () => expect({ a: undefined }).toEqual({}),
  toStrictEqual: () => expect({ a: undefined }).toStrictEqual({}),
  toStrictEqualClass: () => expect(new Point(1)).toStrictEqual({ x: 1, y: 0 }),
  toEqualMap: () => expect(new Map([['a', 1]])).toEqual(new Map([['a', 2]])),
  toEqualSet: () => expect(new Set([1, 2])).toEqual(new Set([1, 3])),
  toEqualDate: () => expect(new Date(0)).toEqual(new Date(1)),
  toEqualError: () => expect(new Error('a')).toEqual(new Error('b')),
  toEqualErrorCause: () => expect(new Error('a', { cause: 1 })).toEqual(new Error('a', { cause: 2 })),
  toEqualBuffer: () => expect(Buffer.from('abc')).toEqual(Buffer.from('abd')),
  toEqualTyped: () => expect(new Uint8Array([1, 2])).toEqual(new Uint8Array([1, 3])),
  toEqualNested: () => expect({ a: [{ b: new Point(1) }] }).toEqual({ a: [{ b: new Point(2) }] }),
  toEqualSymbol: () => expect({ [Symbol('k')]: 1 }).toEqual({}),
  toEqualFunction: () => expect({ f() {} }).toEqual({ f() {} }),
  toThrow: () => expect(() => {}).toThrow(),
  toThrowText: () => expect(() => { throw new Error('hello'); }).toThrow('world'),
  toThrowPattern: () => expect(() => { throw new Error('hello'); }).toThrow(/world/),
  toThrowClass: () => expect(() => { throw new Error('hello'); }).toThrow(TypeError),
  toThrowInstance: () => expect(() => { throw new Error('hello'); }).toThrow(new Error('world')),
  toThrowObject: () => expect(() => { throw { code: 1 }; }).toThrow(expect.objectContaining({ code: 2 })),
  notToThrow: () => expect(() => { throw new Error('hello'); }).not.toThrow(),
  toSatisfy: () => expect(3).toSatisfy((n: number) => n % 2 === 0),
  toSatisfyMessage: () => expect(3).toSatisfy((n: number) => n % 2 === 0, 'even'),
  toBeArray: () => expect('text').to.be.an('array'),
  withMessage: () => expect(1, 'the answer').toBe(42),
  circular: () => {
    const a: Record<string, unknown> = { name: 'a' };
    a['self'] = a;
    expect(a).toEqual({ name: 'b', self: a });
  },
  big: () => expect(Array.from({ length: 200 }, (_, n) => n)).toEqual(Array.from({ length: 200 }, (_, n) => (n === 150 ? -1 : n))),
  multiline: () => expect('one\ntwo\nthree\n').toBe('one\n2\nthree\n'),
  quotes: () => expect(`it's "quoted" \`text\``).toBe('x'),
  unicode: () => expect('naïve 👩‍💻 ñ').toBe('naive'),
  json: () => expect(JSON.parse('{"a":[1,2,{"b":null}]}')).toEqual({ a: [1, 2, { b: undefined }] }),
  sparse: () => expect([, 1]).toEqual([2, 1]),
  nullProto: () => expect(Object.create(null)).toStrictEqual({}),
  url: () => expect(new URL('http://a.b/c')).toEqual(new URL('http://a.b/d')),
  headers: () => expect(new Headers({ a: '1' })).toEqual(new Headers({ a: '2' })),
};
for (const [name, body] of Object.entries(cases)) test(name, body);
