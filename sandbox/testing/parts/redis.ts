import { onTestFinished } from 'vitest';
import { startRedis, type LoggedCommand, type RedisFault, type RedisOptions } from '../../services/redis/server.ts';

export type { LoggedCommand, RedisFault };

export interface Redis {
  /** For a client: `createClient({ url })`, `new Redis(url)`. */
  url: string;
  port: number;
  /** Forgets keys, scripts, the log and the fault; clients stay connected. */
  reset(): void;
  close(): Promise<void>;
  /** What the learner's clients sent, in order, without what a client sends by itself when it connects. */
  commands(): LoggedCommand[];
  /** Runs a command directly, past the log: `redis.command('SET', 'price', 10)`. @throws with Redis's own text */
  command(...words: (string | number)[]): unknown;
  /** Breaks the server, or mends it when nothing is given. */
  fault(kind?: RedisFault): void;
}

/** What clients say when they connect, which is no work of the learner's. */
const handshake = new Set(['HELLO', 'AUTH', 'CLIENT', 'INFO', 'COMMAND', 'SELECT']);

/**
 * Starts an empty Redis of this test's own, which ends with the test. Call it in a test or in `beforeEach`.
 *
 *     let time = 0;
 *     const server = await redis({ now: () => time });
 *     const client = await createClient({ url: server.url }).connect();
 *
 * @param options.now The clock that keys expire by, in ms. Set it on and they are gone, without waiting.
 */
export async function redis(options: Pick<RedisOptions, 'now'> = {}): Promise<Redis> {
  const server = await startRedis(options);
  let open = true;
  const close = async () => {
    if (open) await server.close();
    open = false;
  };
  onTestFinished(close);
  return {
    url: server.url,
    port: server.port,
    reset: server.reset,
    close,
    commands: () => server.commands().filter(({ name }) => !handshake.has(name)),
    command: server.command,
    fault: server.fault,
  };
}
