import { expect, test } from 'vitest';
import { readRequest } from '../../site/scripts/request-text.ts';

const fields = { method: 'GET', url: '/a', headers: '', body: '' };

test('reads a request as it is written', () => {
  expect(readRequest(fields)).toEqual({ method: 'GET', path: '/a', headers: [] });
  expect(
    readRequest({ method: 'POST', url: 'http://localhost:4000/a?b=1', headers: 'X-One: a: b\n\nx-two:', body: '{}' }),
  ).toEqual({ method: 'POST', path: '/a?b=1', port: ':4000', headers: [['X-One', 'a: b'], ['x-two', '']], body: '{}' }); // prettier-ignore
});

test.each([
  [{ url: 'a' }, 'begins with a slash'],
  [{ url: '' }, 'begins with a slash'],
  [{ url: 'https://example.com/' }, 'Only the server of the block'],
  [{ url: '/a b' }, 'has a space'],
  [{ headers: 'A: 1\nnonsense' }, 'Header line 2'],
  [{ headers: 'A B: 1' }, 'is not a name for a header'],
  [{ headers: 'A: ü€' }, 'no header can carry'],
])('says what is wrong with %j', (part, words) => {
  const read = readRequest({ ...fields, ...part });
  expect(read).toEqual({ fault: expect.stringContaining(words) });
  expect(read).toEqual({ fault: expect.stringContaining('Nothing was sent.') });
});
