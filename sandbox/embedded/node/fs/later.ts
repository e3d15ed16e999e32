import { withFrame } from '../async-context.ts';
import { native } from '../native-timers.ts';
import { runMacrotask } from '../next-tick.ts';

type Callback = (...args: any[]) => void;

/** Does the work in a later turn of the event loop, where Node's file system answers too. */
export function answerLater(work: () => unknown, callback: Callback, spread?: (value: any) => unknown[]): void {
  const answer = withFrame(callback);
  native.soon(() => {
    let error: unknown = null;
    let value: unknown;
    try {
      value = work();
    } catch (caught) {
      error = caught;
    }
    runMacrotask(() => {
      if (error) answer(error);
      else if (spread) answer(null, ...spread(value));
      else if (value === undefined) answer(null);
      else answer(null, value);
    });
  });
}

export const promiseLater = <T>(work: () => T): Promise<T> =>
  new Promise((resolve, reject) => {
    native.soon(() =>
      runMacrotask(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error as Error);
        }
      }),
    );
  });
