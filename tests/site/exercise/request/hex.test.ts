import { expect, test } from 'vitest';
import { hexLines, readHex } from '../../../../site/exercise/request/hex.ts';

test('sixteen bytes a line, with what is printable beside them', () => {
  const bytes = new TextEncoder().encode('GET / HTTP/1.1\r\nHi é');
  expect(hexLines(bytes).map(({ offset, hex, text }) => `${offset}  ${hex}  ${text}`)).toEqual([
    '00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..',
    '00000010  48 69 20 c3 a9                                    Hi ..',
  ]);
});

test('no more than the limit', () => {
  expect(hexLines(new Uint8Array(100), 20)).toHaveLength(2);
  expect(hexLines(new Uint8Array(0))).toEqual([]);
});

test.each([
  ['48 65 6c', [72, 101, 108]],
  ['0x48, 0x65', [72, 101]],
  ['4865', [72, 101]],
  ['', []],
])('%j is bytes', (text, bytes) => {
  expect([...readHex(text)!]).toEqual(bytes);
});

test.each(['4', '48 6', 'xy'])('%j is not', (text) => {
  expect(readHex(text)).toBeUndefined();
});
