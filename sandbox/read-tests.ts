/** A node of a syntax tree (ESTree). */
export interface Node {
  type: string;
  [key: string]: unknown;
}

export interface Declared {
  /** The title as it stands in the suite. */
  title: string;
  pattern: RegExp;
  /** Left out, or put under a condition: it may rest. */
  mayRest: boolean;
  /** Stands for exactly one test: neither in a loop, nor in a function, nor for each row of a table. */
  once: boolean;
}

/** What is around a call: a condition, a group that may rest, a loop. */
type Surroundings = Pick<Declared, 'mayRest' | 'once'>;

/** Every `test('…')` and `it('…')` of a suite, under whatever name it imports or extends them. */
export function readTests(program: Node): Declared[] {
  const names = testNames(program);
  const declared: Declared[] = [];
  let only = false;
  const visit = (node: Node, around: Surroundings): void => {
    const inside = { ...around };
    if (node.type === 'CallExpression') {
      const chain = calleeNames(node['callee'] as Node);
      const root = names.get(chain[0] ?? '');
      only ||= root !== undefined && (chain.includes('only') || hasOption(node, 'only'));
      if (root !== undefined) {
        inside.mayRest ||=
          chain.some((name) => resting.test(name)) || hasOption(node, 'skip') || hasOption(node, 'todo');
        inside.once &&= !chain.some((name) => tables.test(name));
      }
      if (root === 'test' && !isTable(node, chain)) declared.push(declaration(node, inside));
      // A group's own function runs at once; any other function may be called often, or never.
      if (root === 'describe') return children(node, (child) => visit(child, inside), true);
    }
    if (branches.has(node.type)) inside.mayRest = true;
    if (repeats.has(node.type)) inside.once = false;
    if (functions.has(node.type)) Object.assign(inside, { mayRest: true, once: false });
    children(node, (child) => visit(child, inside));
  };
  visit(program, { mayRest: false, once: true });
  return only ? declared.map((one) => ({ ...one, mayRest: true })) : declared;
}

const resting = /^(skip|todo|skipIf|runIf)$/;
const tables = /^(each|for)$/;
const branches = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SwitchStatement',
  'TryStatement',
]);
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const repeats = new Set(['ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement', 'DoWhileStatement']);

function declaration(call: Node, around: Surroundings): Declared {
  const [title, ...rest] = call['arguments'] as Node[];
  // Without a function a test is a note of what to do.
  const skips = rest.length === 0 || rest.some((argument) => functions.has(argument.type) && callsSkip(argument));
  return { ...titleOf(title), ...around, mayRest: around.mayRest || skips };
}

/** `test.each(table)` alone declares nothing; the call of what it returns does. */
const isTable = (call: Node, chain: string[]) =>
  (call['arguments'] as Node[]).length === 0 ||
  ((call['callee'] as Node).type === 'MemberExpression' &&
    /^(each|for|skipIf|runIf|extend|override|scoped|before\w+|after\w+|around\w+|describe|suite)$/.test(chain.at(-1)!));

/** Local name → what it stands for: imports from Vitest, and what is made of them by `extend`. */
function testNames(program: Node): Map<string, 'test' | 'describe'> {
  const names = new Map<string, 'test' | 'describe'>();
  const kinds: Record<string, 'test' | 'describe'> = {
    test: 'test',
    it: 'test',
    describe: 'describe',
    suite: 'describe',
  };
  const declarators: Node[] = [];
  walk(program, (node) => {
    if (node.type === 'VariableDeclarator') declarators.push(node);
    if (node.type !== 'ImportDeclaration' || (node['source'] as Node)['value'] !== 'vitest') return;
    for (const one of node['specifiers'] as Node[]) {
      const kind = kinds[String((one['imported'] as Node | undefined)?.['name'])];
      if (kind) names.set(String((one['local'] as Node)['name']), kind);
    }
  });
  for (const { id, init } of declarators as unknown as { id: Node; init: Node | null }[]) {
    const kind = init && id.type === 'Identifier' ? names.get(calleeNames(init)[0] ?? '') : undefined;
    if (kind) names.set(String(id['name']), kind);
  }
  return names;
}

function titleOf(node: Node | undefined): Pick<Declared, 'title' | 'pattern'> {
  if (node?.type === 'Literal') return fromFormat([String(node['value'])]);
  if (node?.type === 'TemplateLiteral') {
    return fromFormat((node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked));
  }
  return { title: '…', pattern: /^/ };
}

/** `%s`, `$name` and `$0` are filled in by `each`; in plain titles they stand for themselves and match as well. */
function fromFormat(texts: string[]): Pick<Declared, 'title' | 'pattern'> {
  const parts = texts.flatMap((text) => text.split(/%[sdifjoOc#$%]|\$[\w.]+/));
  return { title: texts.join('…'), pattern: new RegExp(`^${parts.map(escaped).join('[^]*')}$`) };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

const hasOption = (call: Node, name: string) =>
  (call['arguments'] as Node[]).some(
    (argument) =>
      argument.type === 'ObjectExpression' &&
      (argument['properties'] as Node[]).some((property) => (property['key'] as Node | undefined)?.['name'] === name),
  );

/** `skip()`, or a part of `#testing` that skips what cannot be shown here: `needsSessions()`. */
function callsSkip(body: Node): boolean {
  let found = false;
  walk(body, (node) => {
    found ||=
      node.type === 'CallExpression' &&
      /^(?:skip|needs[A-Z]\w*)$/.test(calleeNames(node['callee'] as Node).at(-1) ?? '');
  });
  return found;
}

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

function walk(node: Node, see: (node: Node) => void): void {
  see(node);
  children(node, (child) => walk(child, see));
}

/** @param open Looks into the functions among the arguments of a call, as if they were blocks. */
function children(node: Node, see: (child: Node) => void, open = false): void {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child !== 'object' || child === null || !('type' in child)) continue;
      if (open && functions.has((child as Node).type)) children(child as Node, see);
      else see(child as Node);
    }
  }
}
