/** PostgreSQL itself, compiled to WebAssembly (PGlite), behind its own wire protocol on a port. */
import { PGlite } from '@electric-sql/pglite';
import { serveGuest, type Guest, type GuestIo } from '../../hosts/guest.ts';
import { createBeside } from './beside.ts';
import { createFront, runScript } from './front.ts';
import { query } from './messages.ts';
import { readScript } from './answers.ts';
import { clearing } from './clearing.ts';

async function boot({ assets, listen }: GuestIo): Promise<Guest> {
  const database = await PGlite.create({
    pgliteWasmModule: await WebAssembly.compile(assets['pglite.wasm']!),
    initdbWasmModule: await WebAssembly.compile(assets['initdb.wasm']!),
    fsBundle: new Blob([assets['pglite.data']!]),
    loadDataDir: new Blob([assets['database.tar']!], { type: 'application/x-gzip' }),
  });
  const execute = (bytes: Uint8Array) => database.execProtocolRawSync(bytes).slice();
  const front = createFront(execute);
  runScript(execute, 'SET SESSION AUTHORIZATION postgres');
  const methods: Record<string, (params: never) => unknown> = {
    listen: async ({ port }: { port: number }) => (await listen(port, front.accept)).port,
    /** An empty database again, then what the setup makes. */
    reset({ setup = '' }: { setup?: string }) {
      front.calm();
      const fault = runScript(execute, clearing(['postgres'])) ?? (setup && runScript(execute, setup));
      if (fault) throw new Error(fault);
    },
    /** What psql sends to a server with other clients: it waits for their transactions, and is not in the log. */
    beside: createBeside(front),
    pulse: front.log.count,
    log: front.log.all,
    clear: front.log.clear,
    async query({ sql, parameters }: { sql: string; parameters: unknown[] }) {
      if (!front.asSuperuser(query('SELECT')))
        throw new Error('A client’s transaction is still open: end it before the check.');
      return (await database.query(sql, parameters)).rows;
    },
    /** What psql sends: several statements at once, in a session that stays as they leave it. */
    script: ({ sql }: { sql: string }) => readScript(execute(query(sql))),
    about: () => ({ sideBySide: false }),
  };
  return { call: async (method, params) => methods[method]!(params as never) };
}

/** Called by whoever started the worker. */
export const start = (control: MessagePort): void => serveGuest(control, boot);
