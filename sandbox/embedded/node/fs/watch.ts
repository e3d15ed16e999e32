import {
  abortError,
  invalidArgValue,
  nodeError,
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInteger,
  validateOneOf,
} from '../errors.ts';
import Emitter from '../events.ts';
import { native } from '../native-timers.ts';
import { runMacrotask } from '../next-tick.ts';
import type { Disk } from './disk.ts';
import { systemError } from './errors.ts';
import { Refusal, type Inode, type Watcher } from './inode.ts';
import { encoded } from './stats.ts';
import * as check from './validate.ts';
import { createPolling } from './watch-file.ts';

type Listener = (...args: any[]) => void;
interface Options {
  persistent?: boolean;
  recursive?: boolean;
  encoding?: string;
  signal?: AbortSignal;
  maxQueue?: number;
  overflow?: string;
}

/** Hears what happens at a path, in a later turn; the same event twice in a row is told once. */
function subscribe(disk: Disk, path: string, deep: boolean, tell: (event: string, name: string) => void): () => void {
  let node: Inode;
  try {
    node = disk.existing(path);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const failure = systemError(error.code, 'watch', path);
    throw Object.assign(failure, { filename: path });
  }
  const own = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  let queue: [string, string][] = [];
  const watcher: Watcher = {
    deep,
    heard(event, name = own) {
      const before = queue.at(-1);
      if (event === 'change' && before?.[0] === event && before[1] === name) return;
      queue.push([event, name]);
      if (queue.length > 1) return;
      native.soon(() => {
        const events = queue;
        queue = [];
        for (const [kind, file] of events) runMacrotask(() => tell(kind, file));
      });
    },
  };
  (node.watchers ??= new Set()).add(watcher);
  return () => void node.watchers?.delete(watcher);
}

export function createWatching(disk: Disk) {
  class FSWatcher extends Emitter {
    #stop: (() => void) | undefined;
    constructor(path: string, { recursive = false, encoding }: Options) {
      super();
      this.#stop = subscribe(disk, path, recursive, (event, name) => {
        if (this.#stop) this.emit('change', event, encoded(name, encoding));
      });
    }
    close(): void {
      if (!this.#stop) return;
      this.#stop();
      this.#stop = undefined;
      native.soon(() => runMacrotask(() => this.emit('close')));
    }
    ref() { return this; }
    unref() { return this; }
  } // prettier-ignore

  function watch(path: unknown, ...rest: unknown[]): FSWatcher {
    const listener = rest.find((each) => typeof each === 'function') as Listener | undefined;
    const options = check.optionsOf(rest[0]) as Options;
    const name = check.pathOf(path, 'filename');
    for (const key of ['persistent', 'recursive'] as const) {
      if (options[key] !== undefined && options[key] !== null) validateBoolean(options[key], `options.${key}`);
    }
    if (listener === undefined && rest.length > 1 && rest[1] !== undefined) validateFunction(rest[1], 'listener');
    const watcher = new FSWatcher(name, options);
    if (listener) watcher.on('change', listener);
    const { signal } = options;
    if (signal?.aborted) native.soon(() => watcher.close());
    else if (signal) {
      const abort = () => watcher.close();
      signal.addEventListener('abort', abort, { once: true });
      watcher.once('close', () => signal.removeEventListener('abort', abort));
    }
    return watcher;
  }
  return { FSWatcher, watch, watchLater: createIteration(disk), ...createPolling(disk) };
}

/** `fs/promises.watch`. */
function createIteration(disk: Disk) {
  return async function* watch(
    path: unknown,
    raw: unknown = {},
  ): AsyncGenerator<{ eventType: string; filename: unknown }> {
    const name = check.pathOf(path, 'filename');
    if (typeof raw !== 'object' || raw === null) check.optionsOf(raw === null ? 0 : raw);
    const options = raw as Options;
    const {
      persistent = true,
      recursive = false,
      encoding = 'utf8',
      maxQueue = 2048,
      overflow = 'ignore',
      signal,
    } = options;
    validateBoolean(persistent, 'options.persistent');
    validateBoolean(recursive, 'options.recursive');
    validateInteger(maxQueue, 'options.maxQueue');
    validateOneOf(overflow, 'options.overflow', ['ignore', 'error']);
    validateAbortSignal(signal, 'options.signal');
    if (encoding && encoding !== 'buffer') checkName(encoding);
    if (signal?.aborted) throw abortError(signal.reason);
    const events: { eventType: string; filename: unknown }[] = [];
    let wake = () => {};
    let failure: Error | undefined;
    const stop = subscribe(disk, name, recursive, (eventType, filename) => {
      if (events.length < maxQueue) events.push({ eventType, filename: encoded(filename, encoding) });
      else if (overflow === 'error') failure ??= nodeError(Error, 'ERR_FS_WATCH_QUEUE_OVERFLOW', `fs.watch() queued more than ${maxQueue} events`); // prettier-ignore
      wake();
    });
    const abort = () => {
      failure = abortError(signal?.reason);
      wake();
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      for (;;) {
        while (events.length > 0) yield events.shift()!;
        if (failure) throw failure;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      stop();
      signal?.removeEventListener('abort', abort);
    }
  };
}

function checkName(encoding: unknown): void {
  try {
    check.checkEncoding(encoding);
  } catch {
    throw invalidArgValue('options.encoding', encoding, 'is invalid');
  }
}
