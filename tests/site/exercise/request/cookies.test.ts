import { expect, test } from 'vitest';
import { createCookieJar, readSetCookie } from '../../../../site/exercise/request/cookies.ts';

const jarAt = (time: { now: number }) => createCookieJar({ now: () => time.now });

test('reads the attributes that matter, in any case', () => {
  const cookie = readSetCookie('id=a=b; PATH=/x; Max-Age=60; httponly; SECURE; SameSite=Lax', '/', 1000);
  expect(cookie).toEqual({ name: 'id', value: 'a=b', path: '/x', expires: 61_000, httpOnly: true, secure: true, sameSite: 'Lax' }); // prettier-ignore
});

test('sends back what fits the path, longer paths first, until it has run out', () => {
  const time = { now: 0 };
  const jar = jarAt(time);
  const headers = ['a=1; Path=/', 'b=2; Path=/deep', 'c=3; Max-Age=10'].map((value) => ['Set-Cookie', value] as const);
  jar.take(headers, '/login/form');
  expect(jar.header('/')).toBe('a=1');
  expect(jar.header('/deep/er')).toBe('b=2; a=1');
  expect(jar.header('/deeper')).toBe('a=1');
  expect(jar.header('/login')).toBe('c=3; a=1');
  time.now = 10_000;
  expect(jar.header('/login')).toBe('a=1');
});

test('a cookie of the same name and path replaces, and Max-Age=0 removes', () => {
  const jar = jarAt({ now: 5 });
  for (const value of ['a=1', 'a=2']) jar.take([['set-cookie', value]], '/');
  expect(jar.header('/')).toBe('a=2');
  jar.take([['set-cookie', 'a=; Max-Age=0']], '/');
  expect(jar.header('/')).toBe('');
});

test('scripts do not see HttpOnly', () => {
  const jar = jarAt({ now: 5 });
  jar.take([['Set-Cookie', 'sid=1; HttpOnly'], ['Set-Cookie', 'theme=dark']], '/'); // prettier-ignore
  expect(jar.header('/', { forScript: true })).toBe('theme=dark');
});
