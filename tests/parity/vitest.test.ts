import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import type { Runtime, TestReport } from '../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../support/embedded-page.ts';
import { comparable, suites } from './vitest/corpus.ts';
import { differences } from './vitest/differences.ts';

/** Vitest means the same in a browser: suites of every kind, graded twice, give one report. */
let embedded: EmbeddedPage;
const graded = new Map<string, Promise<[inNode: TestReport, inBrowser: TestReport]>>();

beforeAll(async () => {
  embedded = await openEmbeddedPage();
  const queue = Object.keys(suites);
  const results = new Map(queue.map((name) => [name, Promise.withResolvers<[TestReport, TestReport]>()]));
  for (const [name, { promise }] of results) graded.set(name, promise);
  // Both wait for processes most of the time, so two go side by side.
  for (let lane = 0; lane < 2; lane++) void gradeAll(queue, (name) => results.get(name)!);
});
afterAll(() => embedded?.close());

async function gradeAll(
  queue: string[],
  settle: (name: string) => PromiseWithResolvers<[TestReport, TestReport]>,
): Promise<void> {
  const local = await createLocalRuntime({ timeLimit: 60 });
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const { resolve, reject } = settle(name);
    await gradeTwice(local, name).then(resolve, reject);
  }
  await local.dispose();
}

async function gradeTwice(local: Runtime, name: string): Promise<[TestReport, TestReport]> {
  const files = suites[name]!;
  await local.mount(files);
  const [inNode, inBrowser] = await Promise.all([local.test(), embedded.grade(files, { timeLimit: 60 })]);
  return [inNode, inBrowser.report];
}

describe('one report in both runtimes', () => {
  test.each(Object.keys(suites))('%s', async (name) => {
    const [inNode, inBrowser] = await graded.get(name)!;
    // Suites may do what learners may not: none of these is taken for tampering.
    expect(inNode.status === 'error' ? inNode.message : '').not.toMatch(/^Your code /);
    const without = differences[name]?.without ?? ((report: TestReport) => report);
    expect(comparable(without(inBrowser))).toEqual(comparable(without(inNode)));
  });
});

test('every listed difference is one', async () => {
  for (const name of Object.keys(differences)) {
    const [inNode, inBrowser] = await graded.get(name)!;
    expect(comparable(inBrowser), `${name} no longer differs`).not.toEqual(comparable(inNode));
  }
});
