import { validate as deployment } from 'kubernetes-models/_schemas/IoK8sApiAppsV1Deployment';
import { validate as daemonSet } from 'kubernetes-models/_schemas/IoK8sApiAppsV1DaemonSet';
import { validate as statefulSet } from 'kubernetes-models/_schemas/IoK8sApiAppsV1StatefulSet';
import { validate as autoscaler } from 'kubernetes-models/_schemas/IoK8sApiAutoscalingV2HorizontalPodAutoscaler';
import { validate as cronJob } from 'kubernetes-models/_schemas/IoK8sApiBatchV1CronJob';
import { validate as job } from 'kubernetes-models/_schemas/IoK8sApiBatchV1Job';
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap';
import { validate as namespace } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Namespace';
import { validate as claim } from 'kubernetes-models/_schemas/IoK8sApiCoreV1PersistentVolumeClaim';
import { validate as pod } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Pod';
import { validate as secret } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Secret';
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service';
import { validate as serviceAccount } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ServiceAccount';
import { validate as ingress } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress';
import { validate as networkPolicy } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy';
import { validate as disruptionBudget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget';
import { validate as role } from 'kubernetes-models/_schemas/IoK8sApiRbacV1Role';
import { validate as roleBinding } from 'kubernetes-models/_schemas/IoK8sApiRbacV1RoleBinding';
import { nearest } from '../../nearest.ts';
import type { SchemaFault } from '../schema.ts';
import type { Path } from '../yaml-source.ts';

/** A validator that was compiled from the schemas of Kubernetes; what it finds is left on it. */
interface Validate {
  (value: unknown): boolean;
  errors?: { instancePath: string; keyword: string; params: Record<string, unknown> }[] | null;
}

/** kind → the API version that is taught, and its shape. */
export const shapes: Record<string, { version: string; validate: Validate }> = Object.fromEntries(
  (
    [
      ['v1', 'Pod', pod],
      ['v1', 'Service', service],
      ['v1', 'ConfigMap', configMap],
      ['v1', 'Secret', secret],
      ['v1', 'ServiceAccount', serviceAccount],
      ['v1', 'Namespace', namespace],
      ['v1', 'PersistentVolumeClaim', claim],
      ['apps/v1', 'Deployment', deployment],
      ['apps/v1', 'StatefulSet', statefulSet],
      ['apps/v1', 'DaemonSet', daemonSet],
      ['batch/v1', 'Job', job],
      ['batch/v1', 'CronJob', cronJob],
      ['networking.k8s.io/v1', 'Ingress', ingress],
      ['networking.k8s.io/v1', 'NetworkPolicy', networkPolicy],
      ['autoscaling/v2', 'HorizontalPodAutoscaler', autoscaler],
      ['policy/v1', 'PodDisruptionBudget', disruptionBudget],
      ['rbac.authorization.k8s.io/v1', 'Role', role],
      ['rbac.authorization.k8s.io/v1', 'RoleBinding', roleBinding],
    ] as [string, string, Validate][]
  ).map(([version, kind, validate]) => [kind, { version, validate }]),
);

/** What an object does wrong by the shape of its kind: unknown keys, missing ones, wrong types. */
export function shapeFaults(kind: string, value: unknown): SchemaFault[] {
  const { validate } = shapes[kind]!;
  const { watched, unknown } = watch(value);
  validate(watched);
  const faults = (validate.errors ?? []).map((error) => faultOf(error, value));
  return [...unknown(), ...faults];
}

/**
 * The validators say nothing of unknown keys, but they read each key that they know. So they are handed a value that
 * remembers what was asked of it: whatever nobody asked for is unknown.
 */
function watch(value: unknown): { watched: unknown; unknown(): SchemaFault[] } {
  const seen: { path: Path; object: object; asked: Set<string>; open: boolean }[] = [];
  const wrap = (inner: unknown, path: Path): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) return inner.map((item, index) => wrap(item, [...path, index]));
    const note = { path, object: inner, asked: new Set<string>(), open: false };
    seen.push(note);
    const wrapped = new Map<string, unknown>();
    return new Proxy(inner, {
      get(target, key) {
        if (typeof key !== 'string') return Reflect.get(target, key) as unknown;
        note.asked.add(key);
        if (!wrapped.has(key)) wrapped.set(key, wrap(Reflect.get(target, key), [...path, key]));
        return wrapped.get(key);
      },
      // Labels and the like: whoever goes through all keys takes any.
      ownKeys(target) {
        note.open = true;
        return Reflect.ownKeys(target);
      },
    });
  };
  return {
    watched: wrap(value, []),
    unknown: () =>
      seen
        .filter(({ asked, open }) => asked.size > 0 && !open)
        .flatMap(({ path, object, asked }) =>
          Object.keys(object)
            .filter((key) => !asked.has(key))
            .map((key) => unknownKey(path, key, [...asked])),
        ),
  };
}

function unknownKey(path: Path, key: string, known: string[]): SchemaFault {
  const [near] = nearest(key, known, 1);
  const where = path.findLast((part) => typeof part === 'string');
  const problem = where === undefined ? `There is no key “${key}” here.` : `“${where}” has no key “${key}”.`;
  return { path: [...path, key], kind: 'unknown-key', problem, ...(near && { advice: `Perhaps ${near} is meant.` }) };
}

const words: Record<string, string> = {
  string: 'a text (in quotes)',
  integer: 'a whole number (without quotes)',
  number: 'a number (without quotes)',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function faultOf({ instancePath, keyword, params }: NonNullable<Validate['errors']>[number], value: unknown): SchemaFault {
  const path = instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = path.findLast((part) => !/^\d+$/.test(part));
  const name = last === undefined ? 'It' : `“${last}”`;
  const at = path.reduce<unknown>((one, key) => (one as Record<string, unknown> | undefined)?.[key], value);
  if (keyword === 'required')
    return { path, kind: 'missing-key', problem: `${name} has no “${String(params['missingProperty'])}”, which it must have.` };
  if (keyword === 'type')
    return { path, kind: 'wrong-type', problem: `${name} is ${JSON.stringify(at)?.slice(0, 60)}, and should be ${words[String(params['type'])] ?? String(params['type'])}.` };
  const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'].map(String) : [];
  const advice = allowed.length > 0 ? { advice: `It can be ${allowed.join(', ')}.` } : {};
  return { path, kind: 'wrong-value', problem: `${name} cannot be ${JSON.stringify(at)?.slice(0, 60)}.`, ...advice };
} // prettier-ignore
