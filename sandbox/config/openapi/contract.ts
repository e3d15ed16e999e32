import { answerMismatches, check, title, type Answered, type Mismatch } from './answer.ts';
import { resolved, type Json, type OpenApi, type Operation, type Parameter } from './read.ts';
import { forbidden, sample, wrongValues } from './sample.ts';

/** What sends a request: the client of a suite. */
export interface Sender {
  request(method: string, path: string, init?: { headers?: Record<string, string>; json?: unknown }): Promise<Answered>;
}

export interface ContractOptions {
  /** Values for parameters by name, and bodies by operation (`POST /books`), where the document has no fitting example. */
  parameters?: Record<string, string | number>;
  bodies?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Operations that are left alone, such as `DELETE /books/{id}`. */
  skip?: readonly string[];
  /** Runs before each request, for an app that remembers. */
  reset?(): void | Promise<void>;
}

/**
 * Holds a running app to its document, in both directions: every operation is asked with a right request and has to answer
 * as documented; then with each request that the document forbids, which the app has to reject with a 4xx.
 */
export async function contractMismatches(
  { document, operations }: OpenApi,
  client: Sender,
  options: ContractOptions = {},
): Promise<Mismatch[]> {
  const found: Mismatch[] = [];
  for (const operation of operations.filter((one) => !options.skip?.includes(title(one)))) {
    found.push(...(await asked(document, operation, client, options)));
    found.push(...(await rejected(document, operation, client, options)));
  }
  return found;
}

async function asked(document: Json, operation: Operation, client: Sender, options: ContractOptions): Promise<Mismatch[]> {
  const { method } = operation;
  await options.reset?.();
  const path = pathOf(document, operation, options);
  if (path === undefined) return [{ operation: title(operation), problem: 'A parameter has no example: give one in the document, or under parameters.' }];
  const answer = await client.request(method.toUpperCase(), path, request(operation, bodyOf(document, operation, options), options));
  const found = answerMismatches(document, method, path, answer);
  const wanted = Object.keys(operation.responses).filter((status) => /^[23]/.test(status));
  // A documented error keeps the contract, but a right request should not meet one.
  if (found.length === 0 && answer.status >= 400 && wanted.length > 0)
    found.push({ operation: title(operation), problem: `A request as documented was answered with ${answer.status}, not with ${wanted.join(' or ')}.` });
  return found;
} // prettier-ignore

async function rejected(document: Json, operation: Operation, client: Sender, options: ContractOptions): Promise<Mismatch[]> {
  const { method } = operation;
  const body = bodyOf(document, operation, options);
  const found: Mismatch[] = [];
  const send = async (path: string, json: unknown, what: string) => {
    await options.reset?.();
    const answer = await client.request(method.toUpperCase(), path, request(operation, json, options));
    if (answer.status < 400 || answer.status > 499)
      found.push({ operation: title(operation), problem: `A request ${what} was answered with ${answer.status}; the document forbids it.` });
    else found.push(...answerMismatches(document, method, path, answer).map((one) => ({ ...one, problem: `A request ${what}: ${one.problem}` })));
  };
  const right = pathOf(document, operation, options);
  if (right === undefined) return [];
  const schema = jsonSchema(operation);
  for (const { body: wrong, what } of schema === undefined ? [] : forbidden(document, schema)) {
    // Only what the schema as a whole forbids: another branch may allow it.
    if (check(document, schema, wrong).length > 0) await send(right, wrong, what);
  }
  if (operation.body?.required) await send(right, undefined, 'without a body');
  for (const parameter of operation.parameters.filter((one) => one.in === 'query')) {
    if (parameter.required) await send(pathOf(document, operation, options, { [parameter.name]: undefined })!, body, `without the parameter “${parameter.name}”`);
    for (const { text, what } of wrongTexts(document, parameter)) await send(pathOf(document, operation, options, { [parameter.name]: text })!, body, `with the parameter “${parameter.name}” as ${what}`);
  }
  return found;
} // prettier-ignore

/** Parameters are text: only what breaks them as text as well. */
function wrongTexts(document: Json, { schema }: Parameter): { text: string; what: string }[] {
  const rule = resolved(document, schema) as Json;
  const isText = [rule['type'] ?? 'string'].flat().includes('string');
  return wrongValues(rule)
    .filter(({ value }) => typeof value === 'number' || (typeof value === 'string' && (!isText || value !== '')))
    .map(({ value, what }) => ({ text: String(value), what }));
}

const jsonSchema = ({ body }: Operation): unknown =>
  Object.entries(body?.content ?? {}).find(([type]) => /[/+]json$/.test(type))?.[1]['schema'];

function bodyOf(document: Json, operation: Operation, { bodies }: ContractOptions): unknown {
  if (!operation.body) return undefined;
  const given = bodies?.[title(operation)];
  const media = Object.values(operation.body.content)[0];
  return given ?? media?.['example'] ?? sample(document, jsonSchema(operation));
}

const request = (operation: Operation, json: unknown, { headers = {}, parameters = {} }: ContractOptions) => ({
  headers: {
    ...Object.fromEntries(
      operation.parameters
        .filter((one) => one.in === 'header' && (parameters[one.name] ?? one.example) !== undefined)
        .map((one) => [one.name.toLowerCase(), String(parameters[one.name] ?? one.example)]),
    ),
    ...headers,
  },
  ...(json !== undefined && { json }),
});

/** The path with its values; undefined where one is not known. A change of `undefined` leaves a parameter out. */
function pathOf(document: Json, operation: Operation, { parameters = {} }: ContractOptions, changes: Record<string, string | undefined> = {}): string | undefined {
  const valueOf = (one: Parameter) => (one.name in changes ? changes[one.name] : (parameters[one.name] ?? one.example ?? sample(document, one.schema))) as string | number | undefined;
  let path = operation.path;
  for (const one of operation.parameters.filter((other) => other.in === 'path')) {
    const value = valueOf(one);
    if (value === undefined) return undefined;
    path = path.replace(`{${one.name}}`, encodeURIComponent(String(value)));
  }
  const query = operation.parameters
    .filter((one) => one.in === 'query' && (one.required || one.name in changes || one.name in parameters))
    .flatMap((one) => (valueOf(one) === undefined ? [] : [[one.name, String(valueOf(one))]]));
  return query.length > 0 ? `${path}?${new URLSearchParams(query).toString()}` : path;
} // prettier-ignore
