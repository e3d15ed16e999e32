import { looseImage } from '../images.ts';
import { secretName, type Hit, type Rule } from '../types.ts';
import { at, containers, lasting, ofKind, unmatched, type Manifest } from './read.ts';

const programs = (all: Manifest[]) => ofKind(all, ...lasting).flatMap(containers);

const missing = (key: string, words: string) => (all: Manifest[]): Hit[] =>
  programs(all)
    .filter(({ get }) => get(...key.split('.')) === undefined)
    .map(({ name, manifest, path }) => at(manifest, path('name'), `“${name}” ${words}`)); // prettier-ignore

export const rules: Rule<Manifest[]>[] = [
  {
    id: 'labels-match',
    why: 'Labels are all that ties the parts together. A service whose selector fits no pod has nowhere to send requests.',
    advice: 'Write the same labels in the selector and in the template of the pods.',
    find: (all) => {
      const owners = ofKind(all, ...lasting);
      const pods = all.filter(({ podLabels }) => podLabels);
      const own = owners.flatMap((one): Hit[] => {
        const label = unmatched(one.entries('spec', 'selector', 'matchLabels'), one.entries(...one.podLabels!));
        return label ? [at(one, ['spec', 'selector', 'matchLabels'], `Its own pods do not have the label ${label}.`)] : [];
      });
      const services = ofKind(all, 'Service').filter((one) => pods.length > 0 && one.entries('spec', 'selector').length > 0);
      return [...own, ...services.flatMap((one): Hit[] => {
        const wanted = one.entries('spec', 'selector');
        const near = pods.filter(({ namespace }) => namespace === one.namespace);
        if (near.some((pod) => !unmatched(wanted, pod.entries(...pod.podLabels!)))) return [];
        const [first] = near;
        const label = first ? `none has ${unmatched(wanted, first.entries(...first.podLabels!)) ?? ''}` : 'they are in another namespace';
        return [at(one, ['spec', 'selector'], `The service finds 0 pods: ${label}.`)];
      })];
    },
  },
  {
    id: 'replicas',
    why: 'With one pod, each restart and each new version is a time without answers.',
    advice: 'Write replicas: 2, or more.',
    find: (all) =>
      ofKind(all, 'Deployment')
        .filter((one) => Number(one.get('spec', 'replicas') ?? 1) < 2 && !scaled(one, all))
        .map((one) => at(one, ['spec', 'replicas'], 'There is only one pod.')),
  },
  {
    id: 'fixed-tag',
    why: 'Two pods, two versions: each pulls what is newest when it starts, and nobody can go back.',
    advice: 'Name the version that was built, such as shop:1.4.2.',
    find: (all) =>
      all.flatMap(containers).flatMap(({ get, manifest, path }) => {
        const problem = looseImage(String(get('image') ?? 'scratch'));
        return problem ? [at(manifest, path('image'), problem)] : [];
      }),
  },
  { id: 'readiness', severity: 'advice', why: 'A pod gets requests as soon as its process runs, also while it still connects to the database.', advice: 'Add a readinessProbe that asks the app.', find: missing('readinessProbe', 'has no readinessProbe.') },
  { id: 'liveness', severity: 'advice', why: 'A program that hangs stays there for good: nobody starts it again.', advice: 'Add a livenessProbe that asks the process alone, not its database.', find: missing('livenessProbe', 'has no livenessProbe.') },
  { id: 'requests', severity: 'advice', why: 'The scheduler is blind without: it puts ten hungry pods on one small machine.', advice: 'Write resources.requests with cpu and memory.', find: missing('resources.requests', 'does not say what it needs.') },
  { id: 'limits', severity: 'advice', why: 'A leak in one pod takes the memory of all its neighbours.', advice: 'Write resources.limits with memory.', find: missing('resources.limits', 'has no limit.') },
  {
    id: 'secret-refs',
    why: 'A ConfigMap and the text of a Deployment are stored and shown as plain text, to everybody who may look.',
    advice: 'Put it into a Secret, and take it with valueFrom.secretKeyRef.',
    find: (all) => {
      const maps = ofKind(all, 'ConfigMap').flatMap((one) =>
        one.entries('data').filter(([name]) => secretName.test(name)).map(([name]) => at(one, ['data', name], `${name} stands in a ConfigMap.`)),
      );
      const plain = all.flatMap(containers).flatMap(({ list, manifest, path }) =>
        (list('env') as { name?: string; value?: unknown }[]).flatMap((one, index) =>
          secretName.test(String(one?.name)) && one?.value !== undefined ? [at(manifest, path('env', index), `The value of ${one.name} stands in the file.`)] : [],
        ),
      );
      return [...maps, ...plain];
    },
  },
]; // prettier-ignore

const scaled = (one: Manifest, all: Manifest[]) =>
  ofKind(all, 'HorizontalPodAutoscaler').some((other) => other.get('spec', 'scaleTargetRef', 'name') === one.name);
