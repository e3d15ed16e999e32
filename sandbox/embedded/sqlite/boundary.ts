/**
 * Where the addon ends and its users begin. Natively an error's stack starts at the call of the method; ours would start
 * with our own functions, of which there are enough to push the user's code out of the ten frames that engines keep.
 */

type Method = (...args: unknown[]) => unknown;

/** Exceptions of user code that passed through SQLite: their stacks say where they come from and stay as they are. */
const ofUsers = new WeakSet<object>();

const { captureStackTrace } = Error as { captureStackTrace?: (error: Error, above: unknown) => void };

/** Marks an exception as not ours. */
export function foreign(error: unknown): unknown {
  if (typeof error === 'object' && error !== null) ofUsers.add(error);
  return error;
}

/** Lets the stack of an error of ours begin above the given function. */
export function trimmed(error: unknown, above: unknown): unknown {
  if (error instanceof Error && !ofUsers.has(error)) captureStackTrace?.(error, above);
  return error;
}

function expose(method: Method): Method {
  // `arguments` is passed on without a copy, which a rest parameter would make for every query.
  const exposed = function (this: unknown): unknown {
    try {
      return method.apply(this, arguments as unknown as unknown[]);
    } catch (error) {
      throw trimmed(error, exposed);
    }
  };
  return Object.defineProperty(exposed, 'name', { value: method.name });
}

/** Native classes list their methods when enumerated; those of a JavaScript class do not by themselves. */
export function exposeMethods(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    if (key === 'constructor') continue;
    const value = expose(Reflect.get(prototype, key) as Method);
    Object.defineProperty(prototype, key, { value, enumerable: true });
  }
}
