import { beforeAll, expect, test } from 'vitest';
import { inBrowsers } from '../support/in-browsers.ts';
import { differences } from './differences.ts';
import { programFiles, runInNode, runInPage, type Logs } from './programs.ts';

/**
 * Small programs in the runtime itself, in each browser, line by line against Node. What a program logs may hang on how
 * busy the computer is, in Node too: a group that differs is run again in both.
 */
const attempts = 3;
let inNode: Promise<Logs>;
beforeAll(() => {
  inNode = runInNode(programFiles()).then(({ logs }) => logs);
});

inBrowsers((embedded, browser) => {
  test('programs log what they log in Node', async () => {
    let [expected, got] = await Promise.all([inNode, runInPage(embedded(), programFiles()).then(({ logs }) => logs)]);
    expect(Object.values(expected).flatMap(Object.keys).length).toBeGreaterThanOrEqual(230);
    for (let attempt = 1; attempt < attempts; attempt++) {
      const names = differing(expected, got);
      if (names.length === 0) break;
      const again = programFiles(names.map((name) => name.replace('.cjs', '')));
      const [node, page] = await Promise.all([runInNode(again), runInPage(embedded(), again)]);
      [expected, got] = [
        { ...expected, ...node.logs },
        { ...got, ...page.logs },
      ];
    }
    expect(plain(got, got)).toEqual(plain(expected, got));
  });

  const differing = (expected: Logs, got: Logs) =>
    Object.keys(expected).filter((name) => {
      const [a, b] = [plain({ [name]: expected[name]! }, got), plain({ [name]: got[name] ?? {} }, got)];
      return JSON.stringify(a) !== JSON.stringify(b);
    });

  /** The logs without the differences that are known. */
  const plain = (logs: Logs, got: Logs): Logs =>
    Object.fromEntries(
      Object.entries(logs).map(([name, group]) => [
        name,
        Object.fromEntries(
          Object.entries(group).map(([title, lines]) => {
            const known = differences[browser][title]?.lines ?? [];
            return [
              title,
              lines.map((line, index) => (known.includes(index) ? (got[name]?.[title]?.[index] ?? '') : line)),
            ];
          }),
        ),
      ]),
    );
});
