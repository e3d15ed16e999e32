import { expect, test } from 'vitest';
import { guardLoops } from '../../../sandbox/mutants/loop-guard.ts';

test.each([
  ['for (;;) { a(); }', 'for (;;) { __step(); a(); }'],
  ['while (true) a();', 'while (true) { __step(); a(); }'],
  ['do a(); while (b);', 'do { __step(); a(); } while (b);'],
  ['for (const a of b) for (const c in a) d(c);', 'for (const a of b) { __step(); for (const c in a) { __step(); d(c); } }'],
  ['list.map((one: number) => one);', 'list.map((one: number) => one);'],
])('%s', (source, guarded) => {
  expect(guardLoops('app.ts', source)).toBe(guarded);
}); // prettier-ignore
