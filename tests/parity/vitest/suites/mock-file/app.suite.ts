import { beforeEach, expect, test, vi } from 'vitest';
import { describeApp } from './app.ts';
import { connect } from './db.ts';

const names = vi.hoisted(() => ({ first: 'hoisted' }));
vi.mock('./db.ts', () => ({
  connect: vi.fn(() => names.first),
  Store: class {
    all() {
      return ['fake'];
    }
  },
  default: 'fake default',
}));
beforeEach(() => void vi.mocked(connect).mockClear());
test('the factory answers', () => expect(describeApp()).toEqual(['hoisted', ['fake'], 'fake default']));
test('calls are counted', () => {
  connect();
  expect(connect).toHaveBeenCalledTimes(2);
});
test('another answer', () => {
  vi.mocked(connect).mockReturnValueOnce('once');
  expect([connect(), connect()]).toEqual(['once', 'twice']);
});
