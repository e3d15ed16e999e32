import { type Document } from 'bson';
import { Aggregator } from 'mingo';
import { update as applyModifier } from 'mingo/updater';
import { badValue, MongoFault, wrongType } from './errors.ts';
import { at, clone, isNumber, isPlain, keyOf, show, typeName } from './values.ts';

export interface Change {
  update: Document | Document[];
  filter: Document;
  arrayFilters?: Document[] | undefined;
}

const isModifier = (update: Document) => Object.keys(update)[0]?.startsWith('$') ?? false;

/** Is the whole document put in the place of the other? */
export const replaces = (update: Document | Document[]): boolean => !Array.isArray(update) && !isModifier(update);

/** The document as it is after the change; the given one stays as it is. */
export function changed(document: Document, { update, filter, arrayFilters }: Change, isNew = false): Document {
  if (Array.isArray(update))
    return keepId(document, new Aggregator(update as never, {}).run<Document>([clone(document)])[0]!);
  if (!isModifier(update)) {
    const strange = Object.keys(update).find((name) => name.startsWith('$'));
    if (strange)
      badValue(
        `The dollar ($) prefixed field '${strange}' in '${strange}' is not allowed in the context of an update's replacement document.`,
      );
    return keepId(document, '_id' in update ? clone(update) : { _id: document['_id'] as unknown, ...clone(update) });
  }
  const { $setOnInsert: onInsert, ...modifier } = update as Document & { $setOnInsert?: Document };
  const set =
    isNew && onInsert ? { ...(modifier['$set'] as Document), ...onInsert } : (modifier['$set'] as Document | undefined);
  const whole = set ? { ...modifier, $set: set } : modifier;
  const after = clone(document);
  refuse(after, whole);
  if (isNew && set && '_id' in set) {
    after['_id'] = set['_id'] as unknown;
    delete set['_id'];
  }
  if (Object.keys(whole).length) {
    const parts = Object.fromEntries(
      Object.entries(whole).filter(([, fields]) => Object.keys(fields as Document).length),
    );
    applyModifier(after, clone(parts), arrayFilters ?? [], filter as never);
  }
  return keepId(document, after, isNew);
}

function keepId(before: Document, after: Document, isNew = false): Document {
  if (isNew && before['_id'] === undefined) return after;
  if (keyOf(before['_id']) !== keyOf(after['_id'])) {
    throw new MongoFault(
      66,
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(after['_id'])}`,
    );
  }
  return after;
}

const needsNumber = { $inc: 'increment', $mul: 'multiply' } as const;
const needsArray = ['$push', '$addToSet', '$pull', '$pullAll', '$pop'];

/** What MongoDB refuses and mingo passes over. */
function refuse(document: Document, modifier: Document): void {
  const seen: string[] = [];
  for (const [operator, fields] of Object.entries(modifier)) {
    if (!isPlain(fields)) {
      throw new MongoFault(
        9,
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      );
    }
    for (const [path, value] of Object.entries(fields)) {
      const clash = seen.find(
        (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
      );
      if (clash)
        throw new MongoFault(
          40,
          'ConflictingUpdateOperators',
          `Updating the path '${path}' would create a conflict at '${clash}'`,
        );
      seen.push(path);
      if (!path.includes('$')) checkType(document, operator, path, value);
    }
  }
}

function checkType(document: Document, operator: string, path: string, value: unknown): void {
  const [there] = at(document, path);
  const id = `_id: ${show(document['_id'])}`;
  if (operator in needsNumber) {
    const verb = needsNumber[operator as '$inc'];
    if (!isNumber(value)) wrongType(`Cannot ${verb} with non-numeric argument: {${path}: ${show(value)}}`);
    if (there !== undefined && !isNumber(there)) {
      wrongType(
        `Cannot apply ${operator} to a value of non-numeric type. {${id}} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeName(there)}`,
      );
    }
  }
  if (!needsArray.includes(operator) || there === undefined || Array.isArray(there)) return;
  if (operator === '$push')
    badValue(`The field '${path}' must be an array but is of type ${typeName(there)} in document {${id}}`);
  if (operator === '$addToSet')
    badValue(
      `Cannot apply $addToSet to non-array field. Field named '${path.split('.').at(-1)}' has non-array type ${typeName(there)}`,
    );
  if (operator === '$pop') wrongType(`Path '${path}' contains an element of non-array type '${typeName(there)}'`);
  badValue(`Cannot apply ${operator} to a non-array value`);
}

/** What a filter says about a document that is not there: its plain equalities. */
export function fromFilter(filter: Document): Document {
  const document: Document = {};
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and') for (const part of condition as Document[]) Object.assign(document, fromFilter(part));
    if (path.startsWith('$')) continue;
    const operators = isPlain(condition) && Object.keys(condition)[0]?.startsWith('$');
    if (operators && !('$eq' in condition)) continue;
    put(document, path.split('.'), operators ? (condition['$eq'] as unknown) : condition);
  }
  return document;
}

function put(target: Document, [name, ...rest]: string[], value: unknown): void {
  if (!rest.length) target[name!] = value;
  else put((target[name!] ??= {}) as Document, rest, value);
}
