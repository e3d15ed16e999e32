import type { WebContainer } from '@webcontainer/api';
import { answering } from './answering.ts';
import { ContainerBootError } from './boot-error.ts';
import { bootContainer, type BootOptions } from './boot.ts';
import { createPorts, type Ports } from './ports.ts';
import { createProcesses, type Processes } from './processes.ts';
import { placeOf, type Place } from './protocol.ts';
import { loadSnapshot, type SnapshotOptions } from './snapshot.ts';

export interface SharedOptions extends SnapshotOptions {
  /** How the container is started: its limit, StackBlitz's key, who is told of the wait. */
  boot?: BootOptions | undefined;
}

/** A page's one container, furnished, and what whoever uses it has to know of the others. */
export interface Shared {
  container: WebContainer;
  processes: Processes;
  ports: Ports;
  /** A folder that nobody else uses: a run and a server beside it do not see each other's files. */
  newPlace(): Place;
}

/** It is booted when it is first needed, and torn down when nobody needs it any more. */
let current: Promise<Shared> | undefined;
let users = 0;

/**
 * The page's container, which whoever asks shares. Call `leaveShared` once for each time.
 *
 * @throws {ContainerBootError} when the container does not start within its limit, or the snapshot cannot be had.
 */
export async function enterShared(options: SharedOptions): Promise<Shared> {
  users += 1;
  const entered = (current ??= start(options));
  try {
    return await entered;
  } catch (error) {
    users -= 1;
    if (current === entered) current = undefined;
    throw error;
  }
}

export function leaveShared(): void {
  users -= 1;
  if (users > 0) return;
  void current?.then(({ container }) => container.teardown()).catch(() => {});
  current = undefined;
}

async function start(options: SharedOptions): Promise<Shared> {
  // Both take a while, and neither needs the other.
  const loading = loadSnapshot(options);
  loading.catch(() => {});
  const container = await bootContainer(options.boot);
  try {
    await container.mount(await loading);
  } catch (error) {
    container.teardown();
    throw new ContainerBootError('failed', (error as Error).message);
  }
  let places = 0;
  return {
    container: answering(container),
    processes: createProcesses(answering(container)),
    ports: createPorts(container),
    newPlace: () => placeOf(String(places++)),
  };
}
