import { ObjectId, type Document } from 'bson';
import { Query } from 'mingo';
import { MongoFault } from './errors.ts';
import { at, indexed, keyOf, show } from './values.ts';

const separator = '\0';

export interface Index {
  v: 2;
  key: Document;
  name: string;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Document;
  expireAfterSeconds?: number;
  hidden?: boolean;
}

/** How documents were found: what `explain` tells and the log counts. */
export interface Plan {
  candidates: readonly Document[];
  /** The index that was looked into; without one every document is looked at. */
  index?: Index;
  keysExamined: number;
}

export interface Collection {
  readonly namespace: string;
  readonly options: Document;
  documents(): readonly Document[];
  indexes(): Index[];
  /** @throws {MongoFault} E11000 when a unique index has its key already */
  insert(document: Document): void;
  replace(before: Document, after: Document): void;
  remove(document: Document): void;
  clear(): void;
  addIndex(index: Index): void;
  removeIndex(name: string): void;
  /** The documents that can match; fewer than all when an index begins with a field that the filter compares with values. */
  plan(filter: Document): Plan;
}

export function createCollection(namespace: string, options: Document = {}): Collection {
  let documents: Document[] = [];
  const indexes: Index[] = [{ v: 2, key: { _id: 1 }, name: '_id_' }];
  const { lookup, enter, leave, set, forget } = createLookups(indexes, () => documents);
  const check = (document: Document, except?: Document) => {
    for (const index of indexes) {
      if (!index.unique && index.name !== '_id_') continue;
      for (const key of keysFor(index, document)) {
        const taken = [...(lookup(index).get(key) ?? [])].some((other) => other !== except);
        if (taken) throw duplicate(namespace, index, document);
      }
    }
  };
  return {
    namespace,
    options,
    documents: () => documents,
    indexes: () => [...indexes],
    insert(document) {
      const whole = withId(document);
      check(whole);
      documents.push(whole);
      enter(whole);
    },
    replace(before, after) {
      check(after, before);
      leave(before);
      documents[documents.indexOf(before)] = after;
      enter(after);
    },
    remove(document) {
      leave(document);
      documents.splice(documents.indexOf(document), 1);
    },
    clear() {
      documents = [];
      forget();
    },
    addIndex(index) {
      const entries = buildLookup(index, documents);
      const twice = index.unique && [...entries.values()].find((found) => found.size > 1);
      if (twice) throw duplicate(namespace, index, [...twice][1]!);
      indexes.push(index);
      set(index, entries);
    },
    removeIndex(name) {
      indexes.splice(
        indexes.findIndex((index) => index.name === name),
        1,
      );
      forget(name);
    },
    plan: (filter) => plan(filter, indexes, documents, lookup),
  };
}

/** What the indexes hold, made when it is first asked for and kept up from then on. */
function createLookups(indexes: Index[], documents: () => Document[]) {
  const lookups = new Map<string, Entries>();
  const each = (document: Document, act: (entries: Entries, key: string) => void) => {
    for (const index of indexes) {
      const entries = lookups.get(index.name);
      if (entries) for (const key of keysFor(index, document)) act(entries, key);
    }
  };
  const set = (index: Index, entries: Entries) => void lookups.set(index.name, entries);
  return {
    set,
    lookup(index: Index): Entries {
      const there = lookups.get(index.name) ?? buildLookup(index, documents());
      set(index, there);
      return there;
    },
    enter: (document: Document) =>
      each(document, (entries, key) => entries.set(key, (entries.get(key) ?? new Set()).add(document))),
    leave: (document: Document) => each(document, (entries, key) => entries.get(key)?.delete(document)),
    forget: (name?: string) => void (name === undefined ? lookups.clear() : lookups.delete(name)),
  };
}

/** An `_id` is there, and first. */
function withId(document: Document): Document {
  const { _id = new ObjectId(), ...rest } = document;
  return { _id: _id as unknown, ...rest };
}

function buildLookup(index: Index, documents: Document[]): Map<string, Set<Document>> {
  const entries = new Map<string, Set<Document>>();
  for (const document of documents) {
    for (const key of keysFor(index, document)) entries.set(key, (entries.get(key) ?? new Set()).add(document));
  }
  return entries;
}

/** The keys of a document in an index: one for each item of an array in it. */
function keysFor({ key, sparse, partialFilterExpression }: Index, document: Document): string[] {
  const paths = Object.keys(key);
  if (sparse && paths.every((path) => at(document, path).every((value) => value === undefined))) return [];
  if (partialFilterExpression && !new Query(partialFilterExpression, {}).test(document)) return [];
  return paths
    .map((path) => [...new Set(indexed(document, path).map(keyOf))])
    .reduce<string[]>(
      (keys, values) => keys.flatMap((start) => values.map((value) => start + separator + value)),
      [''],
    );
}

function duplicate(namespace: string, { name, key }: Index, document: Document): MongoFault {
  const keyValue = Object.fromEntries(Object.keys(key).map((path) => [path, indexed(document, path)[0] ?? null]));
  const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: ${show(keyValue)}`;
  return new MongoFault(11000, 'DuplicateKey', message, { keyPattern: key, keyValue });
}

/** The values that a filter asks a field to be equal to; nothing when it asks for anything else. */
function equalTo(condition: unknown): unknown[] | undefined {
  if (condition === undefined || condition instanceof RegExp || Array.isArray(condition)) return undefined;
  if (condition === null) return undefined;
  const plain = Object.getPrototypeOf(condition) === Object.prototype;
  if (!plain) return [condition];
  const operators = condition as Document;
  const names = Object.keys(operators);
  if (!names.some((name) => name.startsWith('$'))) return [condition];
  const values = '$eq' in operators ? [operators['$eq'] as unknown] : (operators['$in'] as unknown[] | undefined);
  return values?.some((value) => value === null || value instanceof RegExp || Array.isArray(value))
    ? undefined
    : values;
}

type Entries = Map<string, Set<Document>>;

function plan(
  filter: Document,
  indexes: Index[],
  documents: readonly Document[],
  lookup: (index: Index) => Entries,
): Plan {
  let best: { index: Index; starts: string[]; fields: number } | undefined;
  for (const index of indexes) {
    const paths = Object.keys(index.key);
    if (index.hidden || index.partialFilterExpression) continue;
    let starts = [''];
    let fields = 0;
    for (; fields < paths.length; fields++) {
      const values = equalTo(filter[paths[fields]!]);
      if (!values) break;
      starts = starts.flatMap((start) => values.map((value) => start + separator + keyOf(value)));
    }
    if (fields > (best?.fields ?? 0)) best = { index, starts, fields };
  }
  if (!best) return { candidates: documents, keysExamined: 0 };
  const { index, starts, fields } = best;
  const entries = lookup(index);
  const whole = fields === Object.keys(index.key).length;
  const fits = (key: string) => starts.some((start) => key.startsWith(start + separator));
  const found = whole
    ? starts.flatMap((start) => [...(entries.get(start) ?? [])])
    : [...entries].flatMap(([key, set]) => (fits(key) ? [...set] : []));
  return { candidates: [...new Set(found)], index, keysExamined: found.length };
}
