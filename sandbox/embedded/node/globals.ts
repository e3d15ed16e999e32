import { Buffer } from './buffer.ts';
import { installCallSites } from './callsite.ts';
import { watchListeners } from './event-listeners.ts';
import { installFetch } from './fetch.ts';
import type { Process } from './process.ts';
import { forwardFaults } from './process-faults.ts';
import timers from './timers.ts';

export interface NodeGlobals {
  process: Process;
  console: object;
}

type Scope = Record<string, any>;

/** What libraries look for to find out that they are in a page, where they would do without Node's modules. */
const ofPages = [
  'window', 'document', 'importScripts', 'WorkerGlobalScope', 'DedicatedWorkerGlobalScope', 'XMLHttpRequest',
  'XMLHttpRequestEventTarget', 'XMLHttpRequestUpload', 'FileReader', 'FileReaderSync', 'indexedDB', 'caches',
]; // prettier-ignore

/** Gives a worker the globals of Node, and takes away what makes libraries believe that they are in a page. */
export function installGlobals(scope: object, { process, console }: NodeGlobals): void {
  const target = scope as Scope;
  installCallSites(target as { Error: unknown });
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = timers;
  const added = { global: target, process, Buffer, console, setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate }; // prettier-ignore
  for (const [name, value] of Object.entries(added)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  }
  // `self` stays: the engine's own libraries use it.
  for (const name of ofPages) hide(target, name);
  watchListeners(target);
  installFetch(target);
  iterateStreams(target['ReadableStream']);
  forwardFaults(target, process);
}

function hide(target: Scope, name: string) {
  if (!(name in target)) return;
  Object.defineProperty(target, name, { value: undefined, writable: true, configurable: true, enumerable: false });
}

/** WebKit's ReadableStream cannot be read with `for await`. */
function iterateStreams(Stream?: { prototype: Scope & Record<symbol, unknown> }) {
  if (!Stream || Symbol.asyncIterator in Stream.prototype) return;
  const values = async function* (this: ReadableStream, { preventCancel = false } = {}) {
    const reader = this.getReader();
    let finished = false;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        finished = done;
        if (done) return;
        yield value;
      }
    } finally {
      if (!finished && !preventCancel) await reader.cancel();
      reader.releaseLock();
    }
  };
  for (const key of ['values', Symbol.asyncIterator]) {
    Object.defineProperty(Stream.prototype, key, { value: values, writable: true, configurable: true });
  }
}
