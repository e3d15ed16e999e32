import type { WebContainer, WebContainerProcess } from '@webcontainer/api';
import type { Processes } from './processes.ts';
import { createLineReader, engine } from './protocol.ts';

export interface Spawned<Message> {
  /** The exit code; whoever kills it gets one, too. */
  readonly exit: Promise<number>;
  /** What it printed that was no line for the page, its last part. */
  readonly noise: string;
  kill(): void;
  /** Tells the program to look at its letters. */
  wake(): void;
  /** Lines for the page go to this one from now on. */
  listen(hear: (message: Message) => void, text?: (part: string) => void): void;
}

const longestNoise = 20_000;

/** Starts one of our programs, which writes lines for the page behind a mark that only it knows. */
export async function spawnProgram<Message>(
  { container, processes }: { container: WebContainer; processes: Processes },
  program: 'grade' | 'program' | 'relay',
  { args, cwd, env, shown }: { args: string[]; cwd?: string; env?: Record<string, string>; shown: string },
): Promise<Spawned<Message>> {
  const mark = crypto.randomUUID();
  const words = [`${container.workdir}/${engine}/${program}.mjs`, mark, ...args];
  const options = { ...(cwd && { cwd }), env: { NO_COLOR: '1', ...env }, shown };
  return read(await processes.spawn('node', words, options), mark);
}

function read<Message>(started: WebContainerProcess, mark: string): Spawned<Message> {
  const early: Message[] = [];
  let hear = (message: Message): void => void early.push(message);
  let text = (_part: string): void => {};
  let noise = '';
  const take = createLineReader<Message>(
    mark,
    (message) => hear(message),
    (part) => {
      noise = (noise + part).slice(-longestNoise);
      text(part);
    },
  );
  // Ends when the container is torn down in the middle of it.
  started.output.pipeTo(new WritableStream({ write: take })).catch(() => {});
  const input = started.input.getWriter();
  return {
    exit: started.exit,
    get noise() {
      return noise;
    },
    kill: () => started.kill(),
    wake: () => void input.write('\n').catch(() => {}),
    listen(next, printed = () => {}) {
      hear = next;
      text = printed;
      for (const message of early.splice(0)) next(message);
    },
  };
}

/** Leaves letters for a program, each a file that is complete when it has its name. */
export function createMailbox<Message>(container: WebContainer, folder: string) {
  let count = 0;
  const made = container.fs.mkdir(folder, { recursive: true });
  return async (message: Message): Promise<void> => {
    const name = `${folder}/${String(count++).padStart(8, '0')}`;
    await made;
    await container.fs.writeFile(`${name}.part`, JSON.stringify(message));
    await container.fs.rename(`${name}.part`, `${name}.json`);
  };
}
