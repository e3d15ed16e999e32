/** What each host that has a worker of its own is made of. */
export interface HostParts {
  /** As learners know it. */
  title: string;
  /** The module whose `start(control)` begins it, below the repository. */
  entry: string;
  /** Asset → a file below the repository, or the module whose default export makes its bytes. */
  assets: Record<string, string>;
  /**
   * At a terminal the learner's own program can stand in for it: `npm test <slug> -- --<option>` sets the variable, and
   * then this module is the guest. With `takes`, the option has a value, which the guest gets as `workerData.address`.
   */
  own?: { option: string; takes?: string; variable: string; entry: string };
  /** Whether it begins anew for each test, so that what one suite leaves in it is gone for the next. */
  again?: true;
  /** s until it counts as one that does not start. */
  bootLimit: number;
  /** MB that it may take beside the learner's own program. */
  memory: number;
}

export const hosts = {
  postgres: {
    title: 'PostgreSQL',
    entry: 'sandbox/services/postgres/guest.ts',
    assets: {
      'pglite.wasm': 'node_modules/@electric-sql/pglite/dist/pglite.wasm',
      'initdb.wasm': 'node_modules/@electric-sql/pglite/dist/initdb.wasm',
      'pglite.data': 'node_modules/@electric-sql/pglite/dist/pglite.data',
      'database.tar': 'sandbox/services/postgres/image.ts',
    },
    own: {
      option: 'postgres',
      takes: 'URL',
      variable: 'ENGINE_ROOM_POSTGRES',
      entry: 'sandbox/services/postgres/own-server.ts',
    },
    again: true,
    bootLimit: 30,
    memory: 900,
  },
  python: {
    title: 'Python',
    entry: 'sandbox/languages/python/guest.ts',
    assets: {
      'interpreter.js': 'sandbox/languages/python/interpreter.ts',
      'pyodide.asm.wasm': 'node_modules/pyodide/pyodide.asm.wasm',
      'python_stdlib.zip': 'node_modules/pyodide/python_stdlib.zip',
      'shim.json': 'sandbox/languages/python/shim.ts',
      'snapshot.gz': 'sandbox/languages/python/snapshot.ts',
    },
    own: { option: 'native', variable: 'ENGINE_ROOM_PYTHON', entry: 'sandbox/languages/python/own-python.ts' },
    bootLimit: 60,
    memory: 650,
  },
} satisfies Record<string, HostParts>;

export type HostName = keyof typeof hosts;

export const isHost = (name: string): name is HostName => Object.hasOwn(hosts, name);

/** The hosts that suites start, by what they import: `#testing/postgres` brings PostgreSQL. */
export function hostsOf(suites: Iterable<string>): HostName[] {
  const parts = [...suites].flatMap((text) =>
    [...text.matchAll(/['"]#testing\/([\w-]+)['"]/g)].map(([, part]) => part!),
  );
  return [...new Set(parts)].filter(isHost);
}
