import { exposeMethods } from '../boundary.ts';
import { exposeClass, getter } from './classes.ts';
import { type Connection, requireOpen } from './connection.ts';
import { illegalConstructor, invalidType, invalidValue } from './errors.ts';
import * as execution from './execution.ts';
import { createIterator } from './iterator.ts';
import { bindOne } from './parameters.ts';
import type { StatementState } from './state.ts';
import { beginExecution } from './statement.ts';

interface Cached {
  statement: object;
  state: StatementState;
}

interface StoreState {
  readonly connection: Connection;
  readonly database: object;
  readonly capacity: number;
  /** In the order of use, the oldest first. */
  readonly statements: Map<string, Cached>;
  prepare(sql: string): Cached;
}

let incoming: StoreState | null = null;

function sqlOf(strings: unknown, count: number): string {
  if (!Array.isArray(strings)) {
    throw invalidType('First argument must be an array of strings (template literal).');
  }
  let sql = '';
  for (const [i, part] of strings.entries()) {
    if (typeof part !== 'string') throw invalidType('Template literal parts must be strings.');
    sql += i < count ? `${part}?` : part;
  }
  return sql;
}

/** The statement for a template, which is compiled once. */
function find(store: StoreState, sql: string): Cached {
  const { statements, capacity } = store;
  const known = statements.get(sql);
  statements.delete(sql);
  const cached = known?.state.handle ? known : store.prepare(sql);
  statements.set(sql, cached);
  if (statements.size > capacity) statements.delete(statements.keys().next().value as string);
  return cached;
}

class TagStore {
  readonly #state: StoreState;

  constructor() {
    if (!incoming) throw illegalConstructor();
    this.#state = incoming;
  }

  static of(self: TagStore): StoreState {
    if (typeof self !== 'object' || self === null || !(#state in self)) throw new TypeError('Illegal invocation');
    return self.#state;
  }

  static #begin(self: TagStore, strings: unknown, values: unknown[]): Cached {
    const store = TagStore.of(self);
    requireOpen(store.connection);
    const cached = find(store, sqlOf(strings, values.length));
    const { state } = cached;
    beginExecution(state);
    if (state.parameters !== values.length) {
      throw invalidValue('SQLite parameters must be bound using template literal placeholders.');
    }
    for (const [i, value] of values.entries()) bindOne(state, i + 1, value);
    return cached;
  }

  get(strings: unknown, ...values: unknown[]): unknown {
    return execution.get(TagStore.#begin(this, strings, values).state);
  }

  all(strings: unknown, ...values: unknown[]): unknown {
    return execution.all(TagStore.#begin(this, strings, values).state);
  }

  iterate(strings: unknown, ...values: unknown[]): object {
    const { state, statement } = TagStore.#begin(this, strings, values);
    return createIterator(state, statement);
  }

  run(strings: unknown, ...values: unknown[]): unknown {
    return execution.run(TagStore.#begin(this, strings, values).state);
  }

  clear(): void {
    TagStore.of(this).statements.clear();
  }
}

exposeMethods(TagStore.prototype);
exposeClass(TagStore, 'SQLTagStore', 'illegal');

const properties = {
  capacity: getter(function (this: TagStore) {
    return TagStore.of(this).capacity;
  }),
  db: getter(function (this: TagStore) {
    return TagStore.of(this).database;
  }),
  size: getter(function (this: TagStore) {
    return TagStore.of(this).statements.size;
  }),
};

/** What `createTagStore` gives: SQL in tagged templates, whose statements are kept. */
export function createTagStore(store: Omit<StoreState, 'statements'>): object {
  incoming = { ...store, statements: new Map() };
  const result = new TagStore();
  incoming = null;
  return Object.defineProperties(result, properties);
}
