import { expect, test } from 'vitest';
import { faultOfLesson, faultOfName, titleOf, twinOf } from '../../../scripts/new/names.ts';

test.each(['hello-server', 'say-hello', '401-or-403'.slice(4), 'http2-push', 'lpt10'])('%s is a name', (name) => {
  expect(faultOfName(name)).toBeUndefined();
});

test.each<[string, RegExp]>([
  ['', /needs a name/],
  ['Hello Server', /small letters.*hello-server\./],
  ['sayHello', /say-hello\./],
  ['Grüße-server', /gru-e-server|small letters/],
  ['hello--server', /hello-server\./],
  ['../etc', /Write it like this: etc\./],
  ['42', /begins with a letter\.$/],
  ['solution', /means something else here/],
  ['con', /Windows keeps it/],
  ['lpt1', /Windows keeps it/],
  ['ab', /too short/],
  [`a${'-very'.repeat(8)}-long-name`, /51 letters.*at most 40/],
])('“%s” is refused with the reason', (name, reason) => {
  expect(faultOfName(name)).toMatch(reason);
});

test.each([
  ['hello-servers', 'hello-server'],
  ['helloserver', 'hello-server'],
  ['server-hello', 'hello-server'],
  ['hello-serwer', 'hello-server'],
])('%s is too near to %s', (name, other) => {
  expect(twinOf(name, ['notes-ownership', other])).toBe(other);
});

test('names that only share a word are no twins', () => {
  expect(twinOf('goodbye-server', ['hello-server'])).toBeUndefined();
  expect(twinOf('map', ['tap'])).toBeUndefined();
});

const known = ['http-apis-with-express/routes', 'http-apis-with-express/crud', 'identity-and-access/sessions'].map(
  (id) => ({ id, title: id }),
);
const refuse = (id: string) =>
  faultOfLesson(id, known, ['http-apis-with-express', 'identity-and-access'], '    - slug: it');

test('a lesson of the roadmap may be written', () => {
  expect(refuse('http-apis-with-express/crud')).toBeUndefined();
});

test.each<[string, RegExp]>([
  ['routes', /Write its stage and its name/],
  ['a/b/c', /Write its stage and its name/],
  ['http-apis/routes', /no stage “http-apis”\. Did you mean http-apis-with-express\/routes\?$/],
  ['nowhere/at-all-here', /The stages are: http-apis-with-express, identity-and-access\./],
  ['http-apis-with-express/rotes', /Did you mean http-apis-with-express\/routes\?/],
  ['http-apis-with-express/sessions', /Did you mean identity-and-access\/sessions\?/],
  ['http-apis-with-express/something-new', /put these lines[^]*- slug: it/],
  ['http-apis-with-express/New', /small letters/],
])('the lesson %s is refused', (id, reason) => {
  expect(refuse(id)).toMatch(reason);
});

test('a title is made of the slug', () => {
  expect(titleOf('hello-server')).toBe('Hello server');
});
