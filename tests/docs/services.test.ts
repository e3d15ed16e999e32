import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const project = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(project, file), 'utf8');

test('the suites of the guide are those that run', () => {
  const quoted = [...read('docs/suites-with-services.md').matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
  const run = ['graphql', 'lambda', 'model', 'instances'].map((part) =>
    read(`tests/sandbox/testing/parts/${part}/example.test.ts`),
  );
  expect(quoted).toEqual(run);
});
