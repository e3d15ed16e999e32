import { readYaml, type Path, type YamlSource } from '../yaml-source.ts';

export type Json = Record<string, unknown>;

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** One operation of a document, with what it refers to already looked up. */
export interface Operation {
  method: string;
  /** As documented: `/books/{id}`. */
  path: string;
  operationId: string;
  parameters: Parameter[];
  body?: { required: boolean; content: Record<string, Json> };
  /** Status (`200`, `4XX`, `default`) → what it answers with. */
  responses: Record<string, { headers: Record<string, Json>; content: Record<string, Json> }>;
  /** Whether it asks for credentials. */
  secured: boolean;
  /** Where it stands in the document. */
  place: Path;
}

export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: unknown;
  example?: unknown;
}

/** An OpenAPI document, from YAML or JSON. */
export interface OpenApi {
  document: Json;
  operations: Operation[];
}

/** The operations of a document; none where it cannot be read. */
export function parseOpenApi(text: string): OpenApi {
  const [file] = readYaml(text).source;
  const document = isObject(file?.get()) ? file.get() as Json : {};
  return { document, operations: operationsOf(document) };
} // prettier-ignore

export function operationsOf(document: Json): Operation[] {
  return entries(document['paths']).flatMap(([path, given]) => {
    const item = object(resolved(document, given));
    return methods
      .filter((method) => isObject(item[method]))
      .map((method) => operationOf(document, path, method, item));
  });
}

function operationOf(document: Json, path: string, method: string, item: Json): Operation {
  const own = object(item[method]);
  const all = [...list(item['parameters']), ...list(own['parameters'])].map((one) => object(resolved(document, one)));
  const parameters = new Map(all.map((one) => [`${String(one['in'])} ${String(one['name'])}`, parameterOf(one)]));
  const body = own['requestBody'] === undefined ? undefined : object(resolved(document, own['requestBody']));
  return {
    method,
    path,
    operationId: String(own['operationId'] ?? ''),
    parameters: [...parameters.values()],
    ...(body && { body: { required: body['required'] === true, content: objects(body['content']) } }),
    responses: Object.fromEntries(
      entries(own['responses']).map(([status, given]) => {
        const one = object(resolved(document, given));
        const headers = entries(one['headers']).map(([name, header]) => [name, object(resolved(document, header))]);
        return [status, { headers: Object.fromEntries(headers) as Record<string, Json>, content: objects(one['content']) }];
      }),
    ),
    secured: list(own['security'] ?? document['security']).some((one) => Object.keys(object(one)).length > 0),
    place: ['paths', path, method],
  };
} // prettier-ignore

const parameterOf = (one: Json): Parameter => ({
  name: String(one['name'] ?? ''),
  in: String(one['in'] ?? ''),
  required: one['required'] === true,
  schema: one['schema'] ?? {},
  ...(one['example'] !== undefined && { example: one['example'] }),
});

/** What a `$ref` of this document points to; the value itself where it is none. */
export function resolved(document: Json, value: unknown, depth = 0): unknown {
  const ref = isObject(value) ? value['$ref'] : undefined;
  if (typeof ref !== 'string' || depth > 20) return value;
  return resolved(document, pointed(document, ref), depth + 1);
}

/** The value at a local reference; undefined where there is none. */
export function pointed(document: Json, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined;
  return ref
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((one, key) => (isObject(one) || Array.isArray(one) ? (one as Json)[key] : undefined), document);
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isObject(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const entries = (value: unknown): [string, unknown][] => Object.entries(object(value));
const objects = (value: unknown): Record<string, Json> =>
  Object.fromEntries(entries(value).map(([key, one]) => [key, object(one)]));

/** Every place of the document, with its value. */
export function places(file: YamlSource): { path: Path; value: unknown }[] {
  const found: { path: Path; value: unknown }[] = [];
  const walk = (value: unknown, path: Path, above: unknown[]) => {
    found.push({ path, value });
    // Aliases of YAML can lead in a circle.
    if (typeof value !== 'object' || value === null || above.includes(value)) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], [...above, value]);
  };
  walk(file.get(), [], []);
  return found;
}
