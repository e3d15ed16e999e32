import { expect, test } from 'vitest';
import { licences } from '../../site/licences.ts';
import { binaries } from '../../site/third-party/compiled.ts';

test('packages come with the words of their licences', () => {
  const all = licences();
  expect(all.find(({ name }) => name === 'express')?.text).toContain('Permission is hereby granted');
  // A package without a licence file is listed all the same.
  expect(all.filter(({ text }) => text).length).toBeGreaterThan(all.length * 0.8);
});

test('works that are compiled into binaries have the words that their licences ask for', () => {
  // Rust's crates are named with their licences alone.
  const works = binaries.filter(({ file }) => !file.includes('oxc-transform')).flatMap(({ works: all }) => all);
  const asking = works.filter(({ licence }) => !/^public domain$|LLVM-exception/.test(licence));
  const all = licences();
  const silent = asking.filter(({ name, version }) => !all.find((one) => one.name === name && one.version === version)?.text);
  expect(silent.map(({ name }) => name)).toEqual([]);
  expect(all.find(({ name }) => name === 'PostgreSQL')?.text).toContain('Regents of the University of California');
}); // prettier-ignore
