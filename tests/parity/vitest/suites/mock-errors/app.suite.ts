import { expect, test, vi } from 'vitest';
import * as lib from './lib.ts';

vi.mock('./lib.ts', () => ({ one: 'mocked' }));
test('what the factory gives', () => expect(lib.one).toBe('mocked'));
test('what it does not give', () => expect(lib.two).toBe(2));
test('vi.mock with a wrong argument', () => expect(() => vi.doMock(5 as never)).toThrow('x'));
