import { nearest } from '../../nearest.ts';
import { schemaChecks } from '../schema-faults.ts';
import type { Fault, Linter, Reading } from '../types.ts';
import { at, readManifests, type Manifest } from './read.ts';
import { references } from './references.ts';
import { rules } from './rules.ts';
import { shapeFaults, shapes } from './shapes.ts';

/** One file with its documents, or several files by their names: names lead from each to each. */
export function readKubernetes(files: string | Record<string, string>): Reading<Manifest[]> {
  const { source, faults } = readManifests(files);
  if (faults.length > 0) return { source, faults };
  return { source, faults: [...source.flatMap(shape), ...references(source)] };
}

function shape(one: Manifest): Fault[] {
  if (!one.kind) return [at(one, [], 'It does not say what it is: “kind” is missing.')];
  const known = shapes[one.kind];
  const version = one.get('apiVersion');
  if (!known) {
    // Objects of other groups may be anything; a kind without a group of its own is one of Kubernetes.
    const [near] = nearest(one.kind, Object.keys(shapes), 1);
    return near && typeof version === 'string' && !version.includes('.')
      ? [{ ...at(one, ['kind'], `“${one.kind}” is not a kind that is known here.`), rule: 'wrong-value', advice: `Perhaps ${near} is meant.` }]
      : [];
  }
  if (version !== undefined && version !== known.version)
    return [{ ...at(one, ['apiVersion'], `${one.kind} is not in ${String(version)}.`), rule: 'wrong-value', advice: `Write apiVersion: ${known.version}.` }];
  const faults = shapeFaults(one.kind, one.get()).map(({ path, kind, problem, advice }): Fault => ({ ...at(one, path, problem), rule: kind, ...(advice && { advice }) }));
  const nameless = one.name === '' && one.get('metadata', 'generateName') === undefined;
  return nameless ? [...faults, { ...at(one, ['metadata'], `This ${one.kind} has no metadata.name.`), rule: 'missing-key' }] : faults;
} // prettier-ignore

const waits = 'Kubernetes takes the object, and its pods wait for something that never comes.';

export const kubernetes = {
  read: (text: string) => readKubernetes(text),
  checks: {
    ...schemaChecks('kubectl apply refuses the object, or leaves out what it does not know.'),
    'unknown-name': { why: waits, advice: 'Mend the name, or add the object.' },
    'unknown-port': {
      why: 'The requests go to a port on which nobody listens.',
      advice: 'Write the name or the number that the other side has.',
    },
    twice: { why: 'The later one replaces the earlier one.', advice: 'Give one of them another name.' },
  },
  rules,
} satisfies Linter<Manifest[]>;
