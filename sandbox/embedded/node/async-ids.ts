/** The identities that Node gives to callbacks of the event loop, and who wants to hear of them. */
import { native } from './native-timers.ts';

export interface Hooks {
  init?: ((id: number, type: string, triggerId: number, resource: object) => void) | undefined;
  before?: ((id: number) => void) | undefined;
  after?: ((id: number) => void) | undefined;
  destroy?: ((id: number) => void) | undefined;
}

/** What of Node's loop a callback belongs to. */
export interface Identity {
  id: number;
  triggerId: number;
  resource: object;
}

// The program itself is 1, and nothing began it.
let nextId = 2;
let running: Identity = { id: 1, triggerId: 0, resource: {} };
let hooks: Hooks[] = [];

export const executing = (): Identity => running;
export const hasInit = (): boolean => hooks.some(({ init }) => init !== undefined);

// Lists are replaced, not changed: a hook may enable or disable others while it is called.
export function addHooks(hook: Hooks): void {
  if (!hooks.includes(hook)) hooks = [...hooks, hook];
}
export function removeHooks(hook: Hooks): void {
  hooks = hooks.filter((each) => each !== hook);
}

/** A callback is going to be called some time, and is told of. */
export function begin(type: string, resource: object, triggerId = running.id): Identity {
  const identity = { id: nextId++, triggerId, resource };
  for (const hook of hooks) hook.init?.(identity.id, type, triggerId, resource);
  return identity;
}

/** Calls a callback under its identity. */
export function runAs<R>(identity: Identity, fn: () => R): R {
  const outer = running;
  running = identity;
  try {
    for (const hook of hooks) hook.before?.(identity.id);
    return fn();
  } finally {
    for (const hook of hooks) hook.after?.(identity.id);
    running = outer;
  }
}

const ended: number[] = [];

/** Nothing will be called any more; hooks hear of it in a later turn, as in Node. */
export function end({ id }: Identity): void {
  if (hooks.length === 0) return;
  ended.push(id);
  if (ended.length > 1) return;
  native.soon(() => {
    for (const each of ended.splice(0)) for (const hook of hooks) hook.destroy?.(each);
  });
}

/** Ticks and microtasks are told of only when somebody listens: they are many. */
export function asTask<F extends (...args: any[]) => unknown>(type: string, callback: F): F {
  if (hooks.length === 0) return callback;
  const identity = begin(type, { callback });
  return ((...args: unknown[]) => {
    try {
      return runAs(identity, () => callback(...args));
    } finally {
      end(identity);
    }
  }) as F;
}
