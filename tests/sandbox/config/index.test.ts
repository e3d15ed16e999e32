import { describe, expect, test } from 'vitest';
import { configKinds, lint, ruleIds, type ConfigKind } from '../../../sandbox/config/index.ts';
import { broken } from './configs.ts';
import { sound } from './sound.ts';

const found = async (kind: ConfigKind, text: string, rules?: string[], files?: string[]) =>
  (await lint(kind, text, rules, files && { files })).map(({ rule, line }) => `${rule}:${line}`);

describe.each([...configKinds])('%s', (kind) => {
  test('finds nothing in a sound configuration', async () => {
    expect(await lint(kind, sound[kind])).toEqual([]);
  });

  test('finds each fault by its own rule, at its line', async () => {
    const expected: string[] = [];
    for (const { text, finds, files } of broken[kind]) {
      expected.push(...finds.map((one) => one.replace(/:\d+$/, '')));
      expect((await found(kind, text, undefined, files)).sort(), text).toEqual(finds.toSorted());
    }
    // Every rule is seen to find something.
    expect([...new Set(expected)].sort()).toEqual((await ruleIds(kind)).toSorted());
  });

  test('says what, why and what to do', async () => {
    for (const finding of (await Promise.all(broken[kind].map(({ text }) => lint(kind, text)))).flat()) {
      expect(finding.problem).toMatch(/[.]$/);
      expect(finding.why).toMatch(/[.]$/);
      expect(finding.advice.length).toBeGreaterThan(10);
    }
  });

  test('reads anything without an exception', async () => {
    const texts = ['', '\n\n', '{', '}', ':', '- -', '[x', '\t: \t', '#', 'a: &a [*a]', '\\', '"', 'null', '0'];
    for (const text of [...texts, sound[kind].slice(0, -7), sound[kind].toUpperCase()]) {
      expect(Array.isArray(await lint(kind, text)), text).toBe(true);
    }
  });
});

test('holds only to the rules that are chosen, and to syntax always', async () => {
  const text = 'FROM node\nCMD node x.js\n';
  expect(await found('dockerfile', text, ['exec-cmd'])).toEqual(['exec-cmd:2']);
  expect(await found('dockerfile', `${text}FORM x\n`, ['pinned-base'])).toEqual(['pinned-base:1', 'syntax:3']);
});

test.each<[ConfigKind, string]>([
  [
    'dockerfile',
    'FROM gcr.io/distroless/nodejs24-debian12:nonroot\nRUN <<EOF\nmake all\nEOF\nHEALTHCHECK NONE\nCMD ["server.js"]\n',
  ],
  [
    'dockerfile',
    '# syntax=docker/dockerfile:1\nARG V=24\nFROM node:${V}\n# a comment\nUSER 1000\nHEALTHCHECK NONE\nCMD ["a"]\n',
  ],
  [
    'dockerfile',
    'FROM node:24-slim\nCOPY package.json package-lock.json .\nRUN npm ci\nCOPY ["a", "b", "."]\nUSER node\nHEALTHCHECK NONE\nCMD ["a"]\n',
  ],
  ['nginx', 'server_tokens off;\ngzip_types text/plain\n  application/json;\nserver {\n  listen 8443;\n}\n'],
  ['compose', 'services:\n  cache:\n    image: redis:8\n    healthcheck: { test: [CMD, redis-cli, ping] }\n'],
  [
    'workflow',
    'on: push\npermissions: { contents: read }\njobs: { test: { runs-on: x, steps: [{ run: npm install -g x }] } }\n',
  ],
  ['systemd', '[Service]\nDynamicUser=yes\nExecStart=/bin/a\nRestart=always\n[Install]\nWantedBy=multi-user.target\n'],
  ['env', "A='b # c'\nexport B=1 # a comment\nC=\n"],
])('takes no offence at what is right: %s %#', async (kind, text) => {
  expect(await lint(kind, text)).toEqual([]);
});
