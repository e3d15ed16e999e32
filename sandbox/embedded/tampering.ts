/**
 * Notices when learner code changed the grader instead of passing it. Not a defence against malice (the learner owns
 * the browser), but no report of `passed` may come from a broken `expect`.
 */
type Expect = (value: unknown) => { toBe(other: unknown): void; toEqual(other: unknown): void };

const natives: [string, object, string][] = [
  ['Object.is', Object, 'is'],
  ['JSON.parse', JSON, 'parse'],
  ['JSON.stringify', JSON, 'stringify'],
  ['Array.isArray', Array, 'isArray'],
];

export function watchTampering(expect: Expect) {
  const before = natives.map(([, owner, key]) => Reflect.get(owner, key));
  const changed = () => natives.find(([, owner, key], index) => Reflect.get(owner, key) !== before[index])?.[0];
  return {
    /** A sentence for the learner when something was changed; undefined otherwise. */
    check(): string | undefined {
      const native = changed();
      if (native) return advice(`replaces \`${native}\``);
      const falsehoods = [() => expect(1).toBe(2), () => expect({ a: 1 }).toEqual({ a: 2 })];
      if (falsehoods.some(holds)) return advice('changes how `expect` compares');
      return undefined;
    },
  };
}

function holds(assertion: () => void): boolean {
  try {
    assertion();
    return true;
  } catch {
    return false;
  }
}

const advice = (what: string) =>
  `Your code ${what}, so the tests can no longer tell right from wrong and nothing was graded. Take that line out and run again.`;
