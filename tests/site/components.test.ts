import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { componentDocs } from '../../site/components/docs/index.ts';
import { tagLine } from '../../site/components/tag-line.ts';

const folder = path.resolve(import.meta.dirname, '../../site/components');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const fileOf = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
const registered = [...read('lesson-components.ts').matchAll(/^ {2}(\w+),$/gm)].map(([, name = '']) => name);

test('every component of the registry is documented, and no other', () => {
  expect(registered.length).toBeGreaterThanOrEqual(13);
  expect(componentDocs.map(({ name }) => name).sort()).toEqual(registered.toSorted());
});

describe.each(componentDocs)('<$name>', ({ name, properties, rules, purpose }) => {
  const source = read(`${fileOf(name)}.astro`);

  test('has all its properties documented, with what is needed', () => {
    const declared = /interface Props \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? '';
    const found = [...declared.matchAll(/^ {2}(\w+)(\??):/gm)].map(
      ([, property, optional]) => `${property}${optional}`,
    );
    expect(found.sort()).toEqual(properties.map((one) => `${one.name}${one.required ? '' : '?'}`).sort());
    expect(properties.filter((one) => !one.required && !one.default)).toEqual([]);
    expect(properties.filter((one) => !one.what.endsWith('.'))).toEqual([]);
  });

  test('is held to them', () => expect(source).toContain(`checked('${name}', Astro)`));

  test('has an example and rules', () => {
    expect(tagLine(read(`examples/${fileOf(name)}.mdx`), name, {})).toBeGreaterThan(0);
    expect(rules.length).toBeGreaterThan(0);
    expect(purpose).toMatch(/\.$/);
  });
});
