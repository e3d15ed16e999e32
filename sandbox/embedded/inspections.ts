import type { FromWorker, InspectRequest, ToWorker } from './protocol.ts';

interface Pending {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** ms until a program that does not answer counts as busy. It goes on: looking at it must not end it. */
const patience = 4000;

/** Page side of questions about the program's databases. */
export function createInspections(post: (message: ToWorker) => void) {
  const pending = new Map<number, Pending>();
  let asked = 0;
  return {
    async ask(request: InspectRequest): Promise<unknown> {
      const inspection = asked++;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      pending.set(inspection, { resolve, reject });
      const busy = new Error('The program is busy and does not answer. Its data can be read when it is done.');
      const timer = setTimeout(() => reject(busy), patience);
      post({ type: 'inspect', inspection, request });
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        pending.delete(inspection);
      }
    },
    /** True when the message was an answer. */
    receive(message: FromWorker): boolean {
      if (message.type !== 'inspected') return false;
      const one = pending.get(message.inspection);
      if (message.error === undefined) one?.resolve(message.answer);
      else one?.reject(new Error(String(message.error).slice(0, 10_000)));
      return true;
    },
    /** The realm is gone: nothing more will come. */
    abort() {
      for (const one of pending.values()) one.reject(new Error('The program was ended.'));
    },
  };
}
