import { AsyncLocalStorage } from './async_hooks.ts';
import { codeFrame, type Position } from './callsite-position.ts';
import { nodeError, validateFunction } from './errors.ts';
import {
  noop,
  type Failure,
  type FailureType,
  type Made,
  type TestFunction,
  type TestOptions,
} from './test-options.ts';
import { MockTracker } from './test-mock.ts';
import { runHook, type Hooks } from './test-hooks.ts';

/** What the tests of a program are told about: who ends first is told first. */
export interface Listener {
  done(node: TestNode): void;
}

const CANCELLED = 'test did not finish before its parent and was cancelled';

export class TestNode {
  readonly name: string;
  readonly kind: 'test' | 'suite';
  readonly parent: TestNode | undefined;
  readonly location: Position | undefined;
  readonly options: TestOptions;
  readonly children: TestNode[] = [];
  readonly hooks: Hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
  readonly controller = new AbortController();
  readonly diagnostics: string[] = [];
  skipped: string | boolean;
  todo: string | boolean;
  failure: Failure | undefined;
  finished = false;
  duration = 0;
  plan: { expected: number; actual: number; wait?: boolean | number } | undefined;
  context: object | undefined;
  #fn: TestFunction;
  #mock: MockTracker | undefined;
  #before: Promise<void> | undefined;
  #active = 0;
  #queue: (() => void)[] = [];
  #listener: Listener;
  #makeContext: (node: TestNode) => object;

  constructor(
    parent: TestNode | undefined,
    kind: 'test' | 'suite',
    made: Made,
    tools: { listener: Listener; makeContext(node: TestNode): object },
    caller?: object,
  ) {
    // prettier-ignore
    this.name = made.name;
    this.kind = kind;
    this.parent = parent;
    this.options = made.options;
    this.#fn = made.fn;
    this.skipped = made.options.skip ?? false;
    this.todo = made.options.todo ?? false;
    if (parent?.todo && !this.todo) this.todo = parent.todo;
    this.location = caller && codeFrame(caller);
    this.#listener = tools.listener;
    this.#makeContext = tools.makeContext;
    if (made.options.plan !== undefined) this.plan = { expected: made.options.plan, actual: 0 };
    if (parent?.parent) parent.countPlanned();
    parent?.children.push(this);
  }
  get passed(): boolean {
    return this.failure === undefined;
  }
  get depth(): number {
    return this.parent ? this.parent.depth + 1 : -1;
  }
  get mock(): MockTracker {
    return (this.#mock ??= new MockTracker());
  }
  get fullName(): string {
    return this.parent?.parent ? `${this.parent.fullName} > ${this.name}` : this.name;
  }
  countPlanned(): void {
    if (this.plan) this.plan.actual += 1;
  }
  fail(error: unknown, type: FailureType): void {
    this.failure ??= { error, type };
  }

  /** Waits for its turn among its siblings, then runs. */
  async start(): Promise<void> {
    const parent = this.parent!;
    await parent.#enter();
    try {
      await this.#run();
    } finally {
      parent.#leave();
      this.finished = true;
      this.#listener.done(this);
    }
  }
  #enter(): Promise<void> | void {
    const { concurrency } = this.options;
    const most = concurrency === true ? Infinity : typeof concurrency === 'number' ? concurrency : 1;
    if (this.#active < most) return void (this.#active += 1);
    return new Promise<void>((resolve) => this.#queue.push(resolve));
  }
  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#active -= 1;
  }

  /** `before` hooks run once, when the first of the children does. */
  prepare(): Promise<void> {
    return (this.#before ??= runHook(this, 'before', this));
  }

  async #run(): Promise<void> {
    const started = performance.now();
    this.context = this.#makeContext(this);
    const ancestors: TestNode[] = [];
    for (let each = this.parent; each; each = each.parent) ancestors.unshift(each);
    if (this.kind === 'suite') await this.#runSuite(ancestors);
    else if (!this.skipped) await this.#runTest(ancestors);
    this.duration = performance.now() - started;
    this.#mock?.reset();
    this.controller.abort();
  }
  async #runTest(ancestors: TestNode[]): Promise<void> {
    try {
      for (const each of ancestors) await each.prepare();
      for (const each of ancestors) await runHook(each, 'beforeEach', this);
      await this.#withLimit(() => within.run(this, () => this.#call()));
      await this.#settleChildren();
      this.#checkPlan();
    } catch (error) {
      this.#caught(error);
    }
    for (const each of ancestors.toReversed()) await this.#guard(() => runHook(each, 'afterEach', this));
    await this.#guard(() => runHook(this, 'after', this));
    this.#countFailed();
  }
  async #runSuite(ancestors: TestNode[]): Promise<void> {
    if (this.skipped) for (const child of this.children) child.skipped ||= this.skipped;
    try {
      for (const each of this.skipped ? [] : [...ancestors, this]) await each.prepare();
    } catch (error) {
      this.#caught(error);
      for (const child of this.children) child.fail(CANCELLED, 'cancelledByParent');
    }
    await this.#withLimit(() => this.#settleChildren()).catch((error: unknown) => this.#caught(error));
    if (!this.skipped) await this.#guard(() => runHook(this, 'after', this));
    this.#countFailed();
  }
  #started = new Set<TestNode>();
  /** Suites start their children when they have all of them; a test's children start when they are made. */
  async #settleChildren(): Promise<void> {
    const ends: Promise<void>[] = [];
    for (const child of this.children) {
      if (child.finished || this.#started.has(child)) continue;
      if (this.kind === 'suite') {
        this.#started.add(child);
        if (child.failure === undefined) ends.push(child.start());
        else this.#cancel(child);
      }
    }
    await Promise.all(ends);
    if (this.kind === 'test') await Promise.all(this.pending);
  }
  readonly pending: Promise<void>[] = [];
  #cancel(child: TestNode) {
    child.finished = true;
    this.#listener.done(child);
  }
  #countFailed() {
    const failed = this.children.filter((child) => !child.passed && !child.todo).length;
    const text = `${failed} subtest${failed > 1 ? 's' : ''} failed`;
    if (failed > 0) this.fail(text, 'subtestsFailed');
  }
  async #guard(step: () => Promise<void>) {
    try {
      await step();
    } catch (error) {
      this.#caught(error);
    }
  }
  #caught(error: unknown) {
    const { failureType, cause } = Object(error) as { failureType?: FailureType; cause?: unknown };
    if (failureType) this.fail(cause, failureType);
    else this.fail(error, 'testCodeFailure');
  }
  #checkPlan() {
    if (!this.plan || this.plan.expected === this.plan.actual) return;
    throw failure(`plan expected ${this.plan.expected} assertions but received ${this.plan.actual}`, 'testCodeFailure');
  }

  /** The test's own function, in the style that its parameters ask for. */
  async #call(): Promise<void> {
    const fn = this.#fn;
    if (fn.length < 2) return void (await fn.call(this.context, this.context));
    await new Promise<void>((resolve, reject) => {
      let called = false;
      const done = (error?: unknown) => {
        if (called) return this.fail('callback invoked multiple times', 'multipleCallbackInvocations');
        called = true;
        if (error) reject(error as Error);
        else resolve();
      };
      const returned = fn.call(this.context, this.context, done);
      if (typeof (returned as Promise<unknown> | undefined)?.then === 'function') {
        this.fail('passed a callback but also returned a Promise', 'callbackAndPromisePresent');
        resolve();
      }
    });
  }
  #withLimit(step: () => Promise<void>): Promise<void> {
    const { timeout, signal } = this.options;
    const limits: Promise<never>[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (timeout != null && timeout !== Infinity) {
      limits.push(new Promise((_, reject) => {
        timer = realSetTimeout(() => reject(failure(`test timed out after ${timeout}ms`, 'testTimeoutFailure')), timeout);
      })); // prettier-ignore
    }
    if (signal) {
      limits.push(new Promise((_, reject) => {
        const abort = () => reject(failure(signal.reason, 'testAborted'));
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort, { once: true });
      })); // prettier-ignore
    }
    return Promise.race([step(), ...limits]).finally(() => clearTimeout(timer));
  }

  /** Calls the body of a suite, which declares its tests. */
  build(): void | Promise<void> {
    if (this.skipped) return;
    this.context = this.#makeContext(this);
    const report = (error: unknown) => this.#caught(error);
    try {
      const result = within.run(this, () => this.#fn.call(this.context, this.context));
      if (typeof (result as Promise<unknown> | undefined)?.then === 'function') {
        return (result as Promise<unknown>).then(noop, report);
      }
    } catch (error) {
      report(error);
    }
  }
}

/** The test or suite whose code is running: what is declared there belongs to it. */
export const within = new AsyncLocalStorage<TestNode>();

// Before fake timers can take its place.
const realSetTimeout = globalThis.setTimeout.bind(globalThis);

export const failure = (cause: unknown, failureType: FailureType): Error =>
  nodeError(Error, 'ERR_TEST_FAILURE', String(cause instanceof Error ? cause.message : cause), { cause, failureType });

export const checkHook = (fn: unknown): TestFunction => {
  validateFunction(fn, 'fn');
  return fn as TestFunction;
};
