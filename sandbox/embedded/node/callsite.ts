/** What other engines than V8 lack, so that programs for Node find what they know. */
import { installErrors } from './web-errors.ts';
import { jsonFault, circleFault } from './web-json.ts';

export type { CallSite } from './web-frames.ts';

type Scope = Record<string, any>;

/** Whether this is V8: others know `captureStackTrace` too by now, but give no frames to `prepareStackTrace`. */
function hasCallSites({ Error: errors }: Scope): boolean {
  let asked = false;
  const before = errors.prepareStackTrace as unknown;
  errors.prepareStackTrace = () => void (asked = true);
  void new errors('').stack;
  errors.prepareStackTrace = before;
  if (before === undefined) delete errors.prepareStackTrace;
  return asked;
}

const installed = new WeakSet<object>();

/** Firefox and WebKit have no structured stacks, without which depd, inside Express, cannot load. */
export function installCallSites(scope: object): void {
  if (installed.has(scope)) return;
  installed.add(scope);
  if (hasCallSites(scope)) return;
  installErrors(scope);
  installJson(scope);
}

/** V8's words for JSON that cannot be read or written. */
function installJson(scope: Scope): void {
  const json = scope['JSON'] as JSON;
  const native = { parse: json.parse, stringify: json.stringify };
  const spoken = {
    parse(text: string, reviver?: Parameters<JSON['parse']>[1]): unknown {
      try {
        return native.parse(text, reviver);
      } catch (error) {
        if (!(error instanceof SyntaxError) || !/JSON/.test(error.message)) throw error;
        // oxlint-disable-next-line preserve-caught-error -- programs would print a cause that Node has none of
        throw new SyntaxError(jsonFault(String(text)));
      }
    },
    stringify(value: unknown, ...rest: [never?, never?]): string {
      try {
        return native.stringify(value, ...rest);
      } catch (error) {
        if (!(error instanceof TypeError) || !/cycl/.test(error.message)) throw error;
        // oxlint-disable-next-line preserve-caught-error -- as above
        throw new TypeError(circleFault(value) ?? error.message);
      }
    },
  };
  for (const name of ['parse', 'stringify'] as const) {
    Object.defineProperty(json, name, { value: spoken[name], writable: true, configurable: true });
    Object.defineProperty(spoken[name], 'length', { value: native[name].length, configurable: true });
  }
}
