import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { belongsTo, patch, type Instead } from './patch.ts';
import { ScopedTimer } from './timer.ts';

/**
 * Some code and all that it sets going: timers, and connections that it opens. It stands for a process of its own where
 * there is only one: its time can be stopped, and it can be ended.
 */
export interface Scope {
  /** What `work` begins belongs to the scope, also what it begins later. */
  run<Result>(work: () => Result): Result;
  /** From now on nothing of it goes on: what falls due waits for `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends its timers and connections, for good. */
  end(): void;
  /** Timers and connections that are still under way. */
  pending(): number;
  /** Resolves when nothing is pending, at once or later. */
  idle(): Promise<void>;
  readonly state: 'running' | 'frozen' | 'ended';
}

export interface Scopes {
  open(): Scope;
  /** The scope of the code that is running. */
  current(): Scope | undefined;
  /** Puts Node's timers back. */
  close(): void;
}

/** Promises, files and what is computed at once are not held: only what waits for a timer or a connection. */
export function createScopes(clock: Clock): Scopes {
  const storage = new AsyncLocalStorage<{ scope: Scope; instead: Instead }>();
  const all: Scope[] = [];
  const restore = patch(() => storage.getStore()?.instead);
  return {
    open() {
      const { scope, instead } = createScope(clock, (work) => storage.run({ scope, instead }, work));
      all.push(scope);
      return scope;
    },
    current: () => storage.getStore()?.scope,
    close() {
      for (const scope of all) scope.end();
      restore();
    },
  };
}

type Enter = <Result>(work: () => Result) => Result;

function createScope(clock: Clock, enter: Enter): { scope: Scope; instead: Instead } {
  let state: Scope['state'] = 'running';
  let held: (() => void)[] = [];
  const gate = (callback: () => void) => {
    if (state === 'frozen') held.push(callback);
    else if (state === 'running') callback();
  };
  const work = createWork(clock, gate, () => state !== 'running');
  const scope: Scope = {
    run: enter,
    get state() {
      return state;
    },
    freeze: () => void (state === 'running' && (state = 'frozen')),
    thaw() {
      if (state !== 'frozen') return;
      state = 'running';
      const due = held;
      held = [];
      // What one of them does may freeze the rest again.
      for (const callback of due) gate(callback);
    },
    end() {
      state = 'ended';
      held = [];
      work.end();
    },
    pending: work.pending,
    idle: work.idle,
  };
  return { scope, instead: work.instead };
}

/** What a scope has under way. */
function createWork(clock: Clock, gate: (callback: () => void) => void, isSilent: () => boolean) {
  let waiting: (() => void)[] = [];
  const timers = new Set<ScopedTimer>();
  const sockets = new Set<Socket>();
  /** Those that a program does not wait for, such as idle ones of an HTTP agent. */
  const unwaited = new WeakSet<Socket>();
  const pending = () =>
    [...timers].filter((timer) => timer.waitedFor).length +
    [...sockets].filter((socket) => !unwaited.has(socket)).length;
  const settled = () => {
    if (pending() > 0) return;
    const done = waiting;
    waiting = [];
    for (const resolve of done) resolve();
  };
  const start = (callback: (...args: unknown[]) => void, delay: number, repeats: boolean, args: unknown[]) => {
    const bound = AsyncResource.bind(() => callback(...args));
    const ended = () => (timers.delete(timer), void queueMicrotask(settled));
    const timer: ScopedTimer = new ScopedTimer({ clock, gate, delay, repeats, callback: bound, ended });
    timers.add(timer);
    belongsTo(timer, instead);
    return timer;
  };
  const instead: Instead = {
    setTimeout: (callback, delay = 1, ...args) => start(callback, delay, false, args),
    setInterval: (callback, delay = 1, ...args) => start(callback, delay, true, args),
    setImmediate: (callback, ...args) => start(callback, 0, false, args),
    clear: (timer) => (timer instanceof ScopedTimer ? (timer.close(), true) : false),
    connecting(socket) {
      if (sockets.has(socket)) return;
      sockets.add(socket);
      hold(socket, isSilent, gate);
      noteReferences(socket, unwaited, settled);
      socket.once('close', () => (sockets.delete(socket), void queueMicrotask(settled)));
    },
  };
  const end = () => {
    for (const timer of timers) timer.close();
    for (const socket of sockets) socket.destroy();
  };
  return { instead, pending, end, idle: () => new Promise<void>((resolve) => (waiting.push(resolve), settled())) };
}

/** Keeps what a connection has to say until its owner may hear it, in order; one that has ended hears nothing. */
function hold(socket: Socket, isSilent: () => boolean, gate: (callback: () => void) => void): void {
  const { emit } = socket;
  socket.emit = function (this: Socket, ...args: never[]) {
    if (!isSilent()) return Reflect.apply(emit, this, args) as boolean;
    gate(() => void Reflect.apply(emit, this, args));
    return true;
  } as typeof emit;
}

function noteReferences(socket: Socket, unwaited: WeakSet<Socket>, settled: () => void): void {
  const { ref, unref } = socket;
  socket.ref = () => (unwaited.delete(socket), Reflect.apply(ref, socket, []) as Socket);
  socket.unref = () => (unwaited.add(socket), queueMicrotask(settled), Reflect.apply(unref, socket, []) as Socket);
}
