import { expect, test } from 'vitest';
import { createFraming } from '../../../../sandbox/languages/python/framing.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found);

test('a request is whole with the last byte of its body, wherever it was cut', () => {
  const request = 'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc';
  for (let cut = 1; cut < request.length; cut++) {
    const framing = createFraming();
    expect(framing.push(bytes(request.slice(0, cut)))).toBeUndefined();
    expect(text(framing.push(bytes(`${request.slice(cut)}GET`)))).toBe(request);
  }
});

test('without a length it ends with its head', () => {
  expect(text(createFraming().push(bytes('GET / HTTP/1.1\r\nHost: a\r\n\r\n')))).toBe(
    'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  );
});

test('in chunks, it ends with the empty one', () => {
  const framing = createFraming();
  expect(framing.push(bytes('POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'))).toBeUndefined();
  expect(text(framing.push(bytes('0\r\n\r\n')))).toMatch(/abc\r\n0\r\n\r\n$/);
});
