import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createBareRealm } from './bare-realm.ts';

const program = `
const { test, describe, it, before, after, beforeEach, afterEach, mock } = require('node:test');
const assert = require('node:assert');
before(() => console.log('before all'));
after(() => console.log('after all'));
test('passes at once', () => {});
test('passes later, and says so', async (t) => { await null; t.diagnostic('a note'); });
test('fails', () => { assert.strictEqual(1 + 1, 3); });
test('throws a text', () => { throw 'text'; });
test('is left out', { skip: true }, () => { throw new Error('never'); });
test('is left out for a reason', { skip: 'not on Sundays' });
test('leaves itself out', (t) => t.skip('no time'));
test('will come', { todo: true }, () => { throw new Error('not yet'); });
test.todo('will come as well');
test('calls back', (t, done) => { setTimeout(done, 2); });
test('calls back with an error', (t, done) => done(new Error('from the callback')));
test('calls back twice', (t, done) => { done(); done(); });
test('takes too long', { timeout: 5 }, () => new Promise((resolve) => setTimeout(resolve, 40)));
test('keeps its plan', (t) => { t.plan(2); t.assert.ok(true); t.assert.equal(1, 1); });
test('breaks its plan', (t) => { t.plan(2); t.assert.ok(true); });
test('has parts', async (t) => {
  await t.test('one', () => {});
  await t.test('two', () => { throw new Error('two'); });
});
describe('a suite', () => {
  const seen = [];
  beforeEach(() => seen.push('set up'));
  afterEach(() => seen.push('torn down'));
  it('first', () => { seen.push('first'); });
  it('second', () => { assert.deepStrictEqual(seen, ['set up', 'first', 'torn down', 'set up']); });
  describe('inside', () => { it('third', () => {}); it.skip('fourth'); });
});
describe('cannot begin', () => { before(() => { throw new Error('no'); }); it('so this does not run', () => {}); });
test('mocks', (t) => {
  const add = t.mock.fn((a, b) => a + b);
  assert.strictEqual(add(1, 2), 3);
  add.mock.mockImplementationOnce(() => 42);
  assert.strictEqual(add(1, 2), 42);
  assert.deepStrictEqual(add.mock.calls.map((call) => call.arguments), [[1, 2], [1, 2]]);
  const object = { name: () => 'real' };
  t.mock.method(object, 'name', () => 'mocked');
  assert.strictEqual(object.name(), 'mocked');
  t.mock.restoreAll();
  assert.strictEqual(object.name(), 'real');
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 });
  let rang = 0;
  setTimeout(() => { rang = Date.now(); }, 500);
  mock.timers.tick(500);
  mock.timers.reset();
  assert.strictEqual(rang, 1500);
});
process.on('exit', (code) => console.log('exit', code));
`;

/** What tests print, without what differs from run to run: durations and the frames of stacks. */
const lines = (text: string) =>
  text
    .replaceAll(/\([\d.]+ms\)/g, '(ms)')
    .replaceAll(/duration_ms [\d.]+/g, 'duration_ms')
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .map((line) => line.replace(/ \{$/, ''));

test('node:test runs and reports tests as Node does', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'node-test-'));
  const file = path.join(folder, 'program.js');
  writeFileSync(file, program);
  const native = await new Promise<string>((resolve) => {
    execFile(process.execPath, [file], { cwd: folder, env: {} }, (_, stdout) => resolve(stdout));
  });
  rmSync(folder, { recursive: true });

  const realm = await createBareRealm({ cwd: folder });
  const host = realm.require('process') as NodeJS.Process;
  const run = realm.evaluate(`(function (require) {${program}\n})`, file) as (require: unknown) => void;
  run(realm.require);
  await expect.poll(() => realm.said.some(({ text }) => text.includes('duration_ms')), { timeout: 10_000 }).toBe(true);
  host.emit('exit', Number(host.exitCode));
  const ours = realm.said.map(({ text }) => text).join('');

  const summary = (text: string) => lines(text).filter((line) => !/^(before|after) all$/.test(line));
  expect(summary(ours)).toEqual(summary(native));
});
