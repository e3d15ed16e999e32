import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { componentDocs } from '../../site/components/docs/index.ts';
import { templates } from '../../scripts/new/templates.ts';

const project = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(project, file), 'utf8');
const guide = read('docs/authoring.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

test('the commands are there', () => {
  const named = [...guide.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name!);
  expect(named).toContain('check');
  expect(named.filter((name) => !scripts[name])).toEqual([]);
});

test('the flags are those of the commands', () => {
  const flags = [...guide.matchAll(/npm run (\w+) -- ([^`\n]*)/g)].flatMap(([, script, words]) =>
    [...words!.matchAll(/--([a-z]+)/g)].map(([, flag]) => ({ script: `scripts/${script}.ts`, flag: flag! })),
  );
  expect(flags.map(({ flag }) => flag)).toEqual(expect.arrayContaining(['template', 'update', 'mutants', 'runtime']));
  expect(flags.filter(({ script, flag }) => !new RegExp(`^ +${flag}: `, 'm').test(read(script)))).toEqual([]);
});

test('the files are there', () => {
  const files = [...guide.matchAll(/`((?:docs|exercises|lessons|sandbox|scripts|site)\/[\w./-]*)`/g)];
  const links = [...guide.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => ['', `docs/${file}`]);
  expect(files.length).toBeGreaterThan(2);
  expect([...files, ...links].map(([, file]) => file!).filter((file) => !existsSync(path.join(project, file)))).toEqual(
    [],
  );
});

test('each section that is linked exists', () => {
  const headings = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, text]) => text!.toLowerCase().replaceAll(' ', '-'));
  const linked = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id!);
  expect(linked.filter((id) => !headings.includes(id))).toEqual([]);
});

test('the table of templates names each of them', () => {
  const [, table = ''] = guide.split('| Template');
  const named = [...table.split('\n\n')[0]!.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(templates));
});

test('the components are those of lessons', () => {
  const known = [...componentDocs.map(({ name }) => name), 'Exercise'];
  const named = [...guide.matchAll(/`<([A-Z]\w+)/g)].map(([, name]) => name!);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test('what is quoted from suites stands in them', () => {
  const suites = ['hello-server', 'notes-ownership', 'validate-new-task', 'trace-buy-now'].map((slug) =>
    read(`exercises/${slug}/app.test.ts`).replace(/\s+/g, ' '),
  );
  const quoted = [...guide.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code!.replace(/\s+/g, ' ').trim());
  expect(quoted).toHaveLength(4);
  expect(quoted.filter((code) => !suites.some((suite) => suite.includes(code)))).toEqual([]);
});
