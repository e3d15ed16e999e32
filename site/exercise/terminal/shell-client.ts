import type { FileChange, Prompt, ShellStart } from '../../../sandbox/shell/types.ts';
import type { FromShell, PageHost, Questions, ToShell } from './shell-protocol.ts';

export type ShellClient = {
  [Name in keyof Questions]: (...args: Parameters<Questions[Name]>) => Promise<Awaited<ReturnType<Questions[Name]>>>;
} & {
  ready: Promise<Prompt>;
  apply(changes: FileChange[]): void;
  /** Ends whatever runs. Nothing more is heard of this shell. */
  end(): void;
};

/** The page's side of one shell worker. */
export function createShellClient(worker: Worker, start: ShellStart, host: PageHost): ShellClient {
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  const post = worker.postMessage.bind(worker) as (message: ToShell) => void;
  const { promise: ready, resolve, reject } = Promise.withResolvers<Prompt>();
  let asked = 0;
  const ask =
    (name: keyof Questions) =>
    (...args: unknown[]) =>
      new Promise<never>((resolve, reject) => {
        const id = asked++;
        waiting.set(id, { resolve, reject });
        post({ type: 'ask', id, name, args });
      });

  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message || 'its script could not be loaded'));
  };
  worker.onmessage = async ({ data }: MessageEvent<FromShell>) => {
    if (data.type === 'ready') resolve(data.prompt);
    else if (data.type === 'output') host.output(data.stream, data.text);
    else if (data.type === 'call') {
      const { id } = data;
      const work = host[data.name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
      // Not every page has all of it.
      await Promise.resolve(work?.(...data.args)).then(
        (value) => post({ type: 'answer', id, value }),
        (error: Error) => post({ type: 'answer', id, error: error.message }),
      );
    } else {
      const one = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error === undefined) one?.resolve(data.value as never);
      else one?.reject(new Error(data.error));
    }
  };
  post({ type: 'open', start });
  return {
    ready,
    run: ask('run'),
    unfinished: ask('unfinished'),
    complete: ask('complete'),
    apply: (changes) => post({ type: 'apply', changes }),
    end() {
      worker.onmessage = null;
      worker.terminate();
    },
  };
}
