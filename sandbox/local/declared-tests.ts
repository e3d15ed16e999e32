import { parseSync } from 'vite';
import type { VitestFile } from '../report.ts';

interface Declared {
  /** The title as it stands in the suite. */
  title: string;
  pattern: RegExp;
  /** Marked with skip, todo, skipIf or runIf: it may rest. */
  mayRest: boolean;
}

interface Node {
  type: string;
  [key: string]: unknown;
}

/**
 * Compares what ran with what the suites declare, read from their text alone, and says in a sentence what is amiss:
 * learner code that removes tests, skips them or adds its own may not end as `passed`.
 */
export function missingTests(suites: Record<string, string>, files: VitestFile[]): string | undefined {
  for (const [path, source] of Object.entries(suites)) {
    const file = files.find((candidate) => candidate.path === path);
    // A file that could not be loaded is explained by its own error.
    if (!file || (file.errors.length > 0 && !file.tests.length)) continue;
    const declared = declaredTests(path, source);
    const titles = file.tests.map(({ names, state }) => ({ title: names.at(-1) ?? '', ran: state !== 'skip' }));
    const absent = declared.find(
      ({ pattern, mayRest }) => !mayRest && !titles.some(({ title, ran }) => ran && pattern.test(title)),
    );
    // When hooks or other faults are on record they tell more than a test that did not run.
    if (absent && !file.errors.length) return unfinished(path, absent.title);
    const extra = titles.find(({ title }) => !declared.some(({ pattern }) => pattern.test(title)));
    if (extra)
      return `${path} holds no test “${extra.title}”, yet one ran. Does your code declare tests of its own? Take that out and run again.`;
  }
  return undefined;
}

const unfinished = (path: string, title: string) =>
  `The test “${title}” of ${path} did not run, so nothing was graded. Does your code change the tests, or end the process?`;

/** Every `test('…')` and `it('…')` of a suite, `each` and `for` included. */
export function declaredTests(path: string, source: string): Declared[] {
  const declared: Declared[] = [];
  visit(parseSync(path, source).program as unknown as Node, (node) => {
    if (node.type !== 'CallExpression') return;
    const chain = calleeNames(node['callee'] as Node);
    const [title] = node['arguments'] as Node[];
    if (!title || !/^(test|it)$/.test(chain[0] ?? '')) return;
    // `test.each(table)` alone declares nothing; the call of what it returns does.
    if (/^(each|for|skipIf|runIf|extend)$/.test(chain.at(-1)!) && (node['callee'] as Node).type === 'MemberExpression')
      return;
    declared.push({ ...titleOf(title), mayRest: chain.some((name) => /^(skip|todo|skipIf|runIf|fails)$/.test(name)) });
  });
  return declared;
}

function titleOf(node: Node): Pick<Declared, 'title' | 'pattern'> {
  if (node.type === 'Literal') return fromFormat(String(node['value']));
  if (node.type === 'TemplateLiteral') {
    const parts = (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    return { title: parts.join('…'), pattern: new RegExp(`^${parts.map(escaped).join('[^]*')}$`) };
  }
  return { title: '…', pattern: /^/ };
}

/** `%s`, `$name` and `$0` are filled in by `each`; in plain titles they stand for themselves and match as well. */
function fromFormat(title: string): Pick<Declared, 'title' | 'pattern'> {
  const parts = title.split(/%[sdifjoOc#$%]|\$[\w.]+/);
  return { title, pattern: new RegExp(`^${parts.map(escaped).join('[^]*')}$`) };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** `test.each(table)` → ['test', 'each']. */
function calleeNames(node: Node): string[] {
  if (node.type === 'Identifier') return [String(node['name'])];
  if (node.type === 'MemberExpression') {
    return [...calleeNames(node['object'] as Node), String((node['property'] as Node)['name'])];
  }
  if (node.type === 'CallExpression') return calleeNames(node['callee'] as Node);
  if (node.type === 'TaggedTemplateExpression') return calleeNames(node['tag'] as Node);
  return [];
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child as Node, see);
    }
  }
}
