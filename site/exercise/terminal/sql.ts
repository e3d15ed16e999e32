import { loadEngine } from '../../../sandbox/embedded/engine.ts';
import type { SqlRequest, SqlResult } from '../../../sandbox/shell/types.ts';
import type { Runtime } from '../../../sandbox/types.ts';
import source from '../../../sandbox/shell/sqlite-program.ts?raw';

const port = 4170;

/** Fetches what `sqlite3` needs and most exercises do not, for when the network is gone. */
export async function fetchSqlite(assets: string): Promise<void> {
  const engine = await loadEngine(assets);
  const { file, wasm } = engine.manifest.chunks['better-sqlite3']!;
  await Promise.all([engine.text(file), wasm && engine.bytes(engine.manifest.wasm[wasm]!.file)]);
}

/** `sqlite3`: the engine's SQLite in a runtime of its own, which is started at the first command and kept. */
export function createSql(startRuntime: () => Promise<Runtime>) {
  let opened: Promise<Runtime> | undefined;
  const open = async () => {
    const runtime = await startRuntime();
    await runtime.mount({ 'sqlite3.ts': source });
    const started = await runtime.start('sqlite3.ts', { env: { SQLITE_PORT: String(port) } });
    if (started.status === 'error') throw new Error(started.message);
    return runtime;
  };
  return {
    async run({ file, database, script, options }: SqlRequest): Promise<SqlResult> {
      opened ??= open();
      opened.catch(() => (opened = undefined));
      try {
        const runtime = await opened;
        const size = database?.length ?? null;
        const answer = await runtime.fetch(
          new Request(`http://localhost:${port}/`, {
            method: 'POST',
            headers: { 'x-request': JSON.stringify({ script: encodeURIComponent(script), options, size }) },
            body: (database ?? new Uint8Array()) as BodyInit,
          }),
        );
        const result = JSON.parse(decodeURIComponent(answer.headers.get('x-result') ?? '')) as SqlResult;
        const after = new Uint8Array(await answer.arrayBuffer());
        return file === ':memory:' || (!after.length && !database) ? result : { ...result, database: after };
      } catch (error) {
        return { stdout: '', stderr: `sqlite3: ${(error as Error).message}\n`, exitCode: 1 };
      }
    },
    /** Ctrl+C: an endless query ends with its runtime. */
    interrupt() {
      const old = opened;
      opened = undefined;
      void old?.then((runtime) => runtime.dispose()).catch(() => {});
    },
  };
}
