import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradeOnce } from '../../../support/node-grader.ts';
import { startPostgres, type OwnPostgres } from '../../../../scripts/bench/own-postgres.ts';
import { sideBySide, suite } from './suite.ts';

/** Debian's PostgreSQL, where it is installed, started for these tests alone. */
let own: OwnPostgres | undefined;
beforeAll(async () => {
  own = await startPostgres();
  if (own) process.env['ENGINE_ROOM_POSTGRES'] = own.url;
});
afterAll(async () => {
  delete process.env['ENGINE_ROOM_POSTGRES'];
  await own?.stop();
});

describe('with a PostgreSQL server of one’s own', () => {
  test('suites do the same', async ({ skip }) => {
    if (!own) skip('no PostgreSQL server is installed');
    const report = await gradeOnce({ 'app.test.ts': suite }, 60);
    const failed = 'tests' in report ? report.tests?.filter(({ status }) => status === 'failed') : [];
    expect(failed?.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      expect.stringContaining('is a failed test in the words of the suite'),
    ]);
  });

  test('what needs sessions of their own is not skipped', async ({ skip }) => {
    if (!own) skip('no PostgreSQL server is installed');
    const report = await gradeOnce({ 'app.test.ts': sideBySide }, 60);
    expect(report).toMatchObject({ status: 'passed', tests: [{ status: 'passed' }, { status: 'passed' }] });
  });
});

test('without one, what needs sessions of their own is skipped and says so', async () => {
  const kept = process.env['ENGINE_ROOM_POSTGRES'];
  delete process.env['ENGINE_ROOM_POSTGRES'];
  const report = await gradeOnce({ 'app.test.ts': sideBySide }, 60);
  if (kept) process.env['ENGINE_ROOM_POSTGRES'] = kept;
  expect('tests' in report && report.tests?.map(({ status, message }) => ({ status, message }))).toEqual([
    { status: 'skipped', message: expect.stringContaining('--postgres') },
    { status: 'passed', message: undefined },
  ]);
});
