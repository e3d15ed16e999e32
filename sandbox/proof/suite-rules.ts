import { parseSync } from 'vite';
import type { Node } from '../read-tests.ts';
import type { ExerciseKind } from '../types.ts';
import { walk } from '../walk.ts';
import type { Finding } from './finding.ts';

type Placed = Node & { start: number };

/** Kinds whose answer is a text and not a behaviour; their suites read files. */
const textKinds: ExerciseKind[] = ['config', 'shell', 'sql', 'order', 'predict', 'quiz', 'review'];

/** What an expression in a suite stands for, when it is one that no suite may use: rule, problem, advice. */
type Verdict = [rule: string, problem: string, advice: string];

const clock: Verdict = [
  'clocks',
  'reads the clock of the machine, which is another one on every computer',
  'Hand a clock to the app, move it, and count calls instead of measuring time.',
];
const waiting: Verdict = [
  'clocks',
  'waits for a fixed time, which is too short on a busy computer and too long on all others',
  'Wait for what is to happen, or use `vi.useFakeTimers()`.',
];
const chance: Verdict = ['clocks', 'leaves something to chance', 'Use fixed values; two runs must say the same.'];
const reading: Verdict = [
  'behaviour',
  'looks at the source of the answer',
  'Observe what it does: other designs are right as well.',
];

const calls: Record<string, Verdict> = {
  'performance.now': clock,
  'Date.now': clock,
  'process.hrtime': clock,
  'process.uptime': clock,
  'Math.random': chance,
  'crypto.randomUUID': chance,
};

/**
 * What a suite must not do, with line and reason: measure time, wait for a fixed time, roll dice, or match the text of
 * an answer where its behaviour can be observed. `slug/file` names the place.
 */
export function suiteFindings(place: string, kind: ExerciseKind, source: string): Finding[] {
  const found: Finding[] = [];
  const verdictOf = (node: Node): Verdict | undefined =>
    node.type === 'ImportDeclaration'
      ? importVerdict(node, kind)
      : node.type === 'CallExpression'
        ? callVerdict(node, kind)
        : node.type === 'NewExpression'
          ? newVerdict(node)
          : undefined;
  walk(parseSync(place, source).program, (node) => {
    const verdict = verdictOf(node);
    if (!verdict) return;
    const [rule, problem, advice] = verdict;
    const line = source.slice(0, (node as Placed).start).split('\n').length;
    found.push({ file: place, line, rule, problem: `The suite ${problem}.`, advice });
  });
  return found;
}

function importVerdict(node: Node, kind: ExerciseKind): Verdict | undefined {
  const from = String((node['source'] as Node)['value']);
  if (/^(node:)?timers\/promises$/.test(from)) return waiting;
  const reads = /^(node:)?fs(\/promises)?$/.test(from) || /\?(raw|url)$/.test(from);
  return reads && !textKinds.includes(kind) ? reading : undefined;
}

function callVerdict(node: Node, kind: ExerciseKind): Verdict | undefined {
  const callee = node['callee'] as Node;
  const name = nameOf(callee);
  const [first, delay] = node['arguments'] as Node[];
  if (calls[name]) return calls[name];
  // The form that resolves a promise later: `new Promise((resolve) => setTimeout(resolve, 100))`.
  if (/^(globalThis\.)?setTimeout$/.test(name) && delay && delay['value'] !== 0 && first?.type === 'Identifier')
    return waiting;
  const ofFunction = ['Function.prototype.toString', 'createApp.toString'].includes(name);
  return ofFunction && !textKinds.includes(kind) ? reading : undefined;
}

const newVerdict = (node: Node): Verdict | undefined =>
  nameOf(node['callee'] as Node) === 'Date' && !(node['arguments'] as Node[]).length ? clock : undefined;

/** `a.b.c` of a chain of names; empty for anything else. */
function nameOf(node: Node): string {
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type !== 'MemberExpression' || node['computed']) return '';
  const object = nameOf(node['object'] as Node);
  return object && `${object}.${nameOf(node['property'] as Node)}`;
}
