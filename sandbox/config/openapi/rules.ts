import type { Hit, Rule } from '../types.ts';
import type { YamlSource } from '../yaml-source.ts';
import { isObject, resolved, type Json, type Operation } from './read.ts';

export interface Described {
  file: YamlSource;
  document: Json;
  operations: Operation[];
}

const where = (operation: Operation) => `${operation.method.toUpperCase()} ${operation.path}`;

/** The schemas of an operation's answers, with where each stands. */
const answers = ({ document, operations }: Described) =>
  operations.flatMap((operation) =>
    Object.entries(operation.responses).flatMap(([status, { content }]) =>
      Object.entries(content).map(([type, { schema }]) => ({
        operation,
        status,
        schema: resolved(document, schema),
        place: [...operation.place, 'responses', status, 'content', type],
      })),
    ),
  );

export const rules: Rule<Described>[] = [
  {
    id: 'path-parameters',
    severity: 'error',
    why: 'Nobody who reads the document knows what to write between the slashes.',
    advice: 'Declare it with in: path and required: true, under the name that stands in braces.',
    find: ({ file, operations }) =>
      operations.flatMap((operation): Hit[] => {
        const wanted = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!);
        const given = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        const line = file.line(...operation.place);
        return [
          ...wanted.filter((name) => !given.includes(name)).map((name) => ({ line, problem: `${where(operation)} does not declare {${name}}.` })),
          ...given.filter((name) => !wanted.includes(name)).map((name) => ({ line, problem: `${where(operation)} declares “${name}”, which is not in its path.` })),
        ];
      }),
  },
  {
    id: 'answer-schema',
    why: 'Without one, every answer keeps the contract: also an empty one.',
    advice: 'Write a schema with type, properties and required.',
    find: (source) =>
      answers(source)
        .filter(({ schema }) => schema === undefined)
        .map(({ operation, status, place }) => ({ line: source.file.line(...place), problem: `${where(operation)} says nothing about the body of its ${status}.` })),
  },
  {
    id: 'loose-schema',
    why: 'Properties are optional unless required names them: an answer without a single one still passes.',
    advice: 'Name what is always there under required.',
    find: (source) =>
      answers(source)
        .filter(({ schema }) => isObject(schema) && schema['type'] === 'object' && !Array.isArray(schema['required']) && !schema['allOf'])
        .map(({ operation, status, place }) => ({ line: source.file.line(...place, 'schema'), problem: `The ${status} of ${where(operation)} may be an empty object.` })),
  },
  {
    id: 'error-answers',
    why: 'What an app answers when something is wrong is the part of its contract that clients need most.',
    advice: 'Add the 4xx that it sends, such as 400, 404 or 422.',
    find: ({ file, operations }) =>
      operations
        .filter(({ parameters, body, secured }) => body || secured || parameters.some((one) => one.in === 'path'))
        .filter(({ responses }) => !Object.keys(responses).some((status) => /^(?:4|default)/.test(status)))
        .map((operation) => ({ line: file.line(...operation.place, 'responses'), problem: `${where(operation)} documents no answer to a wrong request.` })),
  },
  {
    id: 'operation-id',
    severity: 'advice',
    why: 'Clients that are made from the document name their functions after it.',
    advice: 'Write operationId, such as listBooks.',
    find: ({ file, operations }) =>
      operations
        .filter(({ operationId }) => operationId === '')
        .map((operation) => ({ line: file.line(...operation.place), problem: `${where(operation)} has no operationId.` })),
  },
]; // prettier-ignore
