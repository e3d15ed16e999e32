import { fail, failure, nilArray, ok, type Reply } from '../reply.ts';
import { plain, type Table } from '../table.ts';
import type { Client, Context } from '../types.ts';

/** Commands that are carried out at once although a transaction is open. */
export const notQueued = ['exec', 'discard', 'multi', 'watch', 'quit', 'reset'];

export function forget(client: Client): void {
  client.transaction = undefined;
  client.watched = [];
}

function execute(_: string[], { client, engine }: Context): Reply {
  const { transaction, watched } = client;
  if (!transaction) return fail('ERR EXEC without MULTI');
  const touched = watched.some(({ database, key, version }) => database.version(key) !== version);
  forget(client);
  if (transaction.failed) return failure('EXECABORT Transaction discarded because of previous errors.');
  return touched ? nilArray : transaction.queue.map((words) => engine.call(words, client));
}

const flags = ['noscript'];

export const transactions: Table = {
  multi: plain(
    1,
    (_, { client }) => {
      if (client.transaction) fail('ERR MULTI calls can not be nested');
      client.transaction = { queue: [], failed: false };
      return ok;
    },
    flags,
  ),
  exec: plain(1, execute, flags),
  discard: plain(
    1,
    (_, { client }) => {
      if (!client.transaction) fail('ERR DISCARD without MULTI');
      forget(client);
      return ok;
    },
    flags,
  ),
  watch: {
    ...plain(
      -2,
      (names, { client, db }) => {
        if (client.transaction) fail('ERR WATCH inside MULTI is not allowed');
        for (const key of names) client.watched.push({ database: db, key, version: db.version(key) });
        return ok;
      },
      flags,
    ),
    keys: [1, -1, 1],
  },
  unwatch: plain(
    1,
    (_, { client }) => {
      client.watched = [];
      return ok;
    },
    flags,
  ),
};
