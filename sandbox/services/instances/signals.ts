/** The part of `process` that one instance must not share with the others. */
export interface OwnProcess {
  listen(signal: string, listener: (signal: string) => void): void;
  forget(signal: string, listener: (signal: string) => void): void;
  exit(code: number): void;
}

const signals = new Set(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2']);
const ownPatch = Symbol.for('engine-room.own-patch');

/**
 * Sends `process.on('SIGTERM', …)` and `process.exit()` of an instance's code to that instance. The result puts the
 * process back.
 */
export function divertProcess(current: () => OwnProcess | undefined): () => void {
  const undo: (() => void)[] = [];
  const replace = (name: string, make: (original: (...args: any[]) => unknown) => (...args: any[]) => unknown) => {
    const original = Reflect.get(process, name) as (...args: unknown[]) => unknown;
    const own = Object.hasOwn(process, name);
    const made = make(original);
    Object.defineProperty(made, ownPatch, { value: true });
    Reflect.set(process, name, made);
    undo.push(() => void (own ? Reflect.set(process, name, original) : Reflect.deleteProperty(process, name)));
  };
  for (const [name, method] of [['on', 'listen'], ['addListener', 'listen'], ['once', 'listen'], ['off', 'forget'], ['removeListener', 'forget']] as const) {
    replace(name, (original) => (event: string, listener: (signal: string) => void) => {
      const instance = signals.has(event) ? current() : undefined;
      if (!instance) return Reflect.apply(original, process, [event, listener]);
      instance[method](event, listener);
      return process;
    });
  } // prettier-ignore
  replace('exit', (original) => (code: unknown = process.exitCode ?? 0) => {
    const instance = current();
    if (!instance) return Reflect.apply(original, process, [code]);
    return instance.exit(Number(code));
  });
  return () => {
    for (const step of undo) step();
  };
}
