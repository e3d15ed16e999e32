/** The page's container from the press of Start on: one signal says how far it is, and whoever needs it waits for it. */
import { signal, type Signal } from '@preact/signals';
import type { Runtime } from '../../sandbox/types.ts';
import type { ContainerSession } from '../../sandbox/webcontainer/session.ts';
import { ContainerBootError, type BootCause } from '../../sandbox/webcontainer/boot-error.ts';

export type FullNodeState =
  | { phase: 'off' }
  /** `left`: seconds until the start is given up. `received` of `total` bytes of the snapshot have come. */
  | { phase: 'starting'; left?: number | undefined; received: number; total: number }
  | { phase: 'ready' }
  | { phase: 'failed'; cause: BootCause; message: string };

export interface FullNode {
  state: Signal<FullNodeState>;
  /** The first one counts: a start that failed is tried again when the page is loaded again. */
  start(): void;
  /** Gives the start up. */
  cancel(): void;
  /** Resolves once it runs; rejects when the start has failed. */
  session(): Promise<ContainerSession>;
  /** @param timeLimit Seconds that one run may take. */
  createRuntime(timeLimit: number): Promise<Runtime>;
  /** Ends everything inside. */
  leave(): void;
}

interface Options {
  /** URLs of the folders with the engine's pieces and with the snapshot. */
  engine: string;
  snapshot: string;
  /** StackBlitz's key, for sites that have one. */
  apiKey?: string | undefined;
}

export function createFullNode({ engine, snapshot, apiKey }: Options): FullNode {
  const state = signal<FullNodeState>({ phase: 'off' });
  const { promise: session, resolve, reject } = Promise.withResolvers<ContainerSession>();
  session.catch(() => {});
  const runtimes = new Set<Runtime>();
  const controller = new AbortController();
  const say = (part: { left?: number | undefined; received?: number; total?: number }) => {
    const before = state.peek();
    if (before.phase === 'starting') state.value = { ...before, ...part };
  };
  const options = {
    assets: snapshot,
    onProgress: (received: number, total: number) => say({ received, total }),
    boot: { apiKey: apiKey || undefined, signal: controller.signal, onWait: (left?: number) => say({ left }) },
  };
  return {
    state,
    session: () => session,
    start() {
      if (state.peek().phase !== 'off') return;
      state.value = { phase: 'starting', received: 0, total: 0 };
      const ready = (opened: ContainerSession) => {
        resolve(opened);
        state.value = { phase: 'ready' };
      };
      const failed = (error: unknown) => {
        const known = asBootError(error);
        reject(known);
        state.value = { phase: 'failed', cause: known.bootCause, message: known.message };
      };
      const opening = open(options);
      void Promise.race([opening, aborted(controller.signal)]).then(ready, failed);
      // What comes after that is undone without a word.
      void opening.then((late) => state.peek().phase === 'failed' && late.leave()).catch(() => {});
    },
    cancel: () => controller.abort(),
    async createRuntime(timeLimit) {
      await session;
      const { createWebContainerRuntime } = await import('../../sandbox/runtimes/webcontainer.ts');
      const runtime = await createWebContainerRuntime({ ...options, engine, timeLimit });
      runtimes.add(runtime);
      return runtime;
    },
    leave() {
      controller.abort();
      for (const runtime of runtimes) void runtime.dispose().catch(() => {});
      void session.then((opened) => opened.leave()).catch(() => {});
    },
  };
}

/** Rejects when whoever waits has had enough, whatever it is that is waited for. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new ContainerBootError('stopped'))));

/** Fetched when somebody has pressed Start, and not before. */
async function open(options: Parameters<typeof import('../../sandbox/webcontainer/session.ts').openSession>[0]) {
  const { openSession } = await import('../../sandbox/webcontainer/session.ts');
  return openSession(options);
}

/** Whatever else goes wrong on the way, such as a chunk that cannot be fetched. */
function asBootError(error: unknown): ContainerBootError {
  if (error instanceof ContainerBootError) return error;
  return new ContainerBootError(navigator.onLine ? 'failed' : 'offline', (error as Error).message);
}
