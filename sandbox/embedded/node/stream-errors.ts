import errors from 'readable-stream/lib/ours/errors.js';
import { invalidArgType, nodeError } from './errors.ts';

type Base = typeof Error;
type Codes = Record<string, new (...args: unknown[]) => Error>;

/**
 * readable-stream keeps the code of its errors on a class of its own. Replaced before its streams load, because
 * they take the classes by name then.
 */
const { codes } = errors as unknown as { codes: Codes };
for (const [code, Original] of Object.entries(codes)) {
  const Base = Object.getPrototypeOf(Original) as Base;
  const Replacement = function (...args: unknown[]) {
    if (code === 'ERR_INVALID_ARG_TYPE' && args[0] === 'chunk') {
      return invalidArgType('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], args[2]);
    }
    if (code === 'ERR_INVALID_ARG_TYPE') {
      const expected = [args[1] as string | string[]].flat().filter((each) => each !== 'AsyncFunction');
      return invalidArgType(args[0] as string, expected, args[2]);
    }
    return nodeError(Base, code, new Original(...args).message);
  };
  codes[code] = Replacement as unknown as Codes[string];
}
