import { Ajv, type ValidateFunction } from 'ajv';
import type { Document } from 'bson';
import { Query } from 'mingo';
import { MongoFault } from './errors.ts';
import { isNumber, typeName } from './values.ts';

const matches = (type: string, value: unknown): boolean =>
  type === 'number'
    ? isNumber(value)
    : type === 'double'
      ? typeName(value) === 'double' || typeof value === 'number'
      : typeName(value) === type;

/** JSON Schema as MongoDB has it: draft 4 with `bsonType`. */
function createSchemas(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addKeyword({
    keyword: 'bsonType',
    compile: (types: string | string[]) => (value: unknown) => [types].flat().some((type) => matches(type, value)),
  });
  return ajv;
}

const compiled = new WeakMap<Document, ValidateFunction>();
let schemas: Ajv | undefined;

function validatorOf(schema: Document): ValidateFunction {
  const there = compiled.get(schema);
  if (there) return there;
  let validate: ValidateFunction;
  try {
    validate = (schemas ??= createSchemas()).compile(schema);
  } catch (error) {
    throw new MongoFault(9, 'FailedToParse', `$jsonSchema: ${(error as Error).message}`);
  }
  compiled.set(schema, validate);
  return validate;
}

/** Fails as soon as the collection is made when its schema cannot be read. */
export function checkValidator(options: Document): void {
  const schema = (options['validator'] as Document | undefined)?.['$jsonSchema'] as Document | undefined;
  if (schema) validatorOf(schema);
}

/** @throws {MongoFault} 121 when the collection's validator refuses the document */
export function validateDocument(document: Document, options: Document): void {
  const { $jsonSchema: schema, ...query } = (options['validator'] ?? {}) as Document;
  if (options['validationAction'] === 'warn' || options['validationLevel'] === 'off') return;
  const validate = schema ? validatorOf(schema as Document) : undefined;
  if (validate && !validate(document)) fail(document, '$jsonSchema', (validate.errors ?? []).map(({ instancePath, message, keyword }) => ({
    operatorName: keyword, path: instancePath.slice(1).replaceAll('/', '.'), reason: message,
  }))); // prettier-ignore
  if (Object.keys(query).length && !new Query(query, {}).test(document)) fail(document, 'query', []);
}

function fail(document: Document, operatorName: string, broken: Document[]): never {
  throw new MongoFault(121, 'DocumentValidationFailure', 'Document failed validation', {
    errInfo: {
      failingDocumentId: document['_id'] as unknown,
      details: { operatorName, schemaRulesNotSatisfied: broken },
    },
  });
}
