import type { Files } from '../types.ts';
import { root, type FromWorker, type PlainRequest } from './protocol.ts';
import { dispatch } from './node/fetch.ts';
import type { Network } from './node/network.ts';

/** Rejections and errors that nothing in the program handled, until they are taken. */
export function collectUnhandled(scope: typeof globalThis = globalThis) {
  let seen: unknown[] = [];
  let tell: (fault: unknown, fromPromise: boolean) => void = (fault) => void seen.push(fault);
  const sentinels = new Map<unknown, () => void>();
  scope.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    const arrived = sentinels.get(event.reason);
    if (!arrived) return tell(event.reason, true);
    // Not a fault, and not for a program that listens for them.
    event.stopImmediatePropagation();
    arrived();
  });
  scope.addEventListener('error', (event) => {
    event.preventDefault();
    tell(event.error ?? new Error(event.message), false);
  });
  return {
    /** Who hears of each of them at once, instead of whoever takes them later. */
    watch: (listener: typeof tell) => void (tell = listener),
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
export async function answer(
  network: Network,
  id: number,
  request: PlainRequest,
  post: (message: FromWorker) => void,
  over: Promise<never>,
) {
  const aborted = new Promise<never>((_resolve, reject) =>
    underWay.set(id, () => reject(new Error('it was not waited for'))),
  );
  aborted.catch(() => {});
  const controller = new AbortController();
  try {
    const response = await Promise.race([dispatch(network, request, controller.signal), over, aborted]);
    const { status, statusText, headers } = response;
    post({ type: 'response', id, status, statusText, headers });
    const reader = response.body.getReader();
    const next = () => Promise.race([reader.read(), over, aborted]);
    for (let part = await next(); !part.done; part = await next()) {
      post({ type: 'response-body', id, chunk: part.value });
    }
    post({ type: 'response-end', id });
  } catch (error) {
    post({ type: 'response-end', id, error: error instanceof Error ? error.message : String(error) });
  } finally {
    underWay.delete(id);
    controller.abort();
  }
}

const underWay = new Map<number, () => void>();

/** Ends a request whose answer nobody waits for: the program sees its client go. */
export const abortAnswer = (id: number): void => underWay.get(id)?.();
