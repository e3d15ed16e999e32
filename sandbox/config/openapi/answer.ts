import type { Schema } from '@cfworker/json-schema';
import { createChecker, type SchemaFault } from '../schema.ts';
import { isObject, operationsOf, resolved, type Json, type Operation } from './read.ts';

/** Where an app and its document say different things. */
export interface Mismatch {
  /** As documented, `GET /books/{id}`; or as sent, where the document has no such operation. */
  operation: string;
  /** What differs, in one sentence. */
  problem: string;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** The operation that a request belongs to: plain paths come before those with parameters. */
export function operationFor(document: Json, method: string, path: string): Operation | undefined {
  const [plain = ''] = path.split('?');
  const fitting = operationsOf(document).filter((one) => one.method === method.toLowerCase() && matches(one.path, plain)); // prettier-ignore
  return fitting.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

const matches = (template: string, path: string) =>
  new RegExp(
    `^${template
      .split(/\{[^}]+\}/)
      .map(escaped)
      .join('[^/]+')}$`,
  ).test(path);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const title = ({ method, path }: Operation): string => `${method.toUpperCase()} ${path}`;

/** How an answer departs from what is documented for its request: status, headers, type and body. */
export function answerMismatches(document: Json, method: string, path: string, answer: Answered): Mismatch[] {
  const operation = operationFor(document, method, path);
  if (!operation) {
    const gone = answer.status === 404 || answer.status === 405;
    return gone ? [] : [{ operation: `${method.toUpperCase()} ${path}`, problem: `The app answers with ${answer.status}, and the document has no such operation.` }];
  }
  const name = title(operation);
  const documented = operation.responses[answer.status] ?? operation.responses[`${String(answer.status)[0]}XX`] ?? operation.responses['default'];
  const listed = Object.keys(operation.responses).join(', ') || 'nothing';
  if (!documented) return [{ operation: name, problem: `The app answered with ${answer.status}; the document lists ${listed}.` }];
  const found = Object.entries(documented.headers).flatMap(([header, described]) => headerMismatch(document, header, described, answer.headers[header.toLowerCase()]));
  return [...found, ...bodyMismatches(document, documented.content, answer)].map((problem) => ({ operation: name, problem: `${answer.status}: ${problem}` }));
} // prettier-ignore

/** How a request's body departs from what is documented; undefined stands for a request without one. */
export function requestMismatches(document: Json, method: string, path: string, json: unknown): Mismatch[] {
  const operation = operationFor(document, method, path);
  if (!operation) return [{ operation: `${method.toUpperCase()} ${path}`, problem: 'The document has no such operation.' }];
  const say = (problem: string): Mismatch => ({ operation: title(operation), problem });
  const { body } = operation;
  if (json === undefined) return body?.required ? [say('A body is required.')] : [];
  if (!body) return [say('The document describes no body.')];
  const media = Object.entries(body.content).find(([type]) => /[/+]json$/.test(type))?.[1];
  if (!media) return [say('The document describes no body of JSON.')];
  return check(document, media['schema'], json).map(({ path: place, problem }) => say(`In the body${at(place)}, ${lower(problem)}`));
} // prettier-ignore

function headerMismatch(document: Json, name: string, described: Json, value: string | undefined): string[] {
  if (value === undefined) return described['required'] === true ? [`the header ${name} is missing.`] : [];
  const schema = resolved(document, described['schema']);
  const number = isObject(schema) && [schema['type']].flat().some((type) => type === 'integer' || type === 'number');
  const faults = check(document, schema, number ? Number(value) : value);
  return faults.map(() => `the header ${name} is “${value}”, which its schema does not allow.`).slice(0, 1);
}

function bodyMismatches(document: Json, content: Record<string, Json>, { headers, text }: Answered): string[] {
  const types = Object.keys(content);
  if (types.length === 0) return text === '' ? [] : ['the body is not empty, and the document describes none.'];
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const media = content[type] ?? content[`${type.split('/')[0]}/*`] ?? content['*/*'];
  if (!media) return [`the body is ${type || 'without a type'}; the document lists ${types.join(', ')}.`];
  if (!/[/+]json$/.test(type) || media['schema'] === undefined) return [];
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return ['the body is not JSON.'];
  }
  const faults = check(document, media['schema'], body).map(({ path, problem }) => `in the body${at(path)}, ${lower(problem)}`);
  return [...faults, ...undocumented(document, media['schema'], body)];
} // prettier-ignore

const at = (path: (string | number)[]) => (path.length > 0 ? ` at /${path.join('/')}` : '');
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** The document around it is where a schema's references lead. */
export function check(document: Json, schema: unknown, value: unknown) {
  if (!isObject(schema)) return [];
  const root = { allOf: [schema], components: document['components'] ?? {}, paths: document['paths'] ?? {} };
  try {
    return createChecker(root as Schema, '2020-12')(value);
  } catch {
    // Such as `required: true`, which is no list. The checks of the document name its line.
    return [{ path: [], kind: 'wrong-value', problem: 'This cannot be held to its schema, which breaks the rules of schemas.' } satisfies SchemaFault]; // prettier-ignore
  }
}

/** Properties that an answer has and its schema does not name. Schemas take them; contracts should not. */
function undocumented(document: Json, given: unknown, value: unknown, path: (string | number)[] = []): string[] {
  const schemas = alternatives(document, given);
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((item, index) => schemas.flatMap((one) => (one['items'] === undefined ? [] : undocumented(document, one['items'], item, [...path, index]))));
  if (!isObject(value)) return [];
  const known = Object.assign({}, ...schemas.map((one) => (isObject(one['properties']) ? one['properties'] : {}))) as Json;
  const open = schemas.some((one) => one['additionalProperties'] !== undefined || one['patternProperties'] !== undefined) || Object.keys(known).length === 0;
  return Object.entries(value).flatMap(([key, inner]) => {
    if (known[key] !== undefined) return undocumented(document, known[key], inner, [...path, key]);
    return open ? [] : [`in the body${at(path)}, “${key}” is not in the document.`];
  });
} // prettier-ignore

/** A schema with all that it is made of. */
function alternatives(document: Json, given: unknown, depth = 0): Json[] {
  const schema = resolved(document, given);
  if (!isObject(schema) || depth > 8) return [];
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  return [schema, ...parts.flatMap((part) => alternatives(document, part, depth + 1))];
}
