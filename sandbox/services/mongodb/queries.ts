import type { Document } from 'bson';
import { Aggregator, Query } from 'mingo';
import type { Collection } from './collection.ts';
import { badValue, MongoFault } from './errors.ts';
import { clone } from './values.ts';
import type { Context } from './types.ts';

/** Matching documents, with what it cost to find them. */
export function matching(collection: Collection | undefined, filter: Document, { cost }: Context): Document[] {
  const query = new Query(filter, {});
  if (!collection) return [];
  const { candidates, index, keysExamined } = collection.plan(filter);
  cost.documentsExamined += candidates.length;
  cost.keysExamined += keysExamined;
  if (index) cost.index = index.name;
  return candidates.filter((document) => query.test(document));
}

export interface Shape {
  sort?: Document | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
  projection?: Document | undefined;
}

/** In the order, number and form that a `find` asks for. */
export function shaped(documents: Document[], filter: Document, { sort, skip, limit, projection }: Shape): Document[] {
  let cursor = new Query(filter, {}).find<Document>(documents.map(clone), (projection ?? {}) as never);
  if (sort && Object.keys(sort).length) cursor = cursor.sort(sort as Record<string, 1 | -1>);
  if (skip) cursor = cursor.skip(Number(skip));
  if (limit) cursor = cursor.limit(Math.abs(Number(limit)));
  return cursor.all();
}

const refused: Record<string, string> = {
  $changeStream: 'The $changeStream stage is only supported on replica sets',
  $merge: '$merge is not part of the teaching server of Engine Room; $out is',
  $search: '$search needs MongoDB Atlas',
  $geoNear: '$geoNear is not part of the teaching server of Engine Room',
};

/** Runs a pipeline. Its first $match may use an index; other collections are read as $lookup and $unionWith ask for them. */
export function aggregate(
  name: unknown,
  pipeline: Document[],
  variables: Document | undefined,
  context: Context,
): Document[] {
  const { store, database } = context;
  for (const stage of pipeline) {
    const names = Object.keys(stage);
    if (names.length !== 1) {
      throw new MongoFault(
        40323,
        'Location40323',
        'A pipeline stage specification object must contain exactly one field.',
      );
    }
    const text = refused[names[0]!];
    if (text) throw new MongoFault(40573, 'Location40573', text);
  }
  const collection = typeof name === 'string' ? store.find(database, name) : undefined;
  const [first, ...rest] = pipeline;
  const filter = first?.['$match'] as Document | undefined;
  const documents = matching(collection, filter ?? {}, context).map(clone);
  const last = pipeline.at(-1)!;
  const out = last?.['$out'] as string | Document | undefined;
  const stages = (filter ? rest : pipeline).filter((stage) => !('$out' in stage));
  const options = {
    collectionResolver: (other: string) => {
      const all = store.find(database, other)?.documents() ?? [];
      context.cost.documentsExamined += all.length;
      return all.map(clone);
    },
    ...(variables && { variables }),
  };
  const found = new Aggregator(stages as never, options).run<Document>(first?.['$documents'] ? [{}] : documents);
  if (out === undefined) return found;
  write(out, found, context);
  return [];
}

function write(out: string | Document, documents: Document[], { store, database }: Context): void {
  const name = typeof out === 'string' ? out : String(out['coll'] ?? badValue('$out needs the name of a collection'));
  const target = typeof out === 'string' ? database : String(out['db'] ?? database);
  const collection = store.findOrCreate(target, name);
  collection.clear();
  for (const document of documents) collection.insert(document);
}
