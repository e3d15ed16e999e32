import { validateFunction } from '../errors.ts';
import { answerLater } from './later.ts';
import type { Operation, Operations } from './paths.ts';

type Args = any[];
const custom = Symbol.for('nodejs.util.promisify.customArgs');

/** Operations whose callback gets more than one value. */
const SEVERAL: Record<string, string[]> = {
  read: ['bytesRead', 'buffer'],
  readv: ['bytesRead', 'buffers'],
  write: ['bytesWritten', 'buffer'],
  writev: ['bytesWritten', 'buffers'],
};

const named = <F extends object>(name: string, fn: F): F => Object.defineProperty(fn, 'name', { value: name });

/** `fs.xSync`: checks and works at once. */
export const syncForm = (name: string, operation: Operation) =>
  named(`${name}Sync`, (...args: Args): unknown => operation(...args)());

/** `fs.x` with a callback: checks at once, works and answers later. */
export function callbackForm(name: string, operation: Operation) {
  const names = SEVERAL[name];
  const form = function (...args: Args): void {
    const at = args.findLastIndex((arg) => typeof arg === 'function');
    const callback = (at === -1 ? (args.length > 1 ? args.at(-1) : undefined) : args[at]) as (...args: Args) => void;
    validateFunction(callback, 'cb');
    const rest = at === -1 ? args : args.slice(0, at);
    answerLater(operation(...rest), callback, names && ((count) => [count, rest[1]]));
  };
  if (names) Object.defineProperty(form, custom, { value: names });
  return named(name, form);
}

export function addForms(target: Record<string, any>, operations: Operations): void {
  for (const [name, operation] of Object.entries(operations)) {
    if (name.includes('.')) continue;
    target[name] = callbackForm(name, operation);
    target[`${name}Sync`] = syncForm(name, operation);
  }
}
