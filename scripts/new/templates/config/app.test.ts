import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { explain } from '#testing';

interface Service {
  ports?: (string | { target?: number; published?: number | string })[];
  depends_on?: string[] | Record<string, { condition?: string }>;
  healthcheck?: { test?: string | string[]; disable?: boolean };
}

const text = readFileSync(new URL('./compose.yml', import.meta.url), 'utf8');
const { services, fault } = read();

/** What the file says, not how it is written: lists and mappings, quotes, order and anchors are a matter of taste. */
function read(): { services: Record<string, Service | undefined>; fault: string } {
  try {
    const file = parse(text, { merge: true }) as { services?: Record<string, Service> } | null;
    return { services: file?.services ?? {}, fault: '' };
  } catch (error) {
    return { services: {}, fault: (error as Error).message.split('\n')[0]! };
  }
}

const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

test('compose.yml can be read, and has both services', () => {
  expect(
    Object.keys(services),
    explain({
      sent: 'compose.yml to a reader of YAML',
      got: fault || `the services ${Object.keys(services).join(', ') || '(none)'}`,
      expected: 'the services web and db',
      because: 'what Compose cannot read it does not start',
      look: fault ? 'that line, and how far the lines around it are moved in' : 'the keys below `services`',
    }),
  ).toEqual(expect.arrayContaining(['web', 'db']));
});

test('db says when it is ready', () => {
  const check = services['db']?.healthcheck;

  const words = [check?.test ?? []].flat().join(' ');
  expect(
    check?.disable ? '' : words,
    explain({
      sent: 'compose.yml',
      got: `${show(check)} as the healthcheck of db`,
      expected: 'a healthcheck with a test',
      because: 'a database that has started may need seconds until it answers',
      look: 'the service db: a test such as `pg_isready -U postgres`',
    }),
  ).toMatch(/pg_isready|psql/);
});

test('web waits until db is healthy', () => {
  const waits = services['web']?.depends_on;

  const condition = Array.isArray(waits) ? undefined : waits?.['db']?.condition;
  const startOnly = condition === 'service_started' || (Array.isArray(waits) && waits.includes('db'));
  expect(
    condition,
    explain({
      diagnosis: startOnly && services['db']?.healthcheck && 'web waits for the start of db, not for its readiness',
      sent: 'compose.yml',
      got: `${show(waits)} as depends_on of web`,
      expected: 'db with the condition service_healthy',
      because: 'a list of names only waits for the start',
      look: 'depends_on of web: a mapping can hold a condition',
    }),
  ).toBe('service_healthy');
});

test('db publishes no port', () => {
  const ports = services['db']?.ports ?? [];

  expect(
    ports,
    explain({
      diagnosis:
        ports.length > 0 &&
        services['db']?.healthcheck &&
        'The database is open to everybody who reaches this computer',
      sent: 'compose.yml',
      got: `${show(ports)} as the ports of db`,
      expected: 'no published port',
      because: 'web reaches db by its name, on the network that Compose makes',
      look: '`ports` of db',
    }),
  ).toEqual([]);
});

test('web keeps its port', () => {
  const ports = services['web']?.ports ?? [];

  const published = ports.map((port) => (typeof port === 'object' ? String(port.published) : port.split(':').at(-2)));
  expect(
    published,
    explain({
      sent: 'compose.yml',
      got: `${show(ports)} as the ports of web`,
      expected: 'port 8080',
      because: 'that is where the shop is visited',
      look: '`ports` of web',
    }),
  ).toContain('8080');
});
