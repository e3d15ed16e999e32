/** The first module of a host's worker in Node: hands the control port to the host's own module. */
import { parentPort, workerData } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';

const { entry } = workerData as { entry: string };
const { start } = (await import(pathToFileURL(entry).href)) as { start(control: MessagePort): void };
parentPort!.once('message', (control: MessagePort) => start(control));
