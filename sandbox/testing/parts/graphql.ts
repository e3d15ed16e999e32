import type { Client } from '../client.ts';
import { explained } from '../explain.ts';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  locations?: { line: number; column: number }[];
  extensions?: Record<string, unknown>;
}

export interface GraphqlAnswer {
  status: number;
  /** Undefined where nothing was executed. */
  data: any;
  /** Empty where all went well. */
  errors: GraphqlError[];
}

export interface QueryOptions {
  variables?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Which of several operations of the document is meant. */
  operationName?: string;
  /** Where the app answers: `/graphql`. */
  path?: string;
}

/**
 * Sends a GraphQL document to an app that `serve()` (or another part) runs, and reads its answer:
 *
 *     const { data, errors } = await query(client, '{ books { title author { name } } }');
 *
 * The exchange is part of the report, as that of every request.
 */
export async function query(client: Client, document: string, options: QueryOptions = {}): Promise<GraphqlAnswer> {
  const { variables, headers = {}, operationName, path = '/graphql' } = options;
  const accept = 'application/graphql-response+json, application/json';
  const answer = await client.post(path, {
    headers: { accept, ...headers },
    json: { query: document, variables, operationName },
  });
  const body: unknown = parse(answer.text);
  if (typeof body !== 'object' || body === null || !('data' in body || 'errors' in body)) {
    throw explained(
      {
        diagnosis: `${path} does not answer as GraphQL does`,
        expected: 'JSON with `data` or `errors`',
        because: 'clients look for these two',
        look: 'where the GraphQL handler is mounted, and what answers before it',
      },
      `no GraphQL answer from ${path}`,
    );
  }
  const { data, errors = [] } = body as { data?: unknown; errors?: GraphqlError[] };
  return { status: answer.status, data, errors };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A document whose fields lie `depth` levels deep: `nested(3, 'author', 'books')` is `{ author { books { author { id } } } }`. */
export function nested(depth: number, ...fields: string[]): string {
  let document = 'id';
  for (let level = depth - 1; level >= 0; level--) document = `${fields[level % fields.length]} { ${document} }`;
  return `{ ${document} }`;
}

export interface Counter {
  /** Calls by the names of the functions. */
  calls: Record<string, number>;
  total(): number;
  reset(): void;
}

/**
 * Counts the calls of a data source's functions, so that a suite can say how many a query took:
 *
 *     const { counted, counter } = countCalls({ findAuthors, findBooks });
 *     await query(await serve(createApp(counted)), '{ books { author { name } } }');
 *     expect(counter.calls).toEqual({ findBooks: 1, findAuthors: 1 });
 */
export function countCalls<Source extends object>(source: Source): { counted: Source; counter: Counter } {
  let calls: Record<string, number> = {};
  const counter: Counter = {
    get calls() {
      return calls;
    },
    total: () => Object.values(calls).reduce((sum, count) => sum + count, 0),
    reset: () => void (calls = {}),
  };
  const counted = new Proxy(source, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        calls[String(name)] = (calls[String(name)] ?? 0) + 1;
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  return { counted, counter };
}
