import { type Connection, requireOpen } from './connection.ts';
import { invalidType, outOfRange } from './errors.ts';
import { LIMITS, isInt32 } from './options.ts';

const MAX_INT = 0x7fffffff;
const MESSAGE = 'Limit value must be a non-negative integer or Infinity.';

function limitValue(value: unknown): number {
  if (value === Infinity) return MAX_INT;
  if (!isInt32(value)) throw invalidType(MESSAGE);
  if (value < 0) throw outOfRange('Limit value must be non-negative.');
  return value;
}

/**
 * `db.limits`: properties that look like values and read the connection. The values of the target are kept up to date,
 * because `console.log` looks at that.
 */
export function createLimits(connection: Connection): object {
  const target: Record<string, unknown> = {};
  const own = (value: unknown) => ({ value, writable: true, enumerable: true, configurable: true });
  for (const name of Object.keys(LIMITS)) Object.defineProperty(target, name, own(0));
  const { c } = connection.host.sqlite;
  const idOf = (name: string | symbol) => (typeof name === 'string' ? LIMITS[name] : undefined);
  const refresh = (name: string | symbol): void => {
    const id = idOf(name);
    if (id === undefined) return;
    requireOpen(connection);
    target[name as string] = c.sqlite3_limit(connection.db, id, -1);
  };
  for (const name of Object.keys(LIMITS)) refresh(name);
  return new Proxy(target, {
    get(_, name, receiver) {
      refresh(name);
      return Reflect.get(target, name, receiver) as unknown;
    },
    getOwnPropertyDescriptor(_, name) {
      refresh(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    set(_, name, value) {
      const id = idOf(name);
      if (id === undefined) return Reflect.set(target, name, value);
      requireOpen(connection);
      c.sqlite3_limit(connection.db, id, limitValue(value));
      refresh(name);
      return true;
    },
    // Natively, too, deleting does nothing and says that it worked.
    deleteProperty: (_, name) => idOf(name) !== undefined || Reflect.deleteProperty(target, name),
  });
}
