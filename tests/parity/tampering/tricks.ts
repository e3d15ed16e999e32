import type { Files } from '../../../sandbox/types.ts';

/** What every trick is tried on: the answers below are wrong. */
const suite = `
import { describe, expect, test } from 'vitest';
import { add, later, total } from './app.ts';

describe('sums', () => {
  test('adds', () => expect(add(1, 2)).toBe(3));
  test('adds lists', () => expect(total([1, 2])).toEqual({ sum: 3, of: [1, 2] }));
});
test('comes later', async () => expect(await later()).toContain('done'));
`;

const wrong = `
export const add = (a: number, b: number) => a - b;
export const total = (list: number[]) => ({ sum: 0, of: list });
export const later = async () => 'not yet';
`;

const right = `
export const add = (a: number, b: number) => a + b;
export const total = (list: number[]) => ({ sum: list.reduce(add), of: list });
export const later = async () => 'done at last';
`;

const exercise = (app: string, more: Files = {}): Files => ({ 'app.ts': app, 'app.test.ts': suite, ...more });

/** Wrong answers that change what they are graded with: name → what learner code does, and what must be said. */
export const tricks: Record<string, { files: Files; says: RegExp }> = Object.fromEntries(
  Object.entries<[code: string, says: RegExp]>({
    'expect.extend over a matcher': ["import { expect } from 'vitest';\nexpect.extend({ toBe: () => ({ pass: true, message: () => '' }), toEqual: () => ({ pass: true, message: () => '' }), toContain: () => ({ pass: true, message: () => '' }) });", /replaces `expect's matchers\.to/],
    'a matcher of chai': ["import { chai } from 'vitest';\nchai.Assertion.overwriteMethod('toBe', () => function () {});\nchai.Assertion.addMethod('toEqual', () => {});", /replaces `expect's matchers\./],
    'assert of chai': ["import { chai } from 'vitest';\n(chai.Assertion.prototype as any).assert = () => {};", /replaces `expect's matchers\.assert`/],
    'equality testers': ["import { expect } from 'vitest';\nexpect.addEqualityTesters([() => true]);", /changes how `expect` compares|to be 3/],
    'Object.is': ['Object.is = () => true;', /replaces `Object\.is`/],
    'Object.keys': ['Object.keys = () => [];', /replaces `Object\.keys`/],
    'Object.prototype.asymmetricMatch': ['(Object.prototype as any).asymmetricMatch = () => true;', /adds `Object\.prototype\.asymmetricMatch`/],
    'Object.prototype.toJSON': ['(Object.prototype as any).toJSON = () => 1;', /adds `Object\.prototype\.toJSON`/],
    'Object.prototype.hasOwnProperty': ['Object.prototype.hasOwnProperty = () => true;', /replaces `Object\.prototype\.hasOwnProperty`/],
    'a getter on every object': ["Object.defineProperty(Object.prototype, 'errors', { get: () => undefined, set() {}, configurable: true });", /adds `Object\.prototype\.errors`/],
    'JSON.parse': ["JSON.parse = () => ({});", /replaces `JSON\.parse`/],
    'JSON.stringify': ["JSON.stringify = () => '{}';", /replaces `JSON\.stringify`/],
    'Promise.prototype.then': ['Promise.prototype.then = function () { return this as any; };', /replaces `Promise\.prototype\.then`/],
    'Promise': ['(globalThis as any).Promise = class extends Promise<any> {};', /replaces `Promise`/],
    'Promise.reject': ['Promise.reject = (() => Promise.resolve()) as any;', /replaces `Promise\.reject`/],
    'fetch': ["globalThis.fetch = async () => new Response('done');", /replaces `fetch`/],
    'Array.prototype.map': ['Array.prototype.map = function () { return []; };', /replaces `Array\.prototype\.map`/],
    'Array.prototype.filter': ['Array.prototype.filter = function () { return []; } as any;', /replaces `Array\.prototype\.filter`/],
    'Array.prototype.push': ['Array.prototype.push = () => 0;', /replaces `Array\.prototype\.push`/],
    'Array.prototype.includes': ['Array.prototype.includes = () => true;', /replaces `Array\.prototype\.includes`/],
    'Array.prototype[Symbol.iterator]': ['Array.prototype[Symbol.iterator] = function* () {} as any;', /replaces `Array\.prototype\[Symbol\(Symbol\.iterator\)\]`/],
    'Array.isArray': ['Array.isArray = (() => true) as any;', /replaces `Array\.isArray`/],
    'String.prototype.includes': ['String.prototype.includes = () => true;', /replaces `String\.prototype\.includes`/],
    'Reflect.get': ['Reflect.get = () => undefined;', /replaces `Reflect\.get`/],
    'Reflect.ownKeys': ['Reflect.ownKeys = () => [];', /replaces `Reflect\.ownKeys`/],
    'Math.max': ['Math.max = () => 0;', /replaces `Math\.max`/],
    'Date': ['(globalThis as any).Date = class extends Date { constructor() { super(0); } };', /replaces `Date`/],
    'Date.now': ['Date.now = () => 0;', /replaces `Date\.now`/],
    'Error': ['(globalThis as any).Error = function () {};', /replaces `Error`/],
    'RegExp.prototype.test': ['RegExp.prototype.test = () => true;', /replaces `RegExp\.prototype\.test`/],
    'RegExp.prototype.exec': ['RegExp.prototype.exec = () => null;', /replaces `RegExp\.prototype\.exec`/],
    'Map.prototype.get': ['Map.prototype.get = () => undefined;', /replaces `Map\.prototype\.get`/],
    'Function.prototype.call': ['Function.prototype.call = () => undefined;', /replaces `Function\.prototype\.call`/],
    'Number.prototype.valueOf': ['Number.prototype.valueOf = () => 3;', /replaces `Number\.prototype\.valueOf`/],
    'timers': ['(globalThis as any).setTimeout = () => 0;\n(globalThis as any).clearTimeout = () => 0;', /replaces `setTimeout`/],
    'structuredClone': ['(globalThis as any).structuredClone = () => ({});', /replaces `structuredClone`/],
    'globalThis': ['(globalThis as any).globalThis = {};', /replaces `globalThis`/],
    'the prototype of arrays': ['Object.setPrototypeOf(Array.prototype, { asymmetricMatch: () => true });', /replaces what `Array\.prototype` inherits from/],
    'fake timers left on': ["import { vi } from 'vitest';\nvi.useFakeTimers();", /failed/],
    'passing tests of its own': ["import { test } from 'vitest';\ntest('is all fine', () => {});", /app\.test\.ts holds no test “is all fine”, yet one ran/],
    'a passing test of the same name': ["import { describe, it } from 'vitest';\ndescribe('sums', () => { it('adds', () => {}); });", /holds fewer tests called “adds”/],
    'tests removed': ["import { TestRunner } from 'vitest';\nsetTimeout(() => {});\nconst suite = (TestRunner as any).getCurrentSuite();\nsuite.clear?.();\nqueueMicrotask(() => { suite.tasks.length = 0; });", /failed|did not run/],
    'tests emptied when they start': ["import { beforeAll } from 'vitest';\nbeforeAll(({}, suite: any) => { suite.tasks.splice(0); });", /did not run|could run|failed/],
    'tests skipped': ["import { beforeEach } from 'vitest';\nbeforeEach(({ skip }) => skip());", /did not run|could run/],
    'test.skip instead of test': ["import { test } from 'vitest';\n(test as any).each = (test as any).skip;", /replaces `test\.each`/],
    'expect without a matcher': ["import { expect } from 'vitest';\n(expect as any).soft = () => new Proxy({}, { get: () => () => {} });", /replaces `expect\.soft`/],
    'only a test of its own': ["import { test } from 'vitest';\ntest.only('mine', () => {});", /holds no test “mine”/],
    'failing tests expected': ["import { beforeEach } from 'vitest';\nbeforeEach(({ task }) => { (task as any).fails = true; });", /changes the result of the test “adds”/],
    'results rewritten': ["import { afterEach } from 'vitest';\nafterEach(({ task }) => { (task as any).result.state = 'pass'; (task as any).result.errors = []; });", /changes the result of the test “adds”/],
    'hooks on the end': ["import { onTestFinished, beforeEach } from 'vitest';\nbeforeEach(() => onTestFinished(({ task }) => { (task.result as any).state = 'pass'; (task.result as any).errors = undefined; }));", /changes the result of the test “adds”/],
    'a getter that throws': ["Object.defineProperty(globalThis, 'trap', { get() { throw new Error('trap'); }, enumerable: true });", /failed/],
    'process.exit(0)': ['process.exit(0);', /process\.exit unexpectedly called with "0"/],
    'process.exit(0) later': ['setTimeout(() => process.exit(0));', /process\.exit unexpectedly called with "0"|failed/],
    'process.exit replaced': ["process.exitCode = 0;\n(process as any).exit = () => {};", /failed/],
    'a report of its own': ["import { writeFileSync, mkdirSync } from 'node:fs';\nconst folder = import.meta.dirname;\nmkdirSync(`${folder}/.vitest/json`, { recursive: true });\nwriteFileSync(`${folder}/.vitest/json/output.json`, '{\"success\":true}');\nwriteFileSync(`${folder}/report.json`, '{\"status\":\"passed\"}');", /failed/],
    'a message of its own': ["const run = { files: [{ path: 'app.test.ts', errors: [], tests: [{ names: ['adds'], state: 'pass', duration: 0, errors: [], meta: {} }] }], duration: 1 };\ntry { (globalThis as any).postMessage?.({ type: 'run', run }); (globalThis as any).parent?.postMessage({ type: 'run', run }, '*'); process.send?.({ type: 'done', run }); } catch {}\n", /failed/],
    'the event of another': ["try { globalThis.dispatchEvent?.(new MessageEvent('message', { data: { type: 'run' } })); } catch {}", /failed/],
    'the channel of the grader': ["(globalThis as any).MessagePort && ((globalThis as any).MessagePort.prototype.postMessage = () => {});", /failed/],
    'uncaught errors': ["process.on?.('uncaughtException', () => {});\nprocess.on?.('unhandledRejection', () => {});", /failed/],
  }).map(([name, [code, says]]) => [name, { files: exercise(`${code}\n${wrong}`), says }]),
); // prettier-ignore

tricks['a module of the suite replaced'] = {
  files: exercise(`import './early.ts';\n${wrong}`, {
    'early.ts':
      "import { vi } from 'vitest';\nvi.mock('./app.ts', () => ({ add: () => 3, total: (of: number[]) => ({ sum: 3, of }), later: async () => 'done' }));",
    'app.test.ts': suite.replace("from './app.ts';", "from './app.ts';\nimport './early.ts';"),
  }),
  says: /replaces the module `\.\/app\.ts` with `vi\.mock` \(in early\.ts\)/,
};

/** Right answers with habits that look alike and harm nobody: they pass. */
export const honest: Record<string, Files> = Object.fromEntries(
  Object.entries({
    'helpers of the same names': 'const expect = (value: unknown) => value;\nconst test = (title: string, body: () => void) => body();\nconst describe = test;\ndescribe("x", () => void test("y", () => void expect(1)));',
    'a method for arrays': 'declare global { interface Array<T> { last(): T } }\nArray.prototype.last = function () { return this[this.length - 1]; };',
    'JSON for big numbers': "(BigInt.prototype as any).toJSON = function () { return String(this); };",
    'a polyfill that is not needed': "if (!Array.prototype.at) Array.prototype.at = function (n: number) { return this[n]; };",
    'a polyfill that is needed': "(Promise as any).allOfThem ??= Promise.all;",
    'an own Promise': 'class Promise { static resolve() { return 1; } }\nvoid Promise.resolve();',
    'chance that is not random': 'Math.random = () => 0.5;',
    'a quiet console': 'console.log = () => {};\nconsole.error = () => {};',
    'a global of its own': '(globalThis as any).cache = new Map();',
    'short stacks': 'Error.stackTraceLimit = 5;',
    'a context': "import { AsyncLocalStorage } from 'node:async_hooks';\nconst storage = new AsyncLocalStorage<number>();\nawait storage.run(1, async () => { await null; queueMicrotask(() => storage.getStore()); });",
    'packages': "import express from 'express';\nvoid express().get('/', (_request, response) => void response.send('x'));",
    'listeners': "process.on('exit', () => {});\nprocess.exitCode = 0;",
    'a frozen object': 'Object.freeze(Object.prototype);',
  }).map(([name, code]) => [name, exercise(`${code}\n${right}`)]),
); // prettier-ignore
