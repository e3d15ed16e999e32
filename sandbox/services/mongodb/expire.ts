import type { Store } from './store.ts';
import { at } from './values.ts';

/** Removes what indexes with `expireAfterSeconds` say is over. MongoDB looks once a minute, this server before each command. */
export function expire(store: Store, now: number): void {
  for (const database of store.databases()) {
    for (const name of store.names(database)) {
      const collection = store.find(database, name)!;
      for (const { key, expireAfterSeconds } of collection.indexes()) {
        if (expireAfterSeconds === undefined) continue;
        const [path] = Object.keys(key);
        const over = (value: unknown) => value instanceof Date && value.getTime() + expireAfterSeconds * 1000 <= now;
        const gone = collection.documents().filter((document) => at(document, path!).flat().some(over));
        for (const document of gone) collection.remove(document);
      }
    }
  }
}
