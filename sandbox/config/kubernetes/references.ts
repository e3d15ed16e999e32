import { nearest } from '../../nearest.ts';
import type { Fault } from '../types.ts';
import type { Path } from '../yaml-source.ts';
import { at, containers, ofKind, text, unmatched, type Manifest } from './read.ts';

/**
 * Names that lead from one object to another. What the files do not hold may be in the cluster already: a name counts as
 * wrong only where the files have objects of its kind.
 */
export function references(all: Manifest[]): Fault[] {
  return [...all.flatMap((one) => [...podReferences(one, all), ...own(one, all)]), ...twins(all)];
}

function own(one: Manifest, all: Manifest[]): Fault[] {
  if (one.kind === 'Service') return ports(one, all);
  if (one.kind === 'Ingress') return backends(one, all);
  if (one.kind === 'HorizontalPodAutoscaler') {
    const path: Path = ['spec', 'scaleTargetRef'];
    return named(one, [...path, 'name'], text(one.get(...path, 'kind')), text(one.get(...path, 'name')), all);
  }
  if (one.kind === 'RoleBinding') {
    return [
      ...named(one, ['roleRef', 'name'], text(one.get('roleRef', 'kind')), text(one.get('roleRef', 'name')), all),
      ...one.list('subjects').flatMap((subject, index) => {
        const { kind = '', name = '' } = subject as { kind?: string; name?: string };
        return kind === 'ServiceAccount' ? named(one, ['subjects', index, 'name'], kind, name, all) : [];
      }),
    ];
  }
  return [];
}

function named(from: Manifest, path: Path, kind: string, name: string, all: Manifest[]): Fault[] {
  const there = ofKind(all, kind).filter(({ namespace }) => namespace === from.namespace);
  if (name === '' || there.length === 0 || there.some((other) => other.name === name)) return [];
  const [near] = nearest(name, there.map((other) => other.name), 1);
  const fault = at(from, path, `No ${kind} of these files is called “${name}”.`);
  return [{ ...fault, rule: 'unknown-name', ...(near && { advice: `Perhaps ${near} is meant.` }) }];
} // prettier-ignore

/** Where a pod takes settings, secrets, storage and an account from. */
function podReferences(one: Manifest, all: Manifest[]): Fault[] {
  const { pod } = one;
  if (!pod) return [];
  const look = (path: Path, kind: string) => named(one, path, kind, text(one.get(...path)), all);
  const volumes = one.list(...pod, 'volumes').flatMap((_, index) => [
    ...look([...pod, 'volumes', index, 'configMap', 'name'], 'ConfigMap'),
    ...look([...pod, 'volumes', index, 'secret', 'secretName'], 'Secret'),
    ...look([...pod, 'volumes', index, 'persistentVolumeClaim', 'claimName'], 'PersistentVolumeClaim'),
  ]);
  const mounts = containers(one).flatMap((container) => {
    const names = one.list(...pod, 'volumes').map((volume) => text((volume as { name?: unknown } | null)?.name));
    if (one.kind === 'StatefulSet') names.push(...one.list('spec', 'volumeClaimTemplates').map((_, index) => text(one.get('spec', 'volumeClaimTemplates', index, 'metadata', 'name'))));
    return container.list('volumeMounts').flatMap((mount, index): Fault[] => {
      const name = text((mount as { name?: unknown } | null)?.name);
      const fault = at(one, container.path('volumeMounts', index, 'name'), `No volume of this pod is called “${name}”.`);
      const [near] = nearest(name, names, 1);
      return name === '' || names.includes(name) ? [] : [{ ...fault, rule: 'unknown-name', ...(near && { advice: `Perhaps ${near} is meant.` }) }];
    });
  });
  const settings = containers(one).flatMap((container) => [
    ...container.list('envFrom').flatMap((_, index) => [
      ...look(container.path('envFrom', index, 'configMapRef', 'name'), 'ConfigMap'),
      ...look(container.path('envFrom', index, 'secretRef', 'name'), 'Secret'),
    ]),
    ...container.list('env').flatMap((_, index) => [
      ...key(one, container.path('env', index, 'valueFrom', 'configMapKeyRef'), 'ConfigMap', all),
      ...key(one, container.path('env', index, 'valueFrom', 'secretKeyRef'), 'Secret', all),
    ]),
  ]);
  return [...look([...pod, 'serviceAccountName'], 'ServiceAccount'), ...volumes, ...mounts, ...settings];
} // prettier-ignore

/** A key of a ConfigMap or a Secret: the object has to be there, and the key in it. */
function key(one: Manifest, path: Path, kind: string, all: Manifest[]): Fault[] {
  const name = text(one.get(...path, 'name'));
  const wanted = text(one.get(...path, 'key'));
  const target = ofKind(all, kind).find((other) => other.name === name && other.namespace === one.namespace);
  if (!target) return named(one, [...path, 'name'], kind, name, all);
  const keys = ['data', 'stringData', 'binaryData'].flatMap((part) => target.entries(part).map(([has]) => has));
  if (wanted === '' || keys.includes(wanted) || one.get(...path, 'optional') === true) return [];
  const [near] = nearest(wanted, keys, 1);
  const fault = at(one, [...path, 'key'], `${kind} “${name}” has no key “${wanted}”.`);
  return [{ ...fault, rule: 'unknown-name', ...(near && { advice: `Perhaps ${near} is meant.` }) }];
} // prettier-ignore

/** A service's target ports have to be ports of the pods that it finds. */
function ports(service: Manifest, all: Manifest[]): Fault[] {
  const wanted = service.entries('spec', 'selector');
  const pods = all.filter((one) => one.podLabels && one.namespace === service.namespace && wanted.length > 0 && !unmatched(wanted, one.entries(...one.podLabels)));
  const open = pods.flatMap(containers).flatMap((container) => container.list('ports') as { name?: string; containerPort?: number }[]);
  if (pods.length === 0) return [];
  return service.list('spec', 'ports').flatMap((port, index): Fault[] => {
    const { targetPort, port: outside } = (port ?? {}) as { targetPort?: string | number; port?: number };
    const target = targetPort ?? outside;
    const byName = typeof target === 'string' && !/^\d+$/.test(target);
    const found = open.some((one) => (byName ? one?.name === target : one?.containerPort === Number(target)));
    // Containers need not say which ports they listen on; a name has to come from somewhere.
    if (found || target === undefined || (!byName && open.length === 0)) return [];
    const path: Path = ['spec', 'ports', index, targetPort === undefined ? 'port' : 'targetPort'];
    return [{ ...at(service, path, `No container that this service finds has the port ${target}.`), rule: 'unknown-port' }];
  });
} // prettier-ignore

function backends(ingress: Manifest, all: Manifest[]): Fault[] {
  const paths: Path[] = [['spec', 'defaultBackend', 'service']];
  ingress.list('spec', 'rules').forEach((_, rule) => {
    const inner: Path = ['spec', 'rules', rule, 'http', 'paths'];
    ingress.list(...inner).forEach((_, index) => paths.push([...inner, index, 'backend', 'service']));
  });
  return paths.flatMap((path): Fault[] => {
    const name = text(ingress.get(...path, 'name'));
    const service = ofKind(all, 'Service').find((one) => one.name === name && one.namespace === ingress.namespace);
    if (!service) return named(ingress, [...path, 'name'], 'Service', name, all);
    const wanted = ingress.get(...path, 'port') as { number?: number; name?: string } | undefined;
    const has = (service.list('spec', 'ports') as { port?: number; name?: string }[]).some((one) => (wanted?.name === undefined ? one?.port === wanted?.number : one?.name === wanted.name));
    return has || !wanted ? [] : [{ ...at(ingress, [...path, 'port'], `The service “${name}” has no port ${wanted.name ?? wanted.number}.`), rule: 'unknown-port' }];
  });
} // prettier-ignore

function twins(all: Manifest[]): Fault[] {
  const seen = new Set<string>();
  return all.flatMap((one) => {
    const id = `${one.kind} ${one.namespace}/${one.name}`;
    const twice = one.name !== '' && seen.has(id);
    seen.add(id);
    return twice ? [{ ...at(one, ['metadata', 'name'], `There is another ${one.kind} called “${one.name}”.`), rule: 'twice' }] : [];
  });
} // prettier-ignore
