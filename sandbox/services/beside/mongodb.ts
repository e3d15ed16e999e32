import { EJSON, type Document } from 'bson';
import type { QueryResult, ResultSet, RowsPage, TableInfo, TableName } from '../../databases.ts';
import { startMongo, type LoggedMongoCommand, type MongoServer } from '../mongodb/server.ts';
import { typeName } from '../mongodb/values.ts';
import { cell, emptyBox, mostRows, pageOf, tally } from './shown.ts';
import type { Beside, StartOptions } from './types.ts';

/** Documents that are read to tell which fields a collection has. */
const sample = 100;

/** An empty MongoDB on a port. */
export async function startMongoBeside({ port }: StartOptions): Promise<Beside> {
  const server = await startMongo({ port });
  return {
    url: server.url,
    port: server.port,
    pulse: async () => server.commands().length,
    tables: async () => collections(server),
    rows: async (table, page) => readDocuments(server, table, {}, page),
    query: async (text) => runFilter(server, text),
    async plan() {
      throw new Error('Write the filter and run it; explain() of the driver tells how it is carried out.');
    },
    async statements() {
      return tally(server.commands().map((one) => ({ text: commandText(one), returned: one.returned })));
    },
  };
}

const batch = (reply: Document) => (reply['cursor'] as { firstBatch: Document[] }).firstBatch;

function collections(server: MongoServer): TableInfo[] {
  const { databases } = server.command('admin', { listDatabases: 1 }) as { databases?: { name: string }[] };
  return (databases ?? []).flatMap(({ name: schema }) =>
    batch(server.command(schema, { listCollections: 1 })).map(({ name }) => describe(server, schema, String(name))),
  );
}

function describe(server: MongoServer, schema: string, name: string): TableInfo {
  const types = new Map<string, Set<string>>();
  for (const document of batch(server.command(schema, { find: name, limit: sample, batchSize: sample }))) {
    for (const [field, value] of Object.entries(document)) {
      types.set(field, (types.get(field) ?? new Set()).add(typeName(value)));
    }
  }
  const indexes = batch(server.command(schema, { listIndexes: name }));
  return {
    schema,
    name,
    kind: 'table',
    sql: '',
    rows: Number((server.command(schema, { count: name }) as { n: number }).n),
    columns: [...types].map(([field, seen]) => ({
      name: field,
      type: [...seen].join(' or '),
      notNull: false,
      key: field === '_id' ? 1 : 0,
    })),
    indexes: indexes.map((index) => ({
      name: String(index['name']),
      unique: index['unique'] === true || index['name'] === '_id_',
      origin: index['name'] === '_id_' ? 'key' : 'index',
      columns: Object.entries(index['key'] as Document).map(([field, way]) => (way === 1 ? field : `${field} ${way}`)),
    })),
  };
}

function readDocuments(server: MongoServer, { schema, name }: TableName, filter: Document, page: RowsPage): ResultSet {
  const limit = Math.min(page.limit, mostRows);
  const found = batch(
    server.command(schema, {
      find: name,
      filter,
      ...(page.orderBy === '_id' && { sort: { _id: page.descending ? -1 : 1 } }),
      skip: page.offset,
      limit: limit + 1,
      batchSize: limit + 1,
    }),
  );
  const rows = found.map((document) => {
    const { _id, ...rest } = EJSON.serialize(document, { relaxed: true }) as Document;
    return [cell('text', typeof _id === 'string' ? _id : JSON.stringify(_id)), cell('text', JSON.stringify(rest))];
  });
  return pageOf(['_id', 'document'], rows, limit);
}

/** `carts { total: { $gt: 10 } }`: a collection, and a filter as the shell writes it. */
function runFilter(server: MongoServer, text: string): QueryResult {
  if (!text.trim()) throw new Error(emptyBox);
  const [, path = '', filter = ''] = /^\s*([^\s{]+)\s*([^]*?)\s*$/.exec(text) ?? [];
  const known = collections(server);
  const table =
    known.find(({ schema, name }) => path === `${schema}.${name}`) ?? known.find(({ name }) => name === path);
  const names = known.map(({ schema, name }) => `${schema}.${name}`).join(', ') || 'none yet';
  if (!table) throw new Error(`Begin with the name of a collection, then a filter: carts { paid: true }. There are: ${names}.`); // prettier-ignore
  const started = performance.now();
  const result = readDocuments(server, table, readFilter(filter), { offset: 0, limit: mostRows });
  return { results: [result], statements: 1, changes: 0, duration: performance.now() - started };
}

/** Names without quotes and texts in single ones are as good as JSON. */
export function readFilter(text: string): Document {
  const token = /("(?:[^"\\]|\\.)*")|'((?:[^'\\]|\\.)*)'|([{,]\s*)([$\w.]+)(?=\s*:)/g;
  const json = text.replace(token, (whole, double?: string, single?: string, before?: string, name?: string) => {
    if (double !== undefined) return whole;
    return single === undefined ? `${before}"${name}"` : JSON.stringify(single.replace(/\\(.)/g, '$1'));
  });
  try {
    return EJSON.parse(json || '{}') as Document;
  } catch (error) {
    throw new Error(`The filter cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

const parts = ['filter', 'query', 'pipeline', 'documents', 'updates', 'deletes', 'update', 'indexes'];

function commandText({ name, database, collection, body }: LoggedMongoCommand): string {
  const said = parts.flatMap((part) => (part in body ? [EJSON.stringify(body[part] as Document, { relaxed: true })] : []));
  return `${database}${collection ? `.${collection}` : ''}.${name}(${said.join(', ')})`.slice(0, 300);
} // prettier-ignore
