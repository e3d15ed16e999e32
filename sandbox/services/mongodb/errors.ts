import type { Document } from 'bson';

/** An error as MongoDB sends it: a code with a name, a text, and more where there is more. */
export class MongoFault extends Error {
  override name = 'MongoFault';
  readonly code: number;
  readonly codeName: string;
  readonly extra: Document;
  constructor(code: number, codeName: string, message: string, extra: Document = {}) {
    super(message);
    this.code = code;
    this.codeName = codeName;
    this.extra = extra;
  }
}

export const badValue = (message: string): never => {
  throw new MongoFault(2, 'BadValue', message);
};

export const wrongType = (message: string): never => {
  throw new MongoFault(14, 'TypeMismatch', message);
};

export const missing = (namespace: string): never => {
  throw new MongoFault(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`);
};

/** What mingo says, in MongoDB's words. */
const translations: [RegExp, number, string, (name: string) => string][] = [
  [/unknown query operator (\$\w+)/, 2, 'BadValue', (name) => `unknown operator: ${name}`],
  [/unknown top level operator: (\$\w+)/, 2, 'BadValue', (name) => `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`],
  [/unregistered pipeline operator (\$\w+)/, 40324, 'Location40324', (name) => `Unrecognized pipeline stage name: '${name}'`],
  [/accumulator '(\$\w+)' is not registered/, 15952, 'Location15952', (name) => `unknown group operator '${name}'`],
  [/operator '?(\$\w+)'? is not registered/, 168, 'InvalidPipelineOperator', (name) => `Unrecognized expression '${name}'`],
  [/Unknown update operator: '(.+?)'/, 9, 'FailedToParse', (name) => `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`],
  [/(would modify the immutable field)/, 66, 'ImmutableField', () => "Performing an update on the path '_id' would modify the immutable field '_id'"],
]; // prettier-ignore

export function toFault(error: unknown): MongoFault {
  if (error instanceof MongoFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, code, name, text] of translations) {
    const found = pattern.exec(message);
    if (found) return new MongoFault(code, name, text(found[1]!));
  }
  return new MongoFault(2, 'BadValue', message);
}

export const toReply = (error: unknown): Document => {
  const { message, code, codeName, extra } = toFault(error);
  return { ok: 0, errmsg: message, code, codeName, ...extra };
};
