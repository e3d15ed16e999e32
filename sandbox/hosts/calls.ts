import type { FromWire, ToWire } from './protocol.ts';

export class HostError extends Error {
  override name = 'HostError';
}

/** Questions to a host and its answers. */
export function createCalls(post: (message: ToWire) => void) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let count = 0;
  let gone: Error | undefined;
  return {
    call(method: string, params?: unknown) {
      if (gone) return Promise.reject(gone);
      const id = count++;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(id, answer);
      post({ type: 'call', id, method, params });
      return answer.promise;
    },
    answer({ id, value, error }: Extract<FromWire, { type: 'answer' }>) {
      const answer = waiting.get(id);
      waiting.delete(id);
      if (error) answer?.reject(Object.assign(new Error(error.message), { name: error.name }));
      else answer?.resolve(value);
    },
    abort(error: Error) {
      gone ??= error;
      for (const answer of waiting.values()) answer.reject(gone);
      waiting.clear();
    },
  };
}
