import { outOfRange, validateFunction, validateInteger } from '../errors.ts';
import Emitter from '../events.ts';
import { native } from '../native-timers.ts';
import { runMacrotask } from '../next-tick.ts';
import type { Disk } from './disk.ts';
import { noStats, statsOf } from './stats.ts';
import * as check from './validate.ts';

type Listener = (...args: any[]) => void;

type Facts = Record<string, number>;
const differs = (now: object, before: object): boolean =>
  ['ino', 'size', 'mode', 'nlink', 'uid', 'gid', 'mtimeMs', 'ctimeMs', 'birthtimeMs', 'dev', 'rdev'].some(
    (name) => (now as Facts)[name] !== (before as Facts)[name],
  );

/** Looks at a path again and again, and tells when something about it has changed. */
class StatWatcher extends Emitter {
  readonly path: string;
  #timer: number | undefined;
  #before: object;
  #bigint: boolean;
  #interval: number;
  readonly #disk: Disk;
  constructor(disk: Disk, path: string, interval: number, bigint: boolean) {
    super();
    this.#disk = disk;
    this.path = path;
    this.#bigint = bigint;
    this.#interval = interval;
    this.#before = this.#look() ?? noStats(bigint);
    const missing = this.#look() === undefined;
    native.soon(() => {
      if (!missing || this.#timer === undefined) return;
      runMacrotask(() => this.emit('change', noStats(bigint), noStats(bigint)));
    });
    this.#again();
  }
  #look(): object | undefined {
    try {
      return statsOf(this.#disk.existing(this.path), this.#bigint);
    } catch {
      return undefined;
    }
  }
  #again(): void {
    this.#timer = native.setTimeout(() => {
      const now = this.#look() ?? noStats(this.#bigint);
      const before = this.#before;
      this.#before = now;
      this.#again();
      if (differs(now, before)) runMacrotask(() => this.emit('change', now, before));
    }, this.#interval);
  }
  stop(): void {
    native.clearTimeout(this.#timer as number);
    this.#timer = undefined;
    native.soon(() => this.emit('stop'));
  }
  ref() { return this; }
  unref() { return this; }
} // prettier-ignore

/** `watchFile` and `unwatchFile`. */
export function createPolling(disk: Disk) {
  const watched = new Map<string, StatWatcher>();
  const keyOf = (path: unknown) => {
    const name = check.pathOf(path, 'filename');
    return name.startsWith('/') ? name : `./${name}`;
  };
  return {
    watchFile(path: unknown, ...rest: unknown[]): StatWatcher {
      const name = keyOf(path);
      const listener = rest.find((each) => typeof each === 'function') ?? rest[1] ?? rest[0];
      const options = (typeof rest[0] === 'object' ? rest[0] : {}) as { interval?: number; bigint?: boolean };
      validateFunction(listener, 'listener');
      const { interval = 5007, bigint = false } = options ?? {};
      if (typeof interval !== 'number') validateInteger(interval, 'interval');
      if (interval < 0 || !Number.isInteger(interval) || interval > 4294967295) throw outOfRange('interval', Number.isInteger(interval) ? '>= 0 && <= 4294967295' : 'an integer', interval); // prettier-ignore
      const watcher = watched.get(name) ?? new StatWatcher(disk, name.replace(/^\.\//, ''), interval, bigint);
      watched.set(name, watcher);
      watcher.on('change', listener as Listener);
      return watcher;
    },
    unwatchFile(path: unknown, listener?: Listener): void {
      const name = keyOf(path);
      const watcher = watched.get(name);
      if (!watcher) return;
      if (typeof listener === 'function') watcher.removeListener('change', listener);
      else watcher.removeAllListeners('change');
      if (watcher.listenerCount('change') > 0) return;
      watcher.stop();
      watched.delete(name);
    },
  };
}
