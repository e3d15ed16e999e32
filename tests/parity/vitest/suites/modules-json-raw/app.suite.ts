import { expect, test } from 'vitest';
import data from './data.json';
import * as all from './data.json';
import { name } from './data.json';
import text from './query.sql?raw';
import source from './data.json?raw';

test('default', () => expect(data).toEqual({ name: 'Bob' }));
test('namespace', () => expect(Object.keys(all)).toEqual([]));
test('named', () => expect(name).toBe('Bob'));
test('raw', () => expect(text).toBe('SELECT'));
test('raw json', () => expect(source).toContain('Cid'));
