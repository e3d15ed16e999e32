import type { Document } from 'bson';
import { createCollection, type Collection } from './collection.ts';
import { MongoFault } from './errors.ts';

/** What a server holds: databases of collections, each made when something is first put into it. */
export interface Store {
  find(database: string, name: string): Collection | undefined;
  findOrCreate(database: string, name: string): Collection;
  create(database: string, name: string, options: Document): Collection;
  drop(database: string, name: string): boolean;
  dropDatabase(database: string): void;
  names(database: string): string[];
  databases(): string[];
  clear(): void;
}

export function createStore(): Store {
  const databases = new Map<string, Map<string, Collection>>();
  const store: Store = {
    find: (database, name) => databases.get(database)?.get(name),
    findOrCreate: (database, name) => store.find(database, name) ?? store.create(database, name, {}),
    create(database, name, options) {
      if (!name || name.includes('$') || name.startsWith('system.')) {
        throw new MongoFault(73, 'InvalidNamespace', `Invalid collection name: ${name}`);
      }
      if (store.find(database, name)) {
        throw new MongoFault(48, 'NamespaceExists', `Collection ${database}.${name} already exists.`);
      }
      const collection = createCollection(`${database}.${name}`, options);
      const there = databases.get(database) ?? new Map<string, Collection>();
      databases.set(database, there.set(name, collection));
      return collection;
    },
    drop(database, name) {
      const gone = databases.get(database)?.delete(name) ?? false;
      if (!databases.get(database)?.size) databases.delete(database);
      return gone;
    },
    dropDatabase: (database) => void databases.delete(database),
    names: (database) => [...(databases.get(database)?.keys() ?? [])].toSorted(),
    databases: () => [...databases.keys()].toSorted(),
    clear: () => databases.clear(),
  };
  return store;
}
