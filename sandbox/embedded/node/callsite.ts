/** One line of a stack, with the questions that V8's CallSite answers. */
export interface CallSite {
  getFileName(): string | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  getFunctionName(): string | null;
  [question: string]: unknown;
}

function callSite(line: string): CallSite {
  const [, name = '', file = '', row, column] = /^(?:(.*?)@)?(.*?)(?::(\d+))?(?::(\d+))?$/.exec(line) ?? [];
  const no = () => false;
  const nothing = () => undefined;
  return {
    getFileName: () => file || undefined,
    getScriptNameOrSourceURL: () => file || undefined,
    getLineNumber: () => (row ? Number(row) : null),
    getColumnNumber: () => (column ? Number(column) : null),
    getFunctionName: () => name || null,
    getMethodName: () => null,
    getTypeName: () => null,
    getThis: nothing,
    getFunction: nothing,
    getEvalOrigin: nothing,
    isEval: no,
    isNative: no,
    isConstructor: no,
    isToplevel: () => true,
    isAsync: no,
    isPromiseAll: no,
    getPromiseIndex: () => null,
    toString: () =>
      `${name ? `${name} (` : ''}${file}${row ? `:${row}` : ''}${column ? `:${column}` : ''}${name ? ')' : ''}`,
  };
}

interface ErrorClass {
  captureStackTrace?: unknown;
  prepareStackTrace?: unknown;
  stackTraceLimit?: number;
}

/** Firefox and WebKit have no structured stacks, and depd, inside Express, cannot load without them. */
export function installCallSites(scope: { Error: unknown }): void {
  const errors = scope.Error as ErrorClass;
  if ('stackTraceLimit' in errors && typeof errors.captureStackTrace === 'function') return;
  errors.stackTraceLimit = 10;
  errors.captureStackTrace = (target: object) => {
    const lines = (new Error().stack ?? '')
      .split('\n')
      .filter(Boolean)
      .slice(1, 1 + (errors.stackTraceLimit ?? 10));
    const prepare = errors.prepareStackTrace;
    const sites = lines.map(callSite);
    const value: unknown =
      typeof prepare === 'function'
        ? prepare.call(errors, target, sites)
        : `${String(target)}\n${sites.map((site) => `    at ${site.toString()}`).join('\n')}`;
    Object.defineProperty(target, 'stack', { value, writable: true, configurable: true });
  };
}
