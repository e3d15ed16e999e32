import type { SpawnOptions, WebContainer, WebContainerProcess } from '@webcontainer/api';

/** A process that the page started; what it started itself ends with it. A container tells nobody of others. */
export interface ContainerProcess {
  id: number;
  /** As somebody would type it. */
  command: string;
  /** When it was started, in ms since 1970. */
  since: number;
  stop(): void;
}

export interface Processes {
  /** What runs, oldest first. */
  list(): ContainerProcess[];
  /** Called with what runs, each time that it changes. Returns what ends that. */
  subscribe(listener: (running: ContainerProcess[]) => void): () => void;
  /** @param shown Stands in the list in place of the words. */
  spawn(command: string, args: string[], options: SpawnOptions & { shown?: string }): Promise<WebContainerProcess>;
}

/** Starts processes in a container, and knows which of them live. */
export function createProcesses(container: WebContainer): Processes {
  const running = new Map<number, ContainerProcess>();
  const listeners = new Set<(running: ContainerProcess[]) => void>();
  let count = 0;
  const list = () => [...running.values()];
  const tell = () => {
    for (const listener of listeners) listener(list());
  };
  return {
    list,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async spawn(command, args, { shown = [command, ...args].join(' '), ...options }) {
      const process = await container.spawn(command, args, options);
      const id = (count += 1);
      running.set(id, { id, command: shown, since: Date.now(), stop: () => process.kill() });
      tell();
      void process.exit.finally(() => {
        running.delete(id);
        tell();
      });
      return process;
    },
  };
}
