import { expect, test } from 'vitest';
import { isAllowed } from '../../../site/third-party/allowed.ts';
import { checkNotices, forbidden, missing, unnoticedModules } from '../../../site/third-party/check.ts';
import { binaries, checkCompiled } from '../../../site/third-party/compiled.ts';
import { readNotices } from '../../../site/third-party/notices.ts';

const root = process.cwd();

test('THIRD-PARTY.md names what readers get, and nothing in it is forbidden', () => {
  expect(checkNotices(root)).toEqual([]);
});

test('reads the tables of the notices and nothing else', () => {
  const markdown = `# Title

| Package | Version | Licence |
| ------- | ------- | ------- |
| @a/b    | 1.0.0   | MIT     |

| Source  | Version | Licence       |
| ------- | ------- | ------------- |
| SQLite  | 3.54.1  | public domain |
`;
  expect(readNotices(markdown)).toEqual([
    { name: '@a/b', version: '1.0.0', licence: 'MIT' },
    { name: 'SQLite', version: '3.54.1', licence: 'public domain' },
  ]);
});

test.each([
  ['MIT', true],
  ['(MPL-2.0 OR Apache-2.0)', true],
  ['GPL-3.0-only OR BSD-3-Clause', true],
  ['(MIT AND Zlib)', true],
  ['MIT AND GPL-2.0-only', false],
  ['GPL-3.0-only', false],
  ['LGPL-3.0', false],
  ['AGPL-3.0-or-later', false],
  ['SSPL-1.0', false],
  ['not stated', false],
])('%s: %s', (licence, expected) => {
  expect(isAllowed(licence)).toBe(expected);
});

test('a work without a notice, in another version or under another licence is told', () => {
  const notice = { name: 'left-pad', version: '1.3.0', licence: 'MIT' };
  expect(missing([notice], [notice])).toEqual([]);
  expect(missing([notice], [{ ...notice, version: '1.2.0' }])).toEqual([
    'THIRD-PARTY.md has no notice of left-pad 1.3.0 (MIT).',
  ]);
  expect(forbidden([{ ...notice, licence: 'GPL-3.0-only' }])).toEqual([
    'left-pad 1.3.0 is under “GPL-3.0-only”, which is not allowed.',
  ]);
});

// It reads each binary four times.
test('a library or a crate in a binary that nobody listed is told, and one that is gone', { timeout: 120_000 }, () => {
  const without = (name: string) =>
    binaries.map((binary) => ({ ...binary, works: binary.works.filter((one) => one.name !== name) }));
  expect(checkCompiled(root, without('libxml2'))).toEqual([expect.stringContaining('it contains libxml2, which')]);
  expect(checkCompiled(root, without('expat'))).toEqual([expect.stringContaining('it contains expat, which')]);
  expect(checkCompiled(root, without('memchr'))).toEqual([expect.stringContaining('the crate memchr 2.8.3, which')]);
  const more = binaries.map((binary, at) =>
    at ? binary : { ...binary, works: [...binary.works, { name: 'OpenSSL', version: '3', licence: 'Apache-2.0', sign: /OpenSSL 3\./ }] },
  ); // prettier-ignore
  expect(checkCompiled(root, more)).toEqual([expect.stringContaining('there is no OpenSSL 3 in it')]);
});

test('a bundle with a package that nobody listed is told', () => {
  const at = (name: string) => `/anywhere/node_modules/${name}/index.js`;
  expect(unnoticedModules([at('preact'), at('@codemirror/view'), '/anywhere/site/words.ts'], root)).toEqual([]);
  expect(unnoticedModules([at('preact/node_modules/@evil/pad')], root)).toEqual([
    'The bundle contains @evil/pad, of which THIRD-PARTY.md has no notice.',
  ]);
});
