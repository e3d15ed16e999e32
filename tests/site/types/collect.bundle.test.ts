import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { npm, packages } from '../../../sandbox/embedded/packages/manifest.ts';
import { collectTypes } from '../../../site/types/collect.ts';
import { createEditorService } from './editor-service.ts';

const collected = collectTypes();
const starter = readFileSync('exercises/hello-server/app.ts', 'utf8');
const suite = readFileSync('exercises/hello-server/app.test.ts', 'utf8');
const kilobytes = (name: string) =>
  collected.needs[name]!.reduce((sum, chunk) => sum + gzipSync(JSON.stringify(collected.chunks[chunk])).length, 0) /
  1000;

describe('an exercise with what it needs', () => {
  const node = `import { appendFile } from 'node:fs/promises';
    await appendFile(new URL('x', import.meta.url), 'y');
    export const answer: number = (await fetch('z')).status + process.uptime();
    export const wrong = document;`;
  const service = createEditorService(collected, {
    'app.ts': starter,
    'app.test.ts': suite,
    'typo.ts': starter.replace('res.type', 'res.jsn({}); res.type'),
    'node.ts': node,
  });

  test('has no faults, and hovers show what Express, Vitest and #testing say', async () => {
    expect(await service.faults('app.ts')).toEqual([]);
    expect(await service.faults('app.test.ts')).toEqual([]);
    expect((await service.hover('app.ts', 'req,')).type).toMatch(/^\(parameter\) req: Request</);
    expect((await service.hover('app.ts', 'status(')).says).toContain('Set status');
    expect((await service.hover('app.test.ts', 'serve(')).says).toContain('on a free port');
    expect((await service.hover('app.test.ts', 'toEqual(')).type).toContain('toEqual');
  });

  test('answers a typo with what was meant', async () => {
    expect(await service.faults('typo.ts')).toEqual([expect.stringContaining("Did you mean 'json'?")]);
  });

  test("knows Node's modules and globals, and none of a browser", async () => {
    expect(await service.faults('node.ts')).toEqual([expect.stringContaining("2584 Cannot find name 'document'")]);
    expect((await service.hover('node.ts', 'appendFile(')).says).toContain('Asynchronously append');
  });
});

test('every package of the manifest, and each of its parts, has types', async () => {
  const parts = packages.flatMap((name) => [name, ...(npm[name]!.subpaths ?? []).map((part) => `${name}/${part}`)]);
  const source = parts.map((path, at) => `import * as part${at} from '${path}';\nexport { part${at} };`).join('\n');
  const service = createEditorService(collected, { 'app.ts': source });
  // 2497: cookie-session exports one function and no names.
  expect((await service.faults('app.ts')).filter((fault) => !fault.startsWith('2497'))).toEqual([]);
});

test('the types of an exercise stay small', () => {
  expect(kilobytes('node')).toBeLessThan(260);
  expect(kilobytes('express')).toBeLessThan(30);
  expect(kilobytes('#testing')).toBeLessThan(110);
});
