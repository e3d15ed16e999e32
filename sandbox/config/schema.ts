import { Validator, type OutputUnit, type Schema, type SchemaDraft } from '@cfworker/json-schema';
import { nearest } from '../nearest.ts';
import type { Path } from './yaml-source.ts';

/** What a value does wrong by a JSON Schema: only the cause, without the branches that were never meant. */
export interface SchemaFault {
  /** The place in the value: for an unknown key, the key; for a missing one, what should have it. */
  path: Path;
  kind: 'unknown-key' | 'missing-key' | 'wrong-type' | 'wrong-value';
  problem: string;
  advice?: string;
}

/** The library interprets schemas: nothing is compiled, so that pages without `eval` can use it. */
export function createChecker(schema: Schema, draft: SchemaDraft): (value: unknown) => SchemaFault[] {
  const validator = new Validator(schema, draft, false);
  return (value) => {
    const { errors } = validator.validate(value);
    const causes = withoutOtherBranches(errors.filter(({ keyword }) => keyword !== 'false')).filter(({ keyword }) => !wrappers.has(keyword));
    const faults = causes.flatMap((error) => faultOf(schema, error, value, errors));
    return faults.filter(
      (one, index) => faults.findIndex((other) => other.path.join('/') === one.path.join('/') && other.kind === one.kind) === index,
    );
  };
} // prettier-ignore

/** Keywords that only say that something within them failed. */
const wrappers = new Set(['$ref', '$dynamicRef', 'properties', 'patternProperties', 'items', 'prefixItems', 'allOf', 'if', 'false', 'dependentSchemas', 'oneOf', 'anyOf', 'propertyNames']); // prettier-ignore

/**
 * Of a value that may have one of several forms, the form is judged that it comes nearest to. Where its type fits none, the
 * types are told together.
 */
function withoutOtherBranches(errors: OutputUnit[]): OutputUnit[] {
  const choice = errors.find(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  if (!choice) return errors;
  const below = `${choice.keywordLocation}/`;
  const inside = errors.filter((one) => one.keywordLocation.startsWith(below));
  const rest = errors.filter((one) => one !== choice && !inside.includes(one));
  const branches = [...Map.groupBy(inside, (one) => one.keywordLocation.slice(below.length).split('/')[0]!).values()];
  const fitting = branches.filter((branch) => !branch.some((one) => one.keyword === 'type' && one.instanceLocation === choice.instanceLocation));
  const [best] = fitting.toSorted((a, b) => weight(a) - weight(b));
  const types = inside.filter((one) => one.keyword === 'type' && one.instanceLocation === choice.instanceLocation);
  const joined = types[0] && { ...types[0], error: types.map(({ error }) => error).join(' ') };
  const chosen = best ? withoutOtherBranches(best) : joined ? [joined] : [];
  return [...withoutOtherBranches(rest), ...chosen];
} // prettier-ignore

/** Errors deep inside say that a form was meant, and only a part of it is wrong. */
const weight = (branch: OutputUnit[]) =>
  branch.filter(({ keyword }) => !wrappers.has(keyword)).length - Math.max(...branch.map(({ instanceLocation }) => instanceLocation.split('/').length)) / 100; // prettier-ignore

const pathOf = (location: string): Path =>
  location
    .split('/')
    .slice(1)
    .map((part) => decode(part).replaceAll('~1', '/').replaceAll('~0', '~'));

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function faultOf(root: Schema, { keyword, keywordLocation, instanceLocation, error }: OutputUnit, value: unknown, all: OutputUnit[]): SchemaFault[] {
  const path = pathOf(instanceLocation);
  const name = path.at(-1) ?? 'it';
  const quoted = /property "((?:[^"\\]|\\.)*)"/i.exec(error)?.[1] ?? '';
  if (keyword === 'required')
    return [{ path, kind: 'missing-key', problem: `${path.length ? `“${name}”` : 'It'} has no “${quoted}”, which it must have.` }];
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const known = keysAround(root, keywordLocation);
    // What is known and wrong was told where it is wrong.
    const told = (one: OutputUnit) => one.keyword !== 'false' && startsWith(pathOf(one.instanceLocation), [...path, quoted]);
    if (keyword === 'unevaluatedProperties' && (known.names.includes(quoted) || all.some(told))) return [];
    const [near] = nearest(quoted, known.names, 1);
    const here = path.length ? `“${name}” has` : 'There is';
    return [{ path: [...path, quoted], kind: 'unknown-key', problem: `${here} no key “${quoted}”.`, ...(near && { advice: `Perhaps ${near} is meant.` }) }];
  }
  if (keyword === 'type') {
    const wanted = [...new Set([...error.matchAll(/Expected "([^.]+)"\./g)].flatMap(([, types]) => types!.split('", "')))];
    const [, got = ''] = /type "(\w+)"/.exec(error) ?? [];
    return [{ path, kind: 'wrong-type', problem: `“${name}” is ${words[got] ?? got}, and should be ${wanted.map((one) => words[one] ?? one).join(' or ')}.` }];
  }
  const allowed = keyword === 'enum' ? (JSON.parse(/\[.*\]/.exec(error)?.[0] ?? '[]') as unknown[]).map(String) : [];
  const [near] = nearest(String(at(value, path)), allowed, 1);
  const advice = near ? `Perhaps ${near} is meant.` : allowed.length > 0 ? `It can be ${allowed.join(', ')}.` : undefined;
  const problem = allowed.length > 0 ? `“${name}” cannot be “${String(at(value, path))}”.` : `“${name}”: ${error.replace(/\.?$/, '.')}`;
  return [{ path, kind: 'wrong-value', problem, ...(advice && { advice }) }];
} // prettier-ignore

const startsWith = (path: Path, start: Path) => start.every((part, index) => path[index] === part);

const words: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'empty',
};

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((one, key) => (one as Record<string, unknown> | undefined)?.[key], value);

/** The keys that the schema around a keyword names. */
function keysAround(root: Schema, keywordLocation: string): { names: string[] } {
  let schema: unknown = root;
  for (const part of pathOf(keywordLocation).slice(0, -1)) {
    schema = (schema as Record<string, unknown> | undefined)?.[part];
    if (typeof schema === 'string') schema = pointed(root, schema);
  }
  return { names: namesOf(root, schema as Schema | undefined) };
}

function namesOf(root: Schema, schema: Schema | undefined, seen = new Set<Schema>()): string[] {
  if (!schema || typeof schema !== 'object' || seen.has(schema)) return [];
  seen.add(schema);
  const others = [schema.$ref && pointed(root, schema.$ref), ...(schema.allOf ?? []), schema.then, schema.else];
  return [
    ...Object.keys(schema.properties ?? {}),
    ...others.flatMap((one) => (typeof one === 'object' ? namesOf(root, one, seen) : [])),
  ];
}

const pointed = (root: Schema, ref: string): Schema | undefined =>
  pathOf(ref).reduce<Schema | undefined>((one, key) => (one as Record<string, Schema> | undefined)?.[key], root);
