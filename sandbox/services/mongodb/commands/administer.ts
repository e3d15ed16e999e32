import type { Document } from 'bson';
import type { Index } from '../collection.ts';
import { badValue, missing, MongoFault } from '../errors.ts';
import { checkValidator } from '../validate.ts';
import { keyOf } from '../values.ts';
import type { Commands, Context } from '../types.ts';

const kinds = new Set<unknown>([1, -1]);

function readIndex(given: Document): Index {
  const key = given['key'] as Document;
  for (const [path, kind] of Object.entries(key)) {
    if (!kinds.has(kind)) {
      throw new MongoFault(
        67,
        'CannotCreateIndex',
        `The teaching server of Engine Room has ascending (1) and descending (-1) indexes; '${path}' asks for ${String(kind)}`,
      );
    }
  }
  const name = (given['name'] as string | undefined) ?? Object.entries(key).flat().join('_');
  const { background: _, ...rest } = given;
  return { v: 2, ...rest, key, name } as Index;
}

function createIndexes(body: Document, { store, database }: Context): Document {
  const name = String(body['createIndexes']);
  const created = !store.find(database, name);
  const collection = store.findOrCreate(database, name);
  const before = collection.indexes().length;
  for (const index of (body['indexes'] as Document[]).map(readIndex)) {
    const same = collection.indexes().find((one) => one.name === index.name || keyOf(one.key) === keyOf(index.key));
    if (!same) collection.addIndex(index);
    else if (same.name !== index.name) {
      throw new MongoFault(85, 'IndexOptionsConflict', `Index already exists with a different name: ${same.name}`);
    } else if (keyOf(same.key) !== keyOf(index.key) || (same.unique ?? false) !== (index.unique ?? false)) {
      throw new MongoFault(
        86,
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(index)}, existing index: ${JSON.stringify(same)}`,
      );
    }
  }
  return {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes().length,
    createdCollectionAutomatically: created,
  };
}

function dropIndexes(body: Document, { store, database }: Context): Document {
  const name = String(body['dropIndexes']);
  const collection = store.find(database, name) ?? missing(`${database}.${name}`);
  const before = collection.indexes();
  const wanted = body['index'] as string | string[] | Document;
  if (wanted === '*') for (const index of before.slice(1)) collection.removeIndex(index.name);
  else {
    for (const one of [wanted].flat()) {
      const index = before.find((other) =>
        typeof one === 'string' ? other.name === one : keyOf(other.key) === keyOf(one),
      );
      if (!index)
        throw new MongoFault(
          27,
          'IndexNotFound',
          `index not found with name [${typeof one === 'string' ? one : JSON.stringify(one)}]`,
        );
      if (index.name === '_id_') throw new MongoFault(72, 'InvalidOptions', 'cannot drop _id index');
      collection.removeIndex(index.name);
    }
  }
  return { nIndexesWas: before.length };
}

function listCollections(body: Document, { store, database, cursors }: Context): Document {
  const filter = (body['filter'] ?? {}) as Document;
  const names = store.names(database).filter((name) => filter['name'] === undefined || filter['name'] === name);
  const found = names.map((name) => ({
    name,
    type: 'collection',
    ...(body['nameOnly'] !== true && { options: store.find(database, name)!.options, info: { readOnly: false } }),
  }));
  return cursors.open(`${database}.$cmd.listCollections`, found, undefined);
}

function create(body: Document, { store, database }: Context): Document {
  const { create: name, $db: _db, lsid: _lsid, capped, timeseries, viewOn, ...options } = body;
  if (capped || timeseries || viewOn)
    badValue('The teaching server of Engine Room has no capped collections, time series or views');
  checkValidator(options);
  store.create(
    database,
    String(name),
    Object.fromEntries(Object.entries(options).filter(([key]) => key.startsWith('valid'))),
  );
  return {};
}

export const administering: Commands = {
  create,
  createIndexes,
  dropIndexes,
  listIndexes(body, { store, database, cursors }) {
    const name = String(body['listIndexes']);
    const collection = store.find(database, name) ?? missing(`${database}.${name}`);
    return cursors.open(`${database}.${name}`, collection.indexes(), undefined);
  },
  listCollections,
  collMod(body, { store, database }) {
    const name = String(body['collMod']);
    const collection = store.find(database, name) ?? missing(`${database}.${name}`);
    checkValidator(body);
    for (const key of ['validator', 'validationLevel', 'validationAction'])
      if (key in body) collection.options[key] = body[key] as unknown;
    return {};
  },
  listDatabases(body, { store }) {
    const all = store.databases().map((name) => ({ name, sizeOnDisk: 0, empty: false }));
    return {
      databases: body['nameOnly'] === true ? all.map(({ name }) => ({ name })) : all,
      totalSize: 0,
      totalSizeMb: 0,
    };
  },
  drop(body, { store, database }) {
    const name = String(body['drop']);
    const there = store.drop(database, name);
    return there ? { ns: `${database}.${name}`, nIndexesWas: 1 } : {};
  },
  dropDatabase(_, { store, database }) {
    store.dropDatabase(database);
    return { dropped: database };
  },
};
