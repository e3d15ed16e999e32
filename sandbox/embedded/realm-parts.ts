import type { Files } from '../types.ts';
import { root, type FromWorker, type PlainRequest } from './protocol.ts';
import { dispatch } from './node/fetch.ts';
import type { Network } from './node/network.ts';

/** Rejections and errors that nothing in the program handled, until they are taken. */
export function collectUnhandled(scope: typeof globalThis = globalThis) {
  let seen: unknown[] = [];
  const sentinels = new Map<unknown, () => void>();
  scope.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    const arrived = sentinels.get(event.reason);
    if (arrived) arrived();
    else seen.push(event.reason);
  });
  scope.addEventListener('error', (event) => {
    event.preventDefault();
    seen.push(event.error ?? new Error(event.message));
  });
  return {
    /** Waits for what is under way: browsers report rejections late but in order, so one of ours marks the end. */
    async take(): Promise<unknown[]> {
      const sentinel = {};
      await new Promise<void>((resolve) => {
        sentinels.set(sentinel, resolve);
        void Promise.reject(sentinel);
      });
      sentinels.delete(sentinel);
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}

/** Puts the exercise's files on the realm's disk, where `fs` finds them. */
export function writeFiles(fs: typeof import('node:fs'), files: Files): void {
  for (const [path, contents] of Object.entries(files)) {
    const file = `${root}/${path}`;
    fs.mkdirSync(file.slice(0, file.lastIndexOf('/')), { recursive: true });
    fs.writeFileSync(file, contents);
  }
}

export function removeFiles(fs: typeof import('node:fs'), files: Files): void {
  for (const path of Object.keys(files)) fs.rmSync(`${root}/${path}`, { force: true });
}

/** Sends the page's request to the program and posts the answer piece by piece. */
export async function answer(network: Network, id: number, request: PlainRequest, post: (message: FromWorker) => void) {
  try {
    const response = await dispatch(network, request);
    const { status, statusText, headers } = response;
    post({ type: 'response', id, status, statusText, headers });
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      post({ type: 'response-body', id, chunk: part.value });
    }
    post({ type: 'response-end', id });
  } catch (error) {
    post({ type: 'response-end', id, error: error instanceof Error ? error.message : String(error) });
  }
}
