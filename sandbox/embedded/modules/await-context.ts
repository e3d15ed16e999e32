/**
 * Native `await` calls nothing that a program could replace, so what an AsyncLocalStorage holds would be lost over it.
 * This rewrites code so that the context is put aside before each `await` and taken up after it, in as many steps of
 * the microtask queue as before:
 *
 *     await x   →   (value = x, frame = save(), value = await ready(value), frame = restore(frame), value)
 *
 * A rejection takes it up at the beginning of `catch` and `finally`.
 */
import { parse, type Node } from 'acorn';
import MagicString from 'magic-string';

/** The name of the global that rewritten code uses; see `awaitContext` in node/async-context.ts. */
const context = '__async_context__';
const frame = '__async_frame__';
const value = '__async_value__';
const save = `${frame} = ${context}.save()`;
const restore = `${frame} = ${context}.restore(${frame})`;
const declaration = `let ${frame}, ${value};`;

export interface Tracked {
  code: string;
  /** Source map v3 from `code` to what was given. */
  map: object;
}

type Any = Node & Record<string, any>;

interface Scope {
  node: Any | undefined;
  waits: boolean;
}

/** Where expression statements begin: a parenthesis put there would make a call of the line before. */
type Starts = Set<number>;

/** @returns undefined where nothing awaits, and for code that cannot be parsed: whoever runs it says so better. */
export function trackAwaits(code: string, sourceType: 'module' | 'script'): Tracked | undefined {
  if (!/\bawait\b/.test(code)) return undefined;
  const tree = parsed(code, sourceType);
  if (!tree) return undefined;
  const text = new MagicString(code);
  const top: Scope = { node: undefined, waits: false };
  rewrite(tree as Any, top, text, new Set(), undefined);
  if (top.waits) text.appendLeft(/^#!.*\n?/.exec(code)?.[0].length ?? 0, declaration);
  if (!text.hasChanged()) return undefined;
  return { code: text.toString(), map: text.generateMap({ hires: 'boundary', source: 'code.js' }) };
}

function parsed(code: string, sourceType: 'module' | 'script'): Node | undefined {
  const options = {
    ecmaVersion: 'latest',
    sourceType,
    allowAwaitOutsideFunction: sourceType === 'module',
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowHashBang: true,
  } as const;
  try {
    return parse(code, options);
  } catch {
    return undefined;
  }
}

/** Children first, so that what ends at the same place ends in the right order. */
function rewrite(node: Any, scope: Scope, text: MagicString, starts: Starts, parent: Any | undefined): boolean {
  if (node.type === 'ExpressionStatement') starts.add(node.start);
  const isFunction = /Function/.test(node.type);
  const inner: Scope = isFunction ? { node, waits: false } : scope;
  let waits = false;
  const waiting = new Set<string>();
  for (const key of Object.keys(node)) {
    const children = Array.isArray(node[key]) ? (node[key] as Any[]) : [node[key] as Any];
    for (const child of children) {
      if (typeof child?.type !== 'string') continue;
      const childWaits = rewrite(child, inner, text, starts, node);
      if (childWaits) waiting.add(key);
      waits ||= childWaits;
    }
  }
  if (node.type === 'TryStatement') markTry(node, text, waiting);
  if (isFunction) {
    if (inner.waits) declare(node, text);
    return false;
  }
  if (node.type === 'AwaitExpression') markAwait(node, text, starts);
  else if (node.type === 'ForOfStatement' && node.await) markLoop(node, text, parent);
  else if (node.type === 'LabeledStatement' && waits) after(node, text, parent);
  else if (node.type === 'YieldExpression' && node.delegate && scope.node?.async) markDelegate(node, text, starts);
  else return waits;
  scope.waits = true;
  return true;
}

function markAwait(node: Any, text: MagicString, starts: Starts) {
  const { start, end } = node;
  const word = start + 'await'.length;
  text.move(start, word, end);
  text.prependRight(word, `${starts.has(start) ? '0, ' : ''}(${value} =`);
  text.prependRight(start, `, ${save}, ${value} = `);
  text.appendLeft(word, ` ${context}.ready(${value}), ${restore}, ${value})`);
}

function markDelegate(node: Any, text: MagicString, starts: Starts) {
  text.prependLeft(node.argument.start, `(${value} = `);
  text.appendRight(node.argument.end, `, ${save}, ${value})`);
  text.prependLeft(node.start, `${starts.has(node.start) ? '0, ' : ''}(${value} = `);
  text.appendRight(node.end, `, ${restore}, ${value})`);
}

function markLoop(node: Any, text: MagicString, parent: Any | undefined) {
  const body = node.body as Any;
  const block = body.type === 'BlockStatement';
  text.prependLeft(node.right.start, `(${value} = `);
  text.appendRight(node.right.end, `, ${save}, ${value})`);
  text.prependLeft(body.start, `{ ${restore}; try ${block ? '' : '{ '}`);
  close(text, body.end, `${block ? '' : ' }'} finally { ${save}; } }`);
  after(node, text, parent);
}

/**
 * Puts text behind a statement. What comes next may be an `await` that is moved away; a statement that ends with an
 * `await` has had one moved to its end, which must stay before the text.
 */
function close(text: MagicString, end: number, what: string) {
  if (/[;}]/.test(text.original[end - 1]!)) text.appendLeft(end, what);
  else text.appendRight(end, what);
}

/** Takes the context up after a statement, wherever it is left. */
function after(node: Any, text: MagicString, parent: Any | undefined) {
  // A label belongs to the loop itself.
  if (parent?.type === 'LabeledStatement') return;
  text.prependLeft(node.start, '{ ');
  close(text, node.end, ` ${restore}; }`);
}

/** What threw or returned may have done so in a later step of the queue. */
function markTry({ handler, finalizer }: Any, text: MagicString, waiting: Set<string>) {
  const enter = (block: Any) => text.prependLeft(block.start + 1, ` ${restore};`);
  if (handler && waiting.has('block')) enter(handler.body as Any);
  if (finalizer && (waiting.has('block') || waiting.has('handler'))) enter(finalizer as Any);
}

function declare(node: Any, text: MagicString) {
  const body = node.body as Any;
  if (body.type === 'BlockStatement') {
    const directives = (body.body as Any[]).filter((statement) => statement.directive !== undefined);
    const last = directives.at(-1);
    text.prependLeft(last ? last.end : body.start + 1, `${last ? ';' : ''} ${declaration}`);
    return;
  }
  const lastParameter = (node.params as Any[]).at(-1);
  const from = lastParameter ? lastParameter.end : node.start;
  const arrow = from + text.original.slice(from, body.start).lastIndexOf('=>') + 2;
  text.prependLeft(arrow, ` { ${declaration} return (`);
  text.appendRight(node.end, '); }');
}
