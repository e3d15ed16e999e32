import { ObjectId, type Document } from 'bson';
import type { Collection } from '../collection.ts';
import { MongoFault, toFault } from '../errors.ts';
import { changed, fromFilter, replaces, type Change } from '../modify.ts';
import { matching, shaped } from '../queries.ts';
import { keyOf, typeName } from '../values.ts';
import { validateDocument } from '../validate.ts';
import type { Commands, Context } from '../types.ts';

/** Does one after the other; an error ends an ordered list, and is told with its place. */
function each(items: Document[], ordered: unknown, act: (item: Document, index: number) => void): Document {
  const writeErrors: Document[] = [];
  for (const [index, item] of items.entries()) {
    try {
      act(item, index);
    } catch (error) {
      const { code, message, extra } = toFault(error);
      writeErrors.push({ index, code, errmsg: message, ...extra });
      if (ordered !== false) break;
    }
  }
  return writeErrors.length ? { writeErrors } : {};
}

function store(collection: Collection, document: Document, body: Document): void {
  if (body['bypassDocumentValidation'] !== true) validateDocument(document, collection.options);
}

function insert(body: Document, { store: all, database }: Context): Document {
  const collection = all.findOrCreate(database, String(body['insert']));
  let n = 0;
  const errors = each(body['documents'] as Document[], body['ordered'], (document) => {
    if (['array', 'regex'].includes(typeName(document['_id']))) {
      throw new MongoFault(53, 'InvalidIdField', `The '_id' value cannot be of type ${typeName(document['_id'])}`);
    }
    store(collection, document, body);
    collection.insert(document);
    n++;
  });
  return { n, ...errors };
}

interface Outcome {
  matched: number;
  modified: number;
  upserted?: unknown;
  before?: Document;
  after?: Document;
}

/** One statement of an update, or a findAndModify. */
function change(
  collection: Collection,
  what: Change & { multi: boolean; upsert: boolean; sort?: Document },
  body: Document,
  context: Context,
): Outcome {
  const { filter, multi, upsert, update, sort } = what;
  if (multi && replaces(update))
    throw new MongoFault(9, 'FailedToParse', 'multi update is not supported for replacement-style update');
  const found = matching(collection, filter, context);
  // The documents themselves, in the order asked for.
  const byId = new Map(found.map((document) => [keyOf(document['_id']), document]));
  const ordered = sort ? shaped(found, {}, { sort }).map((document) => byId.get(keyOf(document['_id']))!) : found;
  const chosen = multi ? ordered : ordered.slice(0, 1);
  const outcome: Outcome = { matched: chosen.length, modified: 0 };
  for (const before of chosen) {
    const after = changed(before, what);
    Object.assign(outcome, { before, after });
    if (keyOf(before) === keyOf(after)) continue;
    store(collection, after, body);
    collection.replace(before, after);
    outcome.modified++;
  }
  if (chosen.length || !upsert) return outcome;
  const start = replaces(update) ? idOf(fromFilter(filter)) : fromFilter(filter);
  const { _id = new ObjectId(), ...rest } = changed(start, what, true);
  const document: Document = { _id: _id as unknown, ...rest };
  store(collection, document, body);
  collection.insert(document);
  return { ...outcome, upserted: document['_id'] as unknown, after: document };
}

/** Of the filter of a replacement only the `_id` goes into the new document. */
const idOf = (document: Document): Document => ('_id' in document ? { _id: document['_id'] as unknown } : {});

function update(body: Document, context: Context): Document {
  const collection = context.store.findOrCreate(context.database, String(body['update']));
  let [n, nModified] = [0, 0];
  const upserted: Document[] = [];
  const errors = each(body['updates'] as Document[], body['ordered'], (statement, index) => {
    const { q, u, multi, upsert, arrayFilters } = statement;
    const what = {
      filter: q as Document,
      update: u as Document,
      arrayFilters: arrayFilters as Document[] | undefined,
      multi: multi === true,
      upsert: upsert === true,
    };
    const outcome = change(collection, what, body, context);
    n += outcome.matched + ('upserted' in outcome ? 1 : 0);
    nModified += outcome.modified;
    if ('upserted' in outcome) upserted.push({ index, _id: outcome.upserted });
  });
  return { n, nModified, ...(upserted.length && { upserted }), ...errors };
}

function remove(body: Document, context: Context): Document {
  const collection = context.store.find(context.database, String(body['delete']));
  let n = 0;
  const errors = each(body['deletes'] as Document[], body['ordered'], ({ q, limit }) => {
    const found = matching(collection, q as Document, context);
    for (const document of limit ? found.slice(0, 1) : found) {
      collection!.remove(document);
      n++;
    }
  });
  return { n, ...errors };
}

function findAndModify(body: Document, context: Context): Document {
  const collection = context.store.findOrCreate(
    context.database,
    String(body['findAndModify'] ?? body['findandmodify']),
  );
  const filter = (body['query'] ?? {}) as Document;
  const sort = body['sort'] as Document | undefined;
  const shown = (document: Document | undefined) =>
    document ? shaped([document], {}, { projection: body['fields'] as Document | undefined })[0]! : null;
  if (body['remove'] === true) {
    const found = shaped(matching(collection, filter, context), {}, { sort, limit: 1 })[0];
    const gone = found && collection.documents().find((document) => keyOf(document['_id']) === keyOf(found['_id']));
    if (gone) collection.remove(gone);
    return { lastErrorObject: { n: gone ? 1 : 0 }, value: shown(gone) };
  }
  const what: Parameters<typeof change>[1] = {
    filter,
    update: body['update'] as Document,
    arrayFilters: body['arrayFilters'] as Document[] | undefined,
    multi: false,
    upsert: body['upsert'] === true,
    ...(sort && { sort }),
  };
  const outcome = change(collection, what, body, context);
  const made = 'upserted' in outcome;
  return {
    lastErrorObject: {
      n: outcome.matched + (made ? 1 : 0),
      updatedExisting: outcome.matched > 0,
      ...(made && { upserted: outcome.upserted }),
    },
    value: shown(body['new'] === true ? outcome.after : outcome.before),
  };
}

export const writing: Commands = { insert, update, delete: remove, findAndModify, findandmodify: findAndModify };
