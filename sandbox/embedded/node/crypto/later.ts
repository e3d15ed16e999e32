import { withFrame } from '../async-context.ts';
import { native } from '../native-timers.ts';
import { runMacrotask } from '../next-tick.ts';

type Callback = (error: Error | null, value?: any) => void;

/** Runs the work in a later turn; arguments are checked at once by whoever calls this. */
export function later<T>(work: () => T, callback: Callback): void {
  const answer = withFrame(callback);
  native.soon(() => {
    let value: T;
    try {
      value = work();
    } catch (error) {
      return runMacrotask(() => answer(error as Error));
    }
    runMacrotask(() => answer(null, value));
  });
}
