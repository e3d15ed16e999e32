import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpack } from '../../../../sandbox/languages/python/unpack.ts';

const contents = new TextEncoder().encode('memory of a Python that has started');
const copy = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

test('a packed file is unpacked', async () => {
  expect(await unpack(copy(gzipSync(contents)))).toEqual(contents);
});

test('one that the browser has unpacked on its way stays as it is, down to no bytes at all', async () => {
  expect(await unpack(copy(contents))).toEqual(contents);
  expect(await unpack(new ArrayBuffer(0))).toHaveLength(0);
});
