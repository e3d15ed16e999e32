import type { Document } from 'bson';
import { MongoFault } from '../errors.ts';
import { aggregate, matching, shaped } from '../queries.ts';
import { indexed, keyOf } from '../values.ts';
import type { Command, Commands, Context } from '../types.ts';

const documentOf = (value: unknown): Document => (value ?? {}) as Document;

function find(body: Document, context: Context): Document {
  const filter = documentOf(body['filter']);
  const { batchSize, singleBatch, sort, skip, projection } = body;
  const limit = body['limit'] as number | undefined;
  const found = matching(context.store.find(context.database, String(body['find'])), filter, context);
  const documents = shaped(found, filter, { sort, skip, limit, projection } as Document);
  const single = singleBatch === true || (limit ?? 0) < 0;
  return context.cursors.open(
    `${context.database}.${body['find']}`,
    documents,
    batchSize as number | undefined,
    single,
  );
}

function runPipeline(body: Document, context: Context): Document {
  const pipeline = body['pipeline'] as Document[];
  const size = (body['cursor'] as Document | undefined)?.['batchSize'] as number | undefined;
  if (!Array.isArray(pipeline))
    throw new MongoFault(14, 'TypeMismatch', "'pipeline' option must be specified as an array");
  const found = aggregate(body['aggregate'], pipeline, body['let'] as Document | undefined, context);
  const name = typeof body['aggregate'] === 'string' ? body['aggregate'] : '$cmd.aggregate';
  return context.cursors.open(`${context.database}.${name}`, found, size);
}

function count(body: Document, context: Context): Document {
  const collection = context.store.find(context.database, String(body['count']));
  const found = matching(collection, documentOf(body['query']), context).slice(Number(body['skip'] ?? 0));
  return { n: body['limit'] ? Math.min(found.length, Math.abs(Number(body['limit']))) : found.length };
}

function distinct(body: Document, context: Context): Document {
  const collection = context.store.find(context.database, String(body['distinct']));
  const values = new Map<string, unknown>();
  for (const document of matching(collection, documentOf(body['query']), context)) {
    for (const value of indexed(document, String(body['key'])))
      if (value !== undefined && !(Array.isArray(value) && !value.length)) values.set(keyOf(value), value);
  }
  const sorted = shaped(
    [...values.values()].map((value) => ({ value })),
    {},
    { sort: { value: 1 } },
  );
  return { values: sorted.map(({ value }) => value as unknown) };
}

const readers: Commands = { find, aggregate: runPipeline, count, distinct };

/** Tells how a command would be carried out. The names of its stages are ours, so that nobody takes them for MongoDB's. */
function explain(body: Document, context: Context): Document {
  const inner = documentOf(body['explain']);
  const [name] = Object.keys(inner);
  const command: Command | undefined = readers[name!];
  if (!command)
    throw new MongoFault(59, 'CommandNotFound', `Explain failed due to unknown or unexplainable command: ${name}`);
  const started = performance.now();
  const answer = command(
    { ...inner, batchSize: Number.MAX_SAFE_INTEGER, cursor: { batchSize: Number.MAX_SAFE_INTEGER } },
    context,
  );
  const { cost, database } = context;
  const returned = ((answer['cursor'] as Document | undefined)?.['firstBatch'] as Document[] | undefined)?.length ?? 1;
  const stage = cost.index
    ? { stage: 'TEACHING_INDEX_LOOKUP', indexName: cost.index }
    : { stage: 'TEACHING_LOOK_AT_EVERY_DOCUMENT' };
  return {
    explainVersion: 'engine-room',
    note: "Engine Room's teaching engine, not MongoDB: it counts what it looked at, and has one plan. An index serves fields compared with values ($eq, $in); ranges, sorts and covered queries look at every document.",
    queryPlanner: { namespace: `${database}.${inner[name!]}`, winningPlan: stage, rejectedPlans: [] },
    executionStats: {
      executionSuccess: true,
      nReturned: returned,
      executionTimeMillis: Math.round(performance.now() - started),
      totalKeysExamined: cost.keysExamined,
      totalDocsExamined: cost.documentsExamined,
    },
  };
}

export const reading: Commands = {
  ...readers,
  explain,
  aggregate: (body, context) =>
    body['explain'] === true
      ? explain({ explain: { ...body, explain: undefined } }, context)
      : runPipeline(body, context),
  getMore: (body, { cursors }) =>
    cursors.next(body['getMore'], String(body['collection']), body['batchSize'] as number | undefined),
  killCursors: (body, { cursors }) => cursors.kill(body['cursors'] as unknown[]),
};
