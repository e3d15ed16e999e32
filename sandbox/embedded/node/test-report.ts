import inspection from 'node-inspect-extracted';
import type { TestNode } from './test-node.ts';

export interface Counts {
  tests: number;
  suites: number;
  pass: number;
  fail: number;
  cancelled: number;
  skipped: number;
  todo: number;
}

const CANCELLED = new Set(['testTimeoutFailure', 'testAborted', 'cancelledByParent']);
const time = (ms: number) => `${Number(ms.toFixed(6))}ms`;
const indent = (node: TestNode) => '  '.repeat(node.depth);

function title(node: TestNode): string {
  const { skipped, todo, failure } = node;
  const symbol = skipped ? '﹣' : failure ? (todo ? '⚠' : '✖') : '✔';
  const note = skipped
    ? ` # ${skipped === true ? 'SKIP' : skipped}`
    : todo
      ? ` # ${todo === true ? 'TODO' : todo}`
      : '';
  if (failure?.type === 'cancelledByParent') return `${symbol} ${node.name}`;
  return `${symbol} ${node.name} (${time(node.duration)})${note}`;
}

/** The lines of the spec reporter, in the order in which the tests were declared. */
export function createSpecReport(print: (text: string) => void, folder: () => string) {
  const opened = new Set<TestNode>();
  const failed: TestNode[] = [];
  const counts: Counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };

  const open = (node: TestNode | undefined) => {
    if (!node?.parent || opened.has(node)) return;
    open(node.parent);
    opened.add(node);
    print(`${indent(node)}▶ ${node.name}\n`);
  };
  const count = (node: TestNode) => {
    if (node.kind === 'suite') {
      counts.suites += 1;
      return;
    }
    counts.tests += 1;
    if (node.skipped) counts.skipped += 1;
    else if (node.todo) counts.todo += 1;
    else if (!node.failure) counts.pass += 1;
    else if (CANCELLED.has(node.failure.type)) counts.cancelled += 1;
    else counts.fail += 1;
  };
  return {
    counts,
    done(node: TestNode) {
      open(node.parent);
      count(node);
      if (node.failure && node.failure.type !== 'subtestsFailed' && !node.skipped) failed.push(node);
      print(`${indent(node)}${title(node)}\n`);
      for (const text of node.diagnostics) print(`${indent(node)}ℹ ${text}\n`);
    },
    end(duration: number) {
      for (const [name, value] of Object.entries(counts)) print(`ℹ ${name} ${value}\n`);
      print(`ℹ duration_ms ${Number(duration.toFixed(6))}\n`);
      if (failed.length > 0) print(`\n✖ failing tests:\n${failed.map((node) => failureText(node, folder())).join('')}`);
    },
  };
}

function failureText(node: TestNode, folder: string): string {
  const { location } = node;
  const file = location?.file.replace(/^file:\/\//, '');
  const shown = file?.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
  const where = location ? `test at ${shown}:${location.line}:${location.column}\n` : '';
  const text = inspection.inspect(node.failure?.error) as string;
  return `\n${where}${title(node)}\n  ${text.replaceAll('\n', '\n  ')}\n`;
}
