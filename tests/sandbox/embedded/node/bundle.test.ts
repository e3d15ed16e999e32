import { expect, test } from 'vitest';
import { bundleBuiltins, createBareRealm } from './bare-realm.ts';

test('the built-ins load in one chunk where nothing of Node exists', async () => {
  const { require } = await createBareRealm();
  const Emitter = require('node:events') as typeof import('node:events');
  const seen: number[] = [];
  new Emitter().on('x', (value: number) => seen.push(value)).emit('x', 1);
  const fs = require('fs') as typeof import('node:fs');
  fs.writeFileSync('/tmp/a', 'text');
  const { createHash } = require('crypto') as typeof import('node:crypto');
  expect(seen).toEqual([1]);
  expect(fs.readFileSync('/tmp/a', 'utf8')).toBe('text');
  expect(createHash('md5').update('a').digest('hex')).toBe('0cc175b9c0f1b6a831c399e269772661');
});

test('what the built-ins never call is not in the chunk', async () => {
  const text = await bundleBuiltins();
  expect(/CborEncoder|tree-dump/.test(text)).toBe(false);
  expect(text.length).toBeLessThan(1_200_000);
});

test('process.exit ends a program with what the realm throws', async () => {
  const exit = (code: number): never => {
    throw new Error(`ended with ${code}`);
  };
  const { evaluate } = await createBareRealm({ exit });
  const seen = evaluate(`
    const seen = [];
    process.once('exit', (code) => seen.push(code));
    try { process.exit(3); } catch (error) { seen.push(error.message); }
    seen;
  `);
  expect(seen).toEqual([3, 'ended with 3']);
  const alone = await createBareRealm();
  expect(() => alone.evaluate('process.exit()')).toThrow('process.exit unexpectedly called with "0"');
});
