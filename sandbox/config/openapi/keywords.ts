/** The keywords of JSON Schema 2020-12, and those that OpenAPI 3.1 adds. */
export const schemaKeywords: readonly string[] = [
  '$id', '$schema', '$ref', '$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', '$comment', '$defs', 'allOf', 'anyOf',
  'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'prefixItems', 'items', 'contains', 'properties',
  'patternProperties', 'additionalProperties', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties', 'type', 'const',
  'enum', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern',
  'maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties', 'required',
  'dependentRequired', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema', 'title', 'description', 'default',
  'deprecated', 'readOnly', 'writeOnly', 'examples', 'example', 'discriminator', 'xml', 'externalDocs',
]; // prettier-ignore

export const typeNames: readonly string[] = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const isNames = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What stands behind a keyword. With anything else, a checker breaks or the rule counts for nothing. */
interface KeywordValue {
  is: string;
  fits: (value: unknown) => boolean;
}

const values: [KeywordValue, string[]][] = [
  [{ is: 'a list of names', fits: isNames }, ['required']],
  [{ is: 'a map from names to schemas', fits: isObject }, ['properties', 'patternProperties', '$defs', 'dependentSchemas']],
  [{ is: 'a list', fits: Array.isArray }, ['enum', 'allOf', 'anyOf', 'oneOf', 'prefixItems']],
  [{ is: 'a whole number, 0 or more', fits: isCount }, ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']],
  [{ is: 'a number', fits: (value) => typeof value === 'number' }, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  [{ is: 'a text', fits: (value) => typeof value === 'string' }, ['pattern', 'format']],
]; // prettier-ignore

/** The keywords whose values have one form: JSON Schema 2020-12, Core, section 10, and Validation, sections 6 and 7. */
export const keywordValues: ReadonlyMap<string, KeywordValue> = new Map(
  values.flatMap(([value, keys]) => keys.map((key) => [key, value] as const)),
);
