import type { SchemaFault } from './schema.ts';
import type { Check, Fault } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

/** What a schema finds in a YAML file, with the lines. */
export function schemaFaults(file: YamlSource, check: (value: unknown) => SchemaFault[]): Fault[] {
  return check(file.get() ?? null).map(({ path, kind, problem, advice }) => ({
    rule: kind,
    line: file.line(...path),
    column: file.column(...path),
    problem,
    ...(advice && { advice }),
  }));
}

/** The words of the rules that a schema holds to. */
export const schemaChecks = (why: string): Record<SchemaFault['kind'], Check> => ({
  'unknown-key': { why, advice: 'Mend its name, or look where it belongs.' },
  'missing-key': { why, advice: 'Add the key, with a value of its own.' },
  'wrong-type': { why, advice: 'Write the value in the form that is asked for.' },
  'wrong-value': { why, advice: 'Write one of the values that are known.' },
});
