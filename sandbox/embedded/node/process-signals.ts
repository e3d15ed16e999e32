import { invalidArgType, nodeError } from './errors.ts';
import type { EventEmitter } from './events.ts';
import { native } from './native-timers.ts';
import { runMacrotask } from './next-tick.ts';

export const SIGNALS: Record<string, number> = {
  SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9, SIGUSR1: 10,
  SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGCHLD: 17, SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20,
  SIGTTIN: 21, SIGTTOU: 22, SIGURG: 23, SIGXCPU: 24, SIGXFSZ: 25, SIGVTALRM: 26, SIGPROF: 27, SIGWINCH: 28, SIGIO: 29,
  SIGPWR: 30, SIGSYS: 31,
}; // prettier-ignore
/** What does not end a program that has no listener for it. */
const HARMLESS = new Set(['SIGCHLD', 'SIGCONT', 'SIGURG', 'SIGWINCH']);
const [EINVAL, ESRCH] = [-22, -3];

const failed = (errno: number) => {
  const code = errno === EINVAL ? 'EINVAL' : 'ESRCH';
  return Object.assign(new Error(`kill ${code}`), { errno, code, syscall: 'kill' });
};

/** `process.kill`: a program can only reach itself, as code for a graceful end does. */
export function createSignals(process: EventEmitter & Record<string, any>, leave: (code: number) => never) {
  const raise = (name: string, number: number) => {
    // After the running code, as a signal comes in from outside.
    if (process.listenerCount(name) > 0 && name !== 'SIGKILL') {
      native.soon(() => runMacrotask(() => process.emit(name, name, number)));
    } else if (!HARMLESS.has(name)) leave(128 + number);
  };
  return {
    _kill(pid: number, signal: number): number {
      if (signal < 0 || signal > 64) return EINVAL;
      if (pid !== 0 && Math.abs(pid) !== process['pid']) return ESRCH;
      const name = Object.keys(SIGNALS).find((each) => SIGNALS[each] === signal);
      if (signal !== 0 && name) raise(name, signal);
      return 0;
    },
    kill(pid: unknown, signal: unknown = 'SIGTERM'): true {
      // eslint-disable-next-line eqeqeq -- a text with a number in it is one
      if (pid != ((pid as number) | 0)) throw invalidArgType('pid', 'number', pid);
      const number = typeof signal === 'number' ? signal : SIGNALS[String(signal ?? 'SIGTERM')];
      if (number === undefined) {
        throw nodeError(TypeError, 'ERR_UNKNOWN_SIGNAL', `Unknown signal: ${String(signal)}`);
      }
      const errno = (process['_kill'] as (pid: unknown, signal: number) => number)(pid, number);
      if (errno) throw failed(errno);
      return true;
    },
  };
}
