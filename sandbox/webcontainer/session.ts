import { createRelay } from './relay.ts';
import { openFolder, type LearnersFolder } from './folder.ts';
import { enterShared, leaveShared, type SharedOptions } from './shared.ts';
import { openShell, type ContainerShell, type TerminalSize } from './shell.ts';
import type { OpenPort, Ports } from './ports.ts';
import type { ContainerProcess, Processes } from './processes.ts';
import type { Connection, PlainRequest, PlainResponse, SocketEvent } from '../types.ts';

export type {
  ContainerProcess,
  ContainerShell,
  LearnersFolder,
  OpenPort,
  SharedOptions as SessionOptions,
  TerminalSize,
};

/** What a page shows of full Node beside runs: shells, what they change, what runs, and servers of anybody's. */
export interface ContainerSession {
  /** The learner's files, which shells see and change. */
  folder: LearnersFolder;
  openShell(size: TerminalSize): Promise<ContainerShell>;
  processes: Pick<Processes, 'list' | 'subscribe'>;
  ports: Ports;
  /** Sends a request to the port that its address names. */
  send(request: PlainRequest, signal?: AbortSignal): Promise<PlainResponse>;
  /** Opens a WebSocket to the port that the address names. */
  connect(url: string, protocols: string[], listener: (event: SocketEvent) => void): Connection;
  /** The container ends when nobody is left in it, runtimes included. */
  leave(): void;
}

/**
 * Enters the page's one container, the same that runtimes of this page grade in.
 *
 * @throws {ContainerBootError} when it does not start; its message says what can be done.
 */
export async function openSession(options: SharedOptions): Promise<ContainerSession> {
  const shared = await enterShared(options);
  const { container, processes, ports } = shared;
  const relay = createRelay(shared, shared.newPlace());
  const port = (url: string) => Number(new URL(url).port) || 80;
  return {
    folder: await openFolder(container),
    openShell: (size) => openShell(processes, size),
    processes,
    ports,
    send: (request, signal) => relay.send(port(request.url), request, signal),
    connect: (url, protocols, listener) => relay.connect(port(url), url, protocols, listener),
    leave() {
      relay.stop();
      leaveShared();
    },
  };
}
