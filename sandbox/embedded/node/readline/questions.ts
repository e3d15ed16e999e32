import { abortError, validateAbortSignal } from '../errors.ts';
import { InterfaceBase } from './interface.ts';

/** `readline.Interface`. */
export class CallbackInterface extends InterfaceBase {
  question(query: string, options?: unknown, callback?: unknown): void {
    const answer = (typeof options === 'function' ? options : callback) as (line: string) => void;
    const { signal } = (typeof options === 'object' && options !== null ? options : {}) as { signal?: AbortSignal };
    if (signal) {
      validateAbortSignal(signal, 'options.signal');
      if (signal.aborted) return;
      const abort = () => this.forget();
      signal.addEventListener('abort', abort, { once: true });
      return this.ask(query, (line) => {
        signal.removeEventListener('abort', abort);
        answer(line);
      });
    }
    if (typeof answer === 'function') this.ask(query, answer);
  }
}
Object.defineProperty(CallbackInterface.prototype.question, Symbol.for('nodejs.util.promisify.custom'), {
  value(this: CallbackInterface, query: string, options?: { signal?: AbortSignal }) {
    return new Promise((resolve, reject) => {
      const { signal } = options ?? {};
      if (signal?.aborted) return reject(abortError(signal.reason));
      signal?.addEventListener('abort', () => reject(abortError(signal.reason)), { once: true });
      this.question(query, options ?? {}, resolve);
    });
  },
});

/** `readline/promises.Interface`. */
export class PromiseInterface extends InterfaceBase {
  question(query: string, options: { signal?: AbortSignal } = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal) {
        validateAbortSignal(signal, 'options.signal');
        if (signal.aborted) return reject(abortError(signal.reason));
        signal.addEventListener('abort', () => { this.forget(); reject(abortError(signal.reason)); }, { once: true });
      } // prettier-ignore
      this.ask(query, resolve);
    });
  }
}
