import type { HostFacts } from '../../hosts/facts.ts';

export const facts: HostFacts = {
  title: 'PostgreSQL',
  group: 'database',
  realness: 'real',
  what: 'PostgreSQL itself, compiled to WebAssembly (PGlite), behind its wire protocol on a port; the pg client connects to it as to any server.',
  version: 'PostgreSQL 18.6',
  parts: [
    { name: '@electric-sql/pglite', licence: 'Apache-2.0' },
    { name: 'PostgreSQL', licence: 'PostgreSQL' },
  ],
  download: 10_060_000,
  memory: 760,
  absent: [
    'Safari’s engine (WebKit), where it does not start; in Chromium and Firefox it does',
    'sessions side by side: clients take turns, and a statement waits while another connection’s transaction is open',
    'lock waits, deadlocks and isolation between sessions',
    'passwords (any is right) and TLS',
    'more databases than one, which is called postgres',
    'temporary tables and named prepared statements of a connection’s own',
    'COPY FROM STDIN, cancelling a statement, and statement_timeout',
    'extensions beside PL/pgSQL',
  ],
  locally:
    'npm test <slug> -- --postgres postgres://user:password@127.0.0.1:5432/postgres grades on a server of your own.',
};
