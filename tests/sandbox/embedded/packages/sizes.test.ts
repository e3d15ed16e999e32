import { beforeAll, expect, test } from 'vitest';
import { buildEngine } from '../../../../sandbox/embedded/packages/build.ts';
import { measureEngine, piecesFor, total, type Size } from '../../../../sandbox/embedded/packages/sizes.ts';

let sizes: Record<string, Size>;
let pieces: string[];

beforeAll(async () => {
  const { directory } = await buildEngine();
  pieces = piecesFor(directory, ['express', 'better-sqlite3']);
  sizes = measureEngine(directory, (name) => pieces.includes(name) || name === 'oxc.wasm');
});

const budget = (names: string[]) => total(names.map((name) => sizes[name]!)).br;

test('an exercise with Express and SQLite loads no more than its budget', () => {
  expect(budget(pieces)).toBeLessThanOrEqual(1_300_000);
  expect(budget([...pieces, 'oxc.wasm'])).toBeLessThanOrEqual(2_200_000);
});

test('packages that an exercise does not import stay where they are', () => {
  for (const name of ['zod', 'graphql', 'pg', 'knex', 'ws', 'supertest']) expect(pieces).not.toContain(name);
});
