import { isObject, resolved, type Json } from './read.ts';

/** A small value that a schema allows: its example where it has one. Undefined where nothing can be made up. */
export function sample(document: Json, given: unknown, depth = 0): unknown {
  const schema = resolved(document, given);
  if (!isObject(schema) || depth > 12) return undefined;
  const examples = schema['examples'];
  const [first] = Array.isArray(examples) ? examples : [schema['example'], schema['default'], schema['const']].filter((one) => one !== undefined); // prettier-ignore
  if (first !== undefined) return first;
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  for (const key of ['oneOf', 'anyOf'] as const) {
    if (Array.isArray(schema[key])) return sample(document, schema[key][0], depth + 1);
  }
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].map((one) => sample(document, one, depth + 1)) : [];
  const type = [schema['type'] ?? (schema['properties'] || parts.length > 0 ? 'object' : undefined)].flat()[0];
  if (type === 'object') return Object.assign({}, ...parts, objectSample(document, schema, depth)) as Json;
  if (type === 'array') {
    const count = Math.max(Number(schema['minItems'] ?? 0), schema['items'] ? 1 : 0);
    return Array.from({ length: count }, () => sample(document, schema['items'], depth + 1));
  }
  return simple(schema, String(type));
}

/** Only what is required: the rest may be left out, and a request without it is right as well. */
function objectSample(document: Json, schema: Json, depth: number): Json {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name, one]) => required.includes(name) && !(isObject(one) && one['readOnly'] === true))
      .map(([name, one]) => [name, sample(document, one, depth + 1)]),
  );
}

const formats: Record<string, string> = {
  date: '2030-01-31',
  'date-time': '2030-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'ada@example.org',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  uri: 'https://example.org/',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  hostname: 'example.org',
};

function simple(schema: Json, type: string): unknown {
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (type === 'integer' || type === 'number') {
    const step = Number(schema['multipleOf'] ?? 1);
    const least = Number(schema['minimum'] ?? (schema['exclusiveMinimum'] === undefined ? 1 : Number(schema['exclusiveMinimum']) + step));
    const most = Number(schema['maximum'] ?? (schema['exclusiveMaximum'] === undefined ? Infinity : Number(schema['exclusiveMaximum']) - step));
    return Math.min(Math.ceil(least / step) * step, most);
  }
  if (type !== 'string') return undefined;
  const known = formats[String(schema['format'])];
  if (known !== undefined) return known;
  // A pattern cannot be turned round: the author gives an example.
  if (schema['pattern'] !== undefined) return undefined;
  return 'abcdefgh'.repeat(1 + Math.floor(Number(schema['minLength'] ?? 0) / 8)).slice(0, Math.max(Number(schema['minLength'] ?? 0), Math.min(8, Number(schema['maxLength'] ?? 8))));
} // prettier-ignore

/** Bodies that a schema forbids, each with the words for what is wrong in it. */
export function forbidden(document: Json, given: unknown): { body: unknown; what: string }[] {
  const schema = resolved(document, given);
  const right = sample(document, given);
  if (!isObject(schema) || !isObject(right)) return [];
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const found: { body: unknown; what: string }[] = [];
  for (const name of required.filter((one) => one in right)) {
    const { [name]: _left, ...body } = right;
    found.push({ body, what: `without “${name}”, which is required` });
  }
  for (const [name, one] of Object.entries(properties)) {
    const rule = resolved(document, one);
    if (!isObject(rule) || rule['readOnly'] === true) continue;
    for (const { value, what } of wrongValues(rule)) found.push({ body: { ...right, [name]: value }, what: `with “${name}” as ${what}` }); // prettier-ignore
  }
  if (schema['additionalProperties'] === false)
    found.push({ body: { ...right, notInTheSchema: 1 }, what: 'with a property that the schema does not have' });
  return found;
}

/** One value for each limit of a schema that it breaks. */
export function wrongValues(schema: Json): { value: unknown; what: string }[] {
  const types = [schema['type'] ?? []].flat().map(String);
  const found: { value: unknown; what: string }[] = [];
  const isNumber = types.includes('integer') || types.includes('number');
  if (types.length > 0 && !types.includes('object')) found.push({ value: {}, what: 'an object' });
  if (isNumber && !types.includes('string')) found.push({ value: 'many', what: 'the text "many"' });
  if (types.includes('string') && !types.includes('null')) found.push({ value: null, what: 'null' });
  if (types.includes('integer') && !types.includes('number')) found.push({ value: 1.5, what: '1.5' });
  const number = (key: string) => (typeof schema[key] === 'number' ? schema[key] : undefined);
  const [minimum, maximum, least, most] = ['minimum', 'maximum', 'minLength', 'maxLength'].map(number);
  if (isNumber && minimum !== undefined) found.push({ value: minimum - 1, what: `${minimum - 1}, below its minimum` });
  if (isNumber && maximum !== undefined) found.push({ value: maximum + 1, what: `${maximum + 1}, above its maximum` });
  if (least)
    found.push({ value: 'x'.repeat(least - 1), what: `a text of ${least - 1} characters, fewer than minLength` });
  if (most !== undefined) found.push({ value: 'x'.repeat(most + 1), what: `a text of ${most + 1} characters, more than maxLength` }); // prettier-ignore
  if (Array.isArray(schema['enum'])) found.push({ value: 'not-in-the-list', what: '"not-in-the-list"' });
  return found;
}
