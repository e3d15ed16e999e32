import { isStore, keepsData, looseImage } from '../images.ts';
import { secretName, type Rule } from '../types.ts';
import { dependencies, publishedPort, type Service } from './read.ts';

/** `NAME: value` and `- NAME=value` say the same. */
function environment({ name, file, line }: Service): { key: string; value: string; line: number }[] {
  const pairs = file.entries('services', name, 'environment').map(([key, value]) => ({
    key,
    value: String(value ?? ''),
    line: line('environment', key),
  }));
  const lines = file.list('services', name, 'environment').map((item, index) => {
    const [key = '', ...rest] = String(item).split('=');
    return { key, value: rest.join('='), line: line('environment', index) };
  });
  return [...pairs, ...lines];
}

const stores = (services: Service[]) => services.filter(({ image }) => isStore.test(image));

export const rules: Rule<Service[]>[] = [
  {
    id: 'pinned-image',
    why: 'A new major version of a database does not read the files of the old one.',
    advice: 'Name a version, such as postgres:18.',
    find: (services) =>
      services.flatMap(({ image, line }) => {
        const problem = image ? looseImage(image) : undefined;
        return problem ? [{ line: line('image'), problem }] : [];
      }),
  },
  {
    id: 'service-names',
    why: 'Inside of a container, localhost is that container. Services find each other by their names.',
    advice: 'Write the name of the service instead, such as db:5432.',
    find: (services) =>
      services.flatMap((service) =>
        environment(service)
          .filter(({ value }) => /(?:@|\/\/|^)(?:localhost|127\.0\.0\.1)\b/.test(value))
          .map(({ key, line }) => ({ line, problem: `${key} points to localhost, the container of “${service.name}” itself.` })),
      ),
  },
  {
    id: 'volume',
    why: 'What a container writes goes with it: the next `docker compose up` after an update begins with nothing.',
    advice: 'Give it a volume, such as db-data:/var/lib/postgresql, and name db-data under volumes.',
    find: (services) =>
      services
        .filter(({ image, has }) => keepsData.test(image) && !has('volumes'))
        .map(({ name, line }) => ({ line: line(), problem: `The data of “${name}” die with its container.` })),
  },
  {
    id: 'healthcheck',
    why: 'Without one, nobody can wait for the moment when it takes connections.',
    advice: 'Add a healthcheck, such as test: [CMD, pg_isready].',
    find: (services) =>
      stores(services)
        .filter(({ has }) => !has('healthcheck'))
        .map(({ name, line }) => ({ line: line(), problem: `“${name}” has no healthcheck.` })),
  },
  {
    id: 'ready',
    why: 'Started is not ready: the app connects while the database still prepares its files, and gives up.',
    advice: 'Write depends_on with condition: service_healthy.',
    find: (services) => {
      const slow = stores(services).map(({ name }) => name);
      return services.flatMap((service) =>
        dependencies(service)
          .filter(({ on, condition }) => slow.includes(on) && condition === 'service_started')
          .map(({ on, line }) => ({ line, problem: `“${service.name}” waits until “${on}” has started, not until it is ready.` })),
      );
    },
  },
  {
    id: 'inside-only',
    why: 'A published port of a database is open to everybody who reaches the machine, past its firewall.',
    advice: 'Leave ports out: services of one file reach each other without. Or publish it to 127.0.0.1 alone.',
    find: (services) =>
      stores(services).flatMap(({ name, file, line }) =>
        file.list('services', name, 'ports').flatMap((port, index) =>
          publishedPort(port).host === '127.0.0.1' ? [] : [{ line: line('ports', index), problem: `The port of “${name}” can be reached from outside.` }],
        ),
      ),
  },
  {
    id: 'no-secrets',
    why: 'The file is in the repository, and with it everybody has the password, for as long as the history lives.',
    advice: 'Take it from the environment: ${DB_PASSWORD:?}, or use secrets.',
    find: (services) =>
      services.flatMap((service) =>
        environment(service)
          .filter(({ key, value }) => secretName.test(key) && !key.endsWith('_FILE') && value !== '' && !value.includes('${'))
          .map(({ key, line }) => ({ line, problem: `The value of ${key} stands in the file.` })),
      ),
  },
  {
    id: 'version',
    severity: 'advice',
    why: 'Compose ignores it with a warning: there is one format now.',
    advice: 'Take the line away.',
    find: ([first]) =>
      first?.file.get('version') === undefined ? [] : [{ line: first.file.line('version'), problem: '“version” says nothing any more.' }],
  },
]; // prettier-ignore
