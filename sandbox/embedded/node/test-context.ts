import assert from './assert.ts';
import { unavailable, validateFunction, validateInteger } from './errors.ts';
import { checkHook, TestNode, type Listener } from './test-node.ts';
import { readArguments } from './test-options.ts';

type Tools = { listener: Listener; makeContext(node: TestNode): object };
type Checks = Record<string, (...args: unknown[]) => unknown>;

const NOT_CHECKS = new Set(['AssertionError', 'Assert', 'CallTracker', 'strict']);
const ownChecks: Checks = {};

/** `test.assert.register`: a check of the program's own, found at `t.assert`. */
export function registerAssertion(name: string, fn: (...args: unknown[]) => unknown): void {
  validateFunction(fn, 'fn');
  ownChecks[name] = fn;
}

/** `t.assert`: the functions of `assert`, counted for `t.plan`. */
function checksOf(node: TestNode, context: object): Checks {
  const checks: Checks = {};
  const all = { ...(assert as unknown as Checks), ...ownChecks };
  for (const [name, check] of Object.entries(all)) {
    if (NOT_CHECKS.has(name) || typeof check !== 'function') continue;
    checks[name] = (...args) => {
      node.countPlanned();
      return Reflect.apply(check, context, args) as unknown;
    };
  }
  for (const name of ['snapshot', 'fileSnapshot']) {
    checks[name] = () => {
      throw unavailable(`t.assert.${name} of node:test`);
    };
  }
  return checks;
}

class SuiteContext {
  #node: TestNode;
  constructor(node: TestNode) {
    this.#node = node;
  }
  get name() {
    return this.#node.name;
  }
  get fullName() {
    return this.#node.fullName;
  }
  get filePath() {
    return this.#node.location?.file;
  }
  get signal() {
    return this.#node.controller.signal;
  }
}

class TestContext {
  #node: TestNode;
  #tools: Tools;
  #assert: Checks | undefined;
  constructor(node: TestNode, tools: Tools) {
    this.#node = node;
    this.#tools = tools;
  }
  get name() {
    return this.#node.name;
  }
  get fullName() {
    return this.#node.fullName;
  }
  get filePath() {
    return this.#node.location?.file;
  }
  get signal() {
    return this.#node.controller.signal;
  }
  get passed() {
    return this.#node.passed && this.#node.finished;
  }
  get error() {
    return this.#node.failure?.error ?? null;
  }
  get attempt() {
    return 0;
  }
  get mock() {
    return this.#node.mock;
  }
  get assert() {
    return (this.#assert ??= checksOf(this.#node, this));
  }
  diagnostic(message: string) {
    this.#node.diagnostics.push(message);
  }
  plan(count: number) {
    validateInteger(count, 'count', 0);
    this.#node.plan = { expected: count, actual: this.#node.plan?.actual ?? 0 };
  }
  skip(message?: string) {
    this.#node.skipped = message ?? true;
  }
  todo(message?: string) {
    this.#node.todo = message ?? true;
  }
  runOnly() {}
  test(...args: unknown[]): Promise<void> {
    const child = new TestNode(this.#node, 'test', readArguments(args), this.#tools, this.test);
    const end = child.start();
    this.#node.pending.push(end);
    return end;
  }
  before(fn: unknown) {
    this.#node.hooks.before.push(checkHook(fn));
  }
  after(fn: unknown) {
    this.#node.hooks.after.push(checkHook(fn));
  }
  beforeEach(fn: unknown) {
    this.#node.hooks.beforeEach.push(checkHook(fn));
  }
  afterEach(fn: unknown) {
    this.#node.hooks.afterEach.push(checkHook(fn));
  }
  /** Tries until the condition no longer throws. */
  async waitFor<T>(condition: () => T | Promise<T>, { interval = 50, timeout = 1000 } = {}): Promise<T> {
    validateFunction(condition, 'condition');
    const end = performance.now() + timeout;
    for (;;) {
      try {
        return await condition();
      } catch (cause) {
        if (performance.now() > end) throw new Error('waitFor() timed out', { cause });
      }
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  }
}

/** The object that the functions of tests and suites are called with. */
export const createContext = (node: TestNode, tools: Tools): object =>
  node.kind === 'suite' ? new SuiteContext(node) : new TestContext(node, tools);
