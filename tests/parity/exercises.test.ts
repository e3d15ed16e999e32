import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import type { Files, TestReport } from '../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../support/embedded-page.ts';

/**
 * The promise of the course: one exercise, one suite, one report. Every variant of every exercise is graded with
 * native Node and in Chromium, and the two reports must be equal in every word.
 */
const folder = path.resolve(import.meta.dirname, '../../exercises');

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
}, 60_000);
afterAll(() => embedded?.close());

const slugs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const { name: slug } of slugs) {
  describe(slug, () => {
    test.each(variants(slug))(
      '%s',
      async (variant) => {
        const files = assemble(slug, variant);
        const local = await createLocalRuntime({ timeLimit: 20 });
        try {
          await local.mount(files);
          const inNode = await local.test();
          const { report: inBrowser } = await embedded.grade(files, { timeLimit: 20 });
          expect(comparable(inBrowser)).toEqual(comparable(inNode));
          expect(inNode.status).toBe(variant === 'starter' || variant.startsWith('wrong/') ? 'failed' : 'passed');
        } finally {
          await local.dispose();
        }
      },
      60_000,
    );
  });
}

function variants(slug: string): string[] {
  const below = (kind: string) => {
    const root = path.join(folder, slug, kind);
    return existsSync(root) ? readdirSync(root).map((id) => `${kind}/${id}`) : [];
  };
  return ['starter', 'solution', ...below('alt'), ...below('wrong')];
}

/** The starter's files, the solution's over them, and the variant's over those. */
function assemble(slug: string, variant: string): Files {
  const files = readFolder(path.join(folder, slug));
  delete files['README.md'];
  if (variant === 'starter') return files;
  Object.assign(files, readFolder(path.join(folder, slug, 'solution')));
  return variant === 'solution' ? files : Object.assign(files, readFolder(path.join(folder, slug, variant)));
}

function readFolder(directory: string): Files {
  const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries.map(({ name }) => [name, readFileSync(path.join(directory, name), 'utf8')]));
}

/** Times differ from run to run, and the length of a page with a stack; nothing else may. */
function comparable(report: TestReport): unknown {
  return JSON.parse(JSON.stringify(report), (key, value) => {
    if (key === 'duration') return undefined;
    if (Array.isArray(value) && value.length === 2 && String(value[0]).toLowerCase() === 'date') return ['Date', '…'];
    if (key === 'response' && (value as { body: string }).body.includes('<br> &nbsp;')) withoutLength(value as never);
    return value as unknown;
  });
}

/** A stack's frames have longer paths on one side. */
function withoutLength(response: { headers: [string, string][] }) {
  for (const header of response.headers) if (/^(content-length|etag)$/i.test(header[0])) header[1] = '…';
}
