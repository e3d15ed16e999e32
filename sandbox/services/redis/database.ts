import { fail, wrongType } from './reply.ts';
import type { SortedSet } from './sorted-set.ts';
import type { Stream } from './stream.ts';

/** What a key can hold. Text is bytes, see `reply.ts`. */
export interface Values {
  string: string;
  list: string[];
  hash: Map<string, string>;
  set: Set<string>;
  zset: SortedSet;
  stream: Stream;
}
export type TypeName = keyof Values;

export interface Entry<Type extends TypeName = TypeName> {
  type: Type;
  value: Values[Type];
  /** ms of the server's clock. */
  expiresAt?: number | undefined;
}

/** One numbered database of a server. */
export interface Database {
  /** An entry that has not expired. */
  entry(key: string): Entry | undefined;
  /** The value of a key, when it is of that type. @throws {RedisError} WRONGTYPE */
  get<Type extends TypeName>(key: string, type: Type): Values[Type] | undefined;
  /** Stores a value and forgets when the old one was to expire. */
  set<Type extends TypeName>(key: string, type: Type, value: Values[Type], expiresAt?: number): void;
  delete(key: string): boolean;
  /** Says that what is at the key has changed; containers that became empty are removed. */
  changed(key: string): void;
  keys(): string[];
  /** Grows with every change of the key: what WATCH compares. */
  version(key: string): number;
  clear(): void;
  /** Exchanges what two databases hold. */
  swap(other: Database): void;
  /** For `swap`. */
  entries: Map<string, Entry>;
}

export function createDatabase(now: () => number, onChange: () => void): Database {
  const versions = new Map<string, number>();
  const bump = (key: string) => {
    versions.set(key, (versions.get(key) ?? 0) + 1);
    onChange();
  };
  const database: Database = {
    entries: new Map(),
    entry(key) {
      const entry = database.entries.get(key);
      if (entry?.expiresAt === undefined || entry.expiresAt > now()) return entry;
      database.entries.delete(key);
      bump(key);
      return undefined;
    },
    get(key, type) {
      const entry = database.entry(key);
      if (!entry) return undefined;
      return entry.type === type ? (entry.value as Values[typeof type]) : fail(wrongType);
    },
    set(key, type, value, expiresAt) {
      database.entries.set(key, { type, value, expiresAt });
      bump(key);
    },
    delete(key) {
      const there = database.entry(key) !== undefined;
      if (there) {
        database.entries.delete(key);
        bump(key);
      }
      return there;
    },
    changed(key) {
      const entry = database.entries.get(key);
      if (entry && isEmpty(entry)) database.entries.delete(key);
      bump(key);
    },
    keys: () => [...database.entries.keys()].filter((key) => database.entry(key)),
    version: (key) => (database.entry(key), versions.get(key) ?? 0),
    clear() {
      const keys = [...database.entries.keys()];
      database.entries.clear();
      keys.forEach(bump);
    },
    swap(other) {
      const both = new Set([...database.entries.keys(), ...other.entries.keys()]);
      [database.entries, other.entries] = [other.entries, database.entries];
      for (const key of both) {
        database.changed(key);
        other.changed(key);
      }
    },
  };
  return database;
}

function isEmpty({ type, value }: Entry): boolean {
  if (type === 'list') return (value as string[]).length === 0;
  // A stream without entries is still a stream, and an empty text still a text.
  return type !== 'string' && type !== 'stream' && (value as Set<string>).size === 0;
}
