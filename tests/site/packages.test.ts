import { expect, test } from 'vitest';
import { packagesOf } from '../../site/packages.ts';

test('finds packages, not files, built-ins or the test runner', () => {
  const files = {
    'app.ts':
      "import express from 'express';\nimport { readFile } from 'node:fs/promises';\nimport { own } from './own.ts';\n",
    'solution/app.ts':
      "import {\n  Database,\n} from 'better-sqlite3';\nexport * from '@scope/name/part';\nimport path from 'path';\n",
    'app.test.ts': "import { test } from 'vitest';\n",
  };
  expect(packagesOf(files)).toEqual(['@scope/name', 'better-sqlite3', 'express']);
});
