import type { EventEmitter } from './events.ts';
import { invalidArgType } from './errors.ts';
import { nextTick } from './next-tick.ts';
import type { WriteOutput } from './console-sink.ts';

interface Warning extends Error {
  code?: string;
  detail?: string;
}
interface Options {
  type?: string;
  code?: string;
  detail?: string;
}

/** `process.emitWarning`: prints like Node and raises `warning`. */
export function createWarnings(process: EventEmitter & Record<string, any>, write: WriteOutput) {
  let hinted = false;
  const print = (warning: Warning) => {
    const code = warning.code ? `[${warning.code}] ` : '';
    const text = `(node:${process['pid']}) ${code}${warning.name}: ${warning.message}\n`;
    const detail = warning.detail ? `${warning.detail}\n` : '';
    const hint = hinted ? '' : '(Use `node --trace-warnings ...` to show where the warning was created)\n';
    hinted = true;
    write({ stream: 'stderr', level: 'warn', text: text + detail + hint });
  };
  return {
    emitWarning(warning: unknown, type?: string | Options, code?: string) {
      const options: Options = typeof type === 'object' && type !== null ? type : { type, code };
      if (typeof warning !== 'string' && !(warning instanceof Error))
        throw invalidArgType('warning', ['string', 'Error'], warning);
      const made = (typeof warning === 'string' ? new Error(warning) : warning) as Warning;
      if (typeof warning === 'string') {
        made.name = options.type ?? 'Warning';
        if (options.code !== undefined) made.code = options.code;
        if (options.detail !== undefined) made.detail = options.detail;
      }
      if (made.name === 'DeprecationWarning' && process['noDeprecation']) return;
      nextTick(() => {
        if (!process['noWarnings']) print(made);
        process.emit('warning', made);
      });
    },
  };
}
