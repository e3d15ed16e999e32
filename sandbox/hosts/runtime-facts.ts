import type { HostFacts } from './facts.ts';

/** What every exercise stands on, so that the list of what is real begins with it. */
export const runtimeFacts: HostFacts[] = [
  {
    title: 'Node.js',
    group: 'language',
    realness: 'subset',
    what: 'Node’s modules rebuilt for the browser, in a worker that reaches nothing outside of the page; Express, Vitest and other packages are the real ones.',
    version: 'Node 24',
    parts: [
      { name: 'own code', licence: 'MIT' },
      { name: 'undici, readable-stream', licence: 'MIT' },
      { name: 'noble', licence: 'MIT' },
    ],
    download: 0,
    memory: 0,
    absent: [
      'child processes, worker threads, cluster, TLS, HTTP/2, inspector and native add-ons',
      'any connection to another computer',
      'files that outlive a run',
    ],
    locally: 'npm test <slug> grades the same folder on Node itself.',
  },
  {
    title: 'SQLite',
    group: 'database',
    realness: 'real',
    what: 'SQLite itself, compiled to WebAssembly with the options of better-sqlite3, whose own JavaScript drives it.',
    version: 'SQLite 3.54.1',
    parts: [
      { name: 'SQLite', licence: 'blessing' },
      { name: 'better-sqlite3', licence: 'MIT' },
    ],
    download: 0,
    memory: 0,
    absent: ['extensions that are loaded while it runs', 'files of your computer'],
    locally: 'At a terminal better-sqlite3 uses the native library.',
  },
];
