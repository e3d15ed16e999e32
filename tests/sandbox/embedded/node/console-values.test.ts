import { describe, expect, test, vi } from 'vitest';
import { readPrinted } from '../../../../sandbox/embedded/printed.ts';
import { createPrinter } from '../../../../sandbox/embedded/node/console-values.ts';

const of = (...args: unknown[]) => createPrinter()(args);
const text = (value: string) => ({ text: value });

describe('what is copied of a printed object', () => {
  test('nested objects and lists, entry by entry', () => {
    expect(of('before', { a: [1, 'x'], b: { c: null } }, 5)).toEqual([
      {
        text: 'Object',
        entries: [
          ['a', { text: 'Array(2)', entries: [['0', text('1')], ['1', text("'x'")]] }],
          ['b', { text: 'Object', entries: [['c', text('null')]] }],
        ],
      },
    ]); // prettier-ignore
  });

  test('maps, sets, classes, errors and holes by name', () => {
    class User {
      name = 'Ada';
    }
    const fault = Object.assign(new TypeError('no'), { code: 'E' });
    const [map, set, user, error, list] = of(new Map([['k', 1]]), new Set([2]), new User(), fault, [, 1])!; // eslint-disable-line no-sparse-arrays
    expect(map).toEqual({ text: 'Map(1)', entries: [["'k'", text('1')]] });
    expect(set).toEqual({ text: 'Set(1)', entries: [['0', text('2')]] });
    expect(user).toEqual({ text: 'User', entries: [['name', text("'Ada'")]] });
    expect(error).toEqual({ text: 'TypeError: no', entries: [['code', text("'E'")]] });
    expect(list?.entries?.[0]).toEqual(['0', text('<empty>')]);
  });

  test('no getter is called', () => {
    const getter = vi.fn();
    const object = Object.defineProperty({}, 'secret', { get: getter, enumerable: true });
    expect(of(object)).toEqual([{ text: 'Object', entries: [['secret', text('[Getter]')]] }]);
    expect(getter).not.toHaveBeenCalled();
  });

  test('a circle ends', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(of(circle)).toEqual([{ text: 'Object', entries: [['self', text('[Circular]')]] }]);
  });

  test('nothing where nothing can be unfolded', () => {
    expect(of('text', 1, {}, [], new Date(0), /x/)).toBeUndefined();
  });

  test('a proxy that throws leaves the text alone', () => {
    const proxy = new Proxy({ a: 1 }, { ownKeys: () => { throw new Error('no'); } }); // prettier-ignore
    expect(of(proxy)).toBeUndefined();
  });
});

describe('its limits', () => {
  test('a list of millions costs as much as one of fifty', () => {
    const [list] = of(new Uint8Array(50_000_000))!;
    expect(list?.entries).toHaveLength(50);
    expect(list?.more).toBe(49_999_950);
  });

  test('depth, and nodes of one call', () => {
    let deep: object = { end: 1 };
    for (let level = 0; level < 50; level++) deep = { deep };
    expect(JSON.stringify(of(deep)).length).toBeLessThan(500);
    const wide = Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => ({ a: 1, b: 2 })));
    expect(JSON.stringify(of(wide)).length).toBeLessThan(20_000);
  });

  test('after 500 calls, text alone', () => {
    const print = createPrinter();
    const copied = Array.from({ length: 600 }, () => print([{ a: 1 }])).filter(Boolean);
    expect(copied).toHaveLength(500);
  });
});

describe('what the page rebuilds of it', () => {
  test('the same values', () => {
    const values = of({ a: [1, 2] }, new Map([[{}, 1]]))!;
    expect(readPrinted(structuredClone(values))).toEqual(values);
  });

  test.each([undefined, 5, 'x', {}, [1, null, { text: 5 }], [{ text: {} }]])('nothing of %j', (odd) => {
    expect(readPrinted(odd)).toEqual([]);
  });

  test('not more than it can show', () => {
    const circle: { text: string; entries: unknown[] } = { text: 'x', entries: [] };
    circle.entries.push(['self', circle], ['again', circle]);
    expect(JSON.stringify(readPrinted([circle])).length).toBeLessThan(50_000);
  });
});
