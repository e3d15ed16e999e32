import { createOutput } from '../embedded/output.ts';
import { busyTooLong, stopped } from '../faults.ts';
import type { RunOptions, StartResult } from '../types.ts';
import { spawnProgram, type Spawned } from './process.ts';
import type { FromProgram, Place } from './protocol.ts';
import type { Shared } from './shared.ts';

/** What `PORT` says to programs; a container is alone on its network. */
const usualPort = 3000;

/** Runs an entry as a program, and knows where it listens. */
export function createProgram(shared: Shared, place: Place, limit: number) {
  let running: Spawned<FromProgram> | undefined;
  let ports: number[] = [];

  const stop = () => {
    running?.kill();
    running = undefined;
    ports = [];
  };

  return {
    stop,
    /** @throws {Error} where no program runs. */
    port(url: string): number {
      if (!running) throw new Error('No program is running. Run the tests or start the server first.');
      const named = Number(new URL(url).port);
      return ports.includes(named) ? named : (ports.at(-1) ?? usualPort);
    },
    async start(entry: string, options: RunOptions): Promise<StartResult> {
      stop();
      const program = await spawnProgram<FromProgram>(shared, 'program', {
        args: [entry, ...(options.args ?? [])],
        cwd: place.root,
        shown: ['node', entry, ...(options.args ?? [])].join(' '),
        env: { PORT: String(usualPort), ...options.env },
      });
      running = program;
      void program.exit.then((code) => {
        if (running !== program) return;
        options.onExit?.(code);
      });
      return follow(program, { entry, limit, options, stop, ports });
    },
  };
}

interface Followed {
  entry: string;
  limit: number;
  options: RunOptions;
  stop(): void;
  /** Where the program listens, as it says so. */
  ports: number[];
}

/** Follows a program until it has been evaluated, has ended, or has taken too long; and prints for as long as it lives. */
function follow(program: Spawned<FromProgram>, { entry, limit, options, stop, ports }: Followed): Promise<StartResult> {
  return new Promise((resolve) => {
    const output = createOutput((text) => options.onOutput?.(text));
    let errors = '';
    const end = (result: StartResult) => {
      clearTimeout(clock);
      options.signal?.removeEventListener('abort', abort);
      resolve(result);
    };
    const kill = (result: StartResult) => {
      stop();
      end(result);
    };
    const abort = () => kill(stopped() as StartResult);
    const clock = setTimeout(() => kill(busyTooLong(limit, {}) as StartResult), limit);
    options.signal?.addEventListener('abort', abort);
    const printed = (stream: 'stdout' | 'stderr', text: string) => {
      if (stream === 'stderr') errors = (errors + text).slice(-4000);
      output({ stream, level: stream === 'stderr' ? 'error' : 'log', text });
    };
    program.listen(
      (message) => {
        if (message.type === 'printed') printed(message.stream, message.text);
        else if (message.type === 'listening') ports.push(message.port);
        else end({ status: 'started', ports: [...ports] });
      },
      // Node itself writes past what our program replaced: what ended it.
      (text) => printed('stderr', text),
    );
    void program.exit.then((code) =>
      end(
        code === 0
          ? { status: 'started', ports: [] }
          : { status: 'error', reason: 'load', message: errors.trim() || `${entry} ended.` },
      ),
    );
  });
}
