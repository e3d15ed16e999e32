import { abortError } from './errors.ts';
import { hold, release } from './alive.ts';
import { native } from './native-timers.ts';

interface Options {
  signal?: AbortSignal;
  ref?: boolean;
}

type Start = (done: () => void) => () => void;

function wait<T>(kind: string, start: Start, value: T, { signal, ref = true }: Options = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal.reason));
    const waiting = {};
    if (ref) hold(waiting, kind);
    const abort = () => {
      stop();
      release(waiting);
      reject(abortError(signal?.reason));
    };
    const stop = start(() => {
      release(waiting);
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

const after = (delay: number) => (done: () => void) => {
  const id = native.setTimeout(done, delay);
  return () => native.clearTimeout(id);
};

const soon = (done: () => void) => {
  let active = true;
  native.soon(() => active && done());
  return () => void (active = false);
};

const api = {
  setTimeout: <T>(delay = 1, value?: T, options?: Options) => wait('Timeout', after(delay), value as T, options),
  setImmediate: <T>(value?: T, options?: Options) => wait('Immediate', soon, value as T, options),
  async *setInterval<T>(delay = 1, value?: T, options?: Options) {
    for (;;) yield await api.setTimeout(delay, value as T, options);
  },
  scheduler: {
    wait: (delay: number, options?: Options) => api.setTimeout(delay, undefined, options),
    yield: () => api.setImmediate(),
  },
};

export default api;
