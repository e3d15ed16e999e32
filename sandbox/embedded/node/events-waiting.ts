import { abortError, invalidArgType, validateAbortSignal, validateObject } from './errors.ts';

interface Emitting {
  on(name: string, listener: (...args: unknown[]) => void): unknown;
  once(name: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(name: string, listener: (...args: unknown[]) => void): unknown;
}
type Source = object;

const isTarget = (source: Source): source is EventTarget => 'addEventListener' in source;

function listen(source: Source, name: string, listener: (...args: unknown[]) => void): () => void {
  if (typeof (source as Emitting).on === 'function') {
    (source as Emitting).on(name, listener);
    return () => (source as Emitting).removeListener(name, listener);
  }
  if (!isTarget(source)) throw invalidArgType('emitter', 'EventEmitter', source);
  source.addEventListener(name, listener);
  return () => source.removeEventListener(name, listener);
}

function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  signal?.addEventListener('abort', act, { once: true });
  return () => signal?.removeEventListener('abort', act);
}

/** `events.once`: the arguments of the next event; rejects when `error` comes first. */
export async function waitFor(
  source: Source,
  name: string,
  options: { signal?: AbortSignal } = {},
): Promise<unknown[]> {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortError(signal.reason);
  return new Promise((resolve, reject) => {
    const undo: (() => void)[] = [];
    const end = () => undo.forEach((each) => each());
    undo.push(listen(source, name, (...args) => (end(), resolve(args))));
    if (name !== 'error' && !isTarget(source)) undo.push(listen(source, 'error', (error) => (end(), reject(error))));
    undo.push(onAbort(signal, () => (end(), reject(abortError(signal?.reason)))));
  });
}

/** `events.on`: every event from now on, in order, none lost between two turns of the loop. */
export function iterateEvents(
  source: Source,
  name: string,
  { signal, close = [] }: { signal?: AbortSignal; close?: string[] } = {},
): AsyncIterableIterator<unknown[]> {
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortError(signal.reason);
  const events: unknown[][] = [];
  const waiting: PromiseWithResolvers<IteratorResult<unknown[]>>[] = [];
  const undo: (() => void)[] = [];
  let failure: { error: unknown } | undefined;
  let ended = false;
  const finish = () => {
    undo.splice(0).forEach((each) => each());
    ended = true;
    for (const each of waiting.splice(0)) each.resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true as const });
  };
  const fail = (error: unknown) => {
    const first = waiting.shift();
    if (first) first.reject(error);
    else failure = { error };
    void finish();
  };
  const take = (...args: unknown[]) => {
    const next = waiting.shift();
    if (next) next.resolve({ value: args, done: false });
    else events.push(args);
  };
  undo.push(listen(source, name, take));
  if (name !== 'error' && !isTarget(source)) undo.push(listen(source, 'error', fail));
  for (const each of close) undo.push(listen(source, each, () => void finish()));
  undo.push(onAbort(signal, () => fail(abortError(signal?.reason))));
  return {
    next() {
      const value = events.shift();
      if (value) return Promise.resolve({ value, done: false });
      if (failure) {
        const { error } = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (ended) return Promise.resolve({ value: undefined, done: true });
      const next = Promise.withResolvers<IteratorResult<unknown[]>>();
      waiting.push(next);
      return next.promise;
    },
    return: finish,
    throw(error: unknown) {
      fail(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
