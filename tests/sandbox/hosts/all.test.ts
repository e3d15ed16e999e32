import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allFacts } from '../../../sandbox/hosts/all.ts';
import { hosts, hostsOf } from '../../../sandbox/hosts/catalogue.ts';
import type { HostFacts } from '../../../sandbox/hosts/facts.ts';

const project = path.resolve(import.meta.dirname, '../../..');

test('every host’s own table is part of the list', async () => {
  const files = globSync('sandbox/{services,languages,shell,config}/**/facts.ts', { cwd: project });
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const module = (await import(path.join(project, file))) as Record<string, HostFacts | HostFacts[]>;
    for (const one of Object.values(module).flat()) expect(allFacts, file).toContain(one);
  }
});

test('no two tables have the same title, and each says what to do for the rest', () => {
  expect(new Set(allFacts.map(({ title }) => title)).size).toBe(allFacts.length);
  for (const { title, what, locally, realness, absent, parts } of allFacts) {
    expect(what, title).not.toBe('');
    expect(locally, title).not.toBe('');
    // What is not the real thing has to say where it ends, and what runs has a licence.
    if (realness !== 'local') expect(absent.length, title).toBeGreaterThan(0);
    if (realness !== 'local') expect(parts.length, title).toBeGreaterThan(0);
    for (const { name, licence } of parts) expect(licence, name).not.toMatch(/GPL/);
  }
});

test('a suite’s imports say which hosts it starts', () => {
  expect(hostsOf([`import { postgres } from '#testing/postgres';`, `import { redis } from "#testing/redis";`])).toEqual(
    ['postgres'],
  );
  expect(hostsOf([`import { serve } from '#testing';`])).toEqual([]);
  expect(Object.keys(hosts)).toContain('postgres');
});
