import { expect, test } from 'vitest';
import { toCurl, toFetch } from '../../../../site/exercise/request/copy.ts';

const url = 'http://localhost:3000/tasks?a=1&b=2';

test('a plain GET needs no options', () => {
  const request = { method: 'GET', url: 'http://localhost:3000/', headers: [], body: '' };
  expect(toCurl(request)).toBe('curl -i http://localhost:3000/');
  expect(toFetch(request)).toBe("await fetch('http://localhost:3000/');");
});

test('quotes survive a shell and a program', () => {
  const request = {
    method: 'POST',
    url,
    headers: [['Content-Type', 'application/json']] as [string, string][],
    body: `{"a":"it's\\n"}`,
  };
  expect(toCurl(request)).toBe(
    String.raw`curl -i -X POST -H 'Content-Type: application/json' --data-raw '{"a":"it'\''s\n"}' 'http://localhost:3000/tasks?a=1&b=2'`,
  );
  const fetched = toFetch(request);
  const seen: unknown[] = [];
  // The line is run as whoever pastes it would.
  new Function('fetch', `return (async () => { ${fetched} })()`)((...words: unknown[]) => void seen.push(...words));
  expect(seen).toEqual([url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: request.body }]);
});

test('headers that come twice stay two', () => {
  const headers: [string, string][] = [['X-A', '1'], ['x-a', '2']]; // prettier-ignore
  expect(toFetch({ method: 'GET', url, headers, body: '' })).toContain("    ['X-A', '1'],\n    ['x-a', '2'],");
  expect(toCurl({ method: 'HEAD', url, headers, body: '' })).toContain("--head -H 'X-A: 1' -H 'x-a: 2'");
});
