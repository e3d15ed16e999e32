import { nearest } from '../../nearest.ts';
import type { Fault } from '../types.ts';
import { dependencies, publishedPort, servicesOf, type Service } from './read.ts';
import type { YamlSource } from '../yaml-source.ts';

/** Names that nothing stands behind, circles, and ports that two services want. */
export function references(file: YamlSource): Fault[] {
  const services = servicesOf(file);
  return [...services.flatMap((one) => [...waits(one, services), ...named(one, file)]), ...circle(services), ...clashes(services)];
} // prettier-ignore

function waits(service: Service, services: Service[]): Fault[] {
  const names = services.map(({ name }) => name);
  return dependencies(service).flatMap(({ on, condition, line }): Fault[] => {
    const other = services.find(({ name }) => name === on);
    if (!other) return [unknown('service', on, names, line)];
    const check = other.file.get('services', on, 'healthcheck') as { disable?: boolean } | undefined;
    // An image that is built here may have its own.
    if (condition !== 'service_healthy' || (check && !check.disable) || (!check && other.has('build'))) return [];
    return [{ rule: 'never-healthy', line, problem: `“${service.name}” waits until “${on}” is healthy, and “${on}” has no healthcheck.` }];
  });
} // prettier-ignore

function unknown(what: string, name: string, known: string[], line: number): Fault {
  const [near] = nearest(name, known, 1);
  return { rule: 'unknown-name', line, problem: `There is no ${what} called “${name}”.`, ...(near && { advice: `Perhaps ${near} is meant.` }) };
} // prettier-ignore

/** Networks, volumes, secrets and configs have to be declared at the top. */
function named({ name, file, line }: Service, whole: YamlSource): Fault[] {
  return (['networks', 'volumes', 'secrets', 'configs'] as const).flatMap((key) => {
    const declared = whole.entries(key).map(([one]) => one);
    const used = [
      ...file.entries('services', name, key).map(([one]) => ({ one, line: line(key, one) })),
      ...file.list('services', name, key).map((one, index) => ({ one: source(one, key), line: line(key, index) })),
    ];
    return used
      .filter(({ one }) => one !== '' && !one.includes('$') && !declared.includes(one) && !(key === 'networks' && one === 'default'))
      .map((use) => unknown(key.slice(0, -1), use.one, declared, use.line));
  });
} // prettier-ignore

function source(entry: unknown, key: string): string {
  if (typeof entry === 'object' && entry !== null) {
    const { type, source: from } = entry as { type?: string; source?: unknown };
    return key !== 'volumes' || type === 'volume' ? String(from ?? '') : '';
  }
  const words = String(entry);
  if (key !== 'volumes') return words;
  // A folder begins with a dot, a slash or a tilde; a single path is a volume without a name.
  return words.includes(':') && !/^[./~]/.test(words) && !/^[A-Za-z]:\\/.test(words) ? words.split(':')[0]! : '';
}

function circle(services: Service[]): Fault[] {
  const next = new Map(services.map((one) => [one.name, dependencies(one)]));
  const way = (from: string, to: string, seen: string[]): boolean =>
    (next.get(from) ?? []).some(({ on }) => on === to || (!seen.includes(on) && way(on, to, [...seen, on])));
  const inside = services.find(({ name }) => way(name, name, []));
  const line = inside && next.get(inside.name)!.find(({ on }) => on === inside.name || way(on, inside.name, []))?.line;
  return inside && line ? [{ rule: 'circle', line, problem: `“${inside.name}” waits for itself, over what it depends on.` }] : [];
} // prettier-ignore

function clashes(services: Service[]): Fault[] {
  const taken = new Map<string, string>();
  return services.flatMap(({ name, file, line }) =>
    file.list('services', name, 'ports').flatMap((port, index): Fault[] => {
      const { host, published, protocol } = publishedPort(port);
      if (!/^\d+$/.test(published)) return [];
      const everywhere = ['', '0.0.0.0', '::', '[::]'];
      const same = [...taken].find(([key]) => {
        const [otherHost = '', otherPort, otherProtocol] = key.split(' ');
        const meets = otherHost === host || everywhere.includes(otherHost) || everywhere.includes(host);
        return meets && otherPort === published && otherProtocol === protocol;
      });
      taken.set(`${host} ${published} ${protocol}`, name);
      return same ? [{ rule: 'port-clash', line: line('ports', index), problem: `Port ${published} of the machine is taken by “${same[1]}”.` }] : [];
    }),
  );
} // prettier-ignore
