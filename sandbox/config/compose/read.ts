import { readYaml, type YamlSource } from '../yaml-source.ts';

/** A service with the lines of what it says. */
export interface Service {
  name: string;
  image: string;
  file: YamlSource;
  /** The line of the service, or of what it says under a key. */
  line(...path: (string | number)[]): number;
  has(key: string): boolean;
}

export const servicesOf = (file: YamlSource): Service[] =>
  file.entries('services').map(([name]) => ({
    name,
    file,
    image: String(file.get('services', name, 'image') ?? ''),
    line: (...path) => file.line('services', name, ...path),
    has: (key) => file.get('services', name, key) !== undefined,
  }));

export interface Dependency {
  on: string;
  /** `service_started` where the file says nothing else. */
  condition: string;
  line: number;
}

/** Both forms: the list of names, and the mapping with conditions. */
export function dependencies({ name, file, line }: Service): Dependency[] {
  const bare = file.list('services', name, 'depends_on').map((item, index) => ({
    on: String(item),
    condition: 'service_started',
    line: line('depends_on', index),
  }));
  const full = file.entries('services', name, 'depends_on').map(([on, how]) => ({
    on,
    condition: String((how as { condition?: string } | null)?.condition ?? 'service_started'),
    line: line('depends_on', on),
  }));
  return [...bare, ...full];
}

export interface Port {
  /** The address on the machine; empty for all of them. */
  host: string;
  /** The port on the machine; empty where Docker picks one. */
  published: string;
  target: string;
  protocol: string;
}

/** A port in its short form (`127.0.0.1:8080:80/tcp`) or its long one. */
export function publishedPort(port: unknown): Port {
  if (typeof port === 'object' && port !== null) {
    const { host_ip, published, target, protocol } = port as Record<string, unknown>;
    return { host: text(host_ip), published: text(published), target: text(target), protocol: text(protocol) || 'tcp' };
  }
  const [numbers = '', protocol = 'tcp'] = String(port).split('/');
  const [, host = '', rest = ''] = /^(\[[^\]]*\]|[^:]*):(.*:.*)$/.exec(numbers) ?? ['', '', numbers];
  const parts = rest.split(':');
  return { host, published: parts.length > 1 ? parts[0]! : '', target: parts.at(-1)!, protocol };
} // prettier-ignore

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What a compose file means, whichever of its forms it is written in. */
export interface Compose {
  services: Record<string, ComposeService>;
  networks: string[];
  volumes: string[];
  secrets: string[];
}

export interface ComposeService {
  image: string;
  /** Name → condition. */
  dependsOn: Record<string, string>;
  environment: Record<string, string>;
  ports: Port[];
  /** Source → where it is seen in the container. */
  volumes: Record<string, string>;
  networks: string[];
  secrets: string[];
  /** The words of its test; empty without, or where it is disabled. */
  healthcheck: string;
  /** Everything else, as it stands in the file. */
  raw: Record<string, unknown>;
}

/** The meaning of a compose file; nothing where it cannot be read. */
export function parseCompose(source: string): Compose {
  const [file] = readYaml(source).source;
  if (!file) return { services: {}, networks: [], volumes: [], secrets: [] };
  const names = (key: string) => file.entries(key).map(([name]) => name);
  return {
    services: Object.fromEntries(servicesOf(file).map((one) => [one.name, meaning(one)])),
    networks: names('networks'),
    volumes: names('volumes'),
    secrets: names('secrets'),
  };
}

function meaning(service: Service): ComposeService {
  const raw = (service.file.get('services', service.name) ?? {}) as Record<string, unknown>;
  const list = (key: string) => (Array.isArray(raw[key]) ? (raw[key] as unknown[]) : []);
  const keys = (key: string) => (isMapping(raw[key]) ? Object.keys(raw[key]) : list(key).map((one) => (isMapping(one) ? text(one['source']) : String(one)))); // prettier-ignore
  const check = raw['healthcheck'] as { test?: string | string[]; disable?: boolean } | undefined;
  const test = [check?.test ?? []].flat().join(' ');
  return {
    image: service.image,
    dependsOn: Object.fromEntries(dependencies(service).map(({ on, condition }) => [on, condition])),
    environment: isMapping(raw['environment'])
      ? Object.fromEntries(Object.entries(raw['environment']).map(([key, value]) => [key, value === null ? '' : String(value)]))
      : Object.fromEntries(list('environment').map((one) => pair(String(one), '='))),
    ports: list('ports').map(publishedPort),
    volumes: Object.fromEntries(list('volumes').map((one) => (isMapping(one) ? [text(one['source']), text(one['target'])] : pair(String(one), ':')))),
    networks: keys('networks'),
    secrets: keys('secrets'),
    healthcheck: check?.disable || test === 'NONE' ? '' : test,
    raw,
  };
} // prettier-ignore

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pair(words: string, sign: string): [string, string] {
  const [key = '', ...value] = words.split(sign);
  return [key, value.join(sign)];
}
