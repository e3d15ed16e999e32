import inspection from 'node-inspect-extracted';
import { nodeError } from './errors.ts';
import type { Process } from './process.ts';

type Scope = Record<string, any>;
type Origin = 'uncaughtException' | 'unhandledRejection';

/** What Node makes of a rejection that nobody handles and that is not an error. */
function asError(reason: unknown): unknown {
  if (reason instanceof Error) return reason;
  const text = `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${String(inspection.inspect(reason))}".`; // prettier-ignore
  return nodeError(Error, 'ERR_UNHANDLED_REJECTION', text);
}

/** Gives an error to the program's listeners; false when it has none. */
function offer(process: Process, error: unknown, origin: Origin): boolean {
  process.emit('uncaughtExceptionMonitor', error, origin);
  if ((process['_capture'] as (error: unknown) => boolean)(error)) return true;
  return process.emit('uncaughtException', error, origin);
}

/** Programs that listen for them get uncaught exceptions and rejections; the rest goes on to whoever else listens. */
export function forwardFaults(target: Scope, process: Process): void {
  const listen = (event: string, take: (fault: Scope) => boolean) =>
    target['addEventListener']?.(event, (fault: Event & Scope) => {
      if (!take(fault)) return;
      fault.preventDefault();
      fault.stopImmediatePropagation();
    });
  // The end of the program is thrown as well, and is not an error.
  const ends = (error: unknown) => (error as Error | undefined)?.name === 'ProcessExit';
  listen('error', ({ error }) => !ends(error) && offer(process, error, 'uncaughtException'));
  listen('unhandledrejection', ({ reason, promise }) => {
    if (ends(reason)) return false;
    if (process.emit('unhandledRejection', reason, promise)) return true;
    if (process.listenerCount('uncaughtException') === 0 && !process['hasUncaughtExceptionCaptureCallback']()) return false; // prettier-ignore
    return offer(process, asError(reason), 'unhandledRejection');
  });
  listen('rejectionhandled', ({ promise }) => process.emit('rejectionHandled', promise));
}
