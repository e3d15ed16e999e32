/**
 * What suites can import from `#testing/<part>`, loaded only where one does: the servers and tools of exercises that need
 * more than an app. Each is `sandbox/testing/parts/<part>.ts`, which stands on its own: it may import files of this folder
 * that keep nothing between calls (`client.ts`, `explain.ts`, `record.ts`), not `serve.ts`.
 */
export const testingParts: readonly string[] = [
  'answer',
  'compose',
  'dockerfile',
  'graphql',
  'instances',
  'kubernetes',
  'lambda',
  'model',
  'mongodb',
  'nginx',
  'openapi',
  'postgres',
  'python',
  'python-program',
  'redis',
  'services-program',
  'shell',
  'systemd',
  'workflow',
];

/** Every specifier of ours that a suite may import. */
export const testingModules: readonly string[] = ['#testing', ...testingParts.map((part) => `#testing/${part}`)];
