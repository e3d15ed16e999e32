import { Long, type Document } from 'bson';
import { MongoFault } from './errors.ts';
import type { Cursors } from './types.ts';
import { noCursor } from './wire.ts';

const firstBatch = 101;

export function createCursors(): Cursors & { clear(): void } {
  const open = new Map<string, { namespace: string; rest: Document[] }>();
  let last = 0;
  const keep = (namespace: string, rest: Document[]): Long => {
    if (!rest.length) return noCursor;
    const id = Long.fromNumber(1_000_000 + ++last);
    open.set(id.toString(), { namespace, rest });
    return id;
  };
  return {
    open(namespace, documents, batchSize = firstBatch, single = false) {
      const rest = documents.slice(batchSize);
      return {
        cursor: { firstBatch: documents.slice(0, batchSize), id: keep(namespace, single ? [] : rest), ns: namespace },
      };
    },
    next(id, collection, batchSize) {
      const cursor = open.get(String(id));
      if (!cursor || !cursor.namespace.endsWith(`.${collection}`)) {
        throw new MongoFault(43, 'CursorNotFound', `cursor id ${String(id)} not found`);
      }
      const nextBatch = cursor.rest.splice(0, batchSize ?? Infinity);
      if (!cursor.rest.length) open.delete(String(id));
      const left = cursor.rest.length ? Long.fromString(String(id)) : noCursor;
      return { cursor: { nextBatch, id: left, ns: cursor.namespace } };
    },
    kill(ids) {
      const killed = ids.filter((id) => open.delete(String(id)));
      const unknown = ids.filter((id) => !killed.includes(id));
      return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] };
    },
    clear: () => open.clear(),
  };
}
