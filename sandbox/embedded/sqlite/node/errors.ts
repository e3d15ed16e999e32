import type { Sqlite3 } from '../engine.ts';

/**
 * Errors as node:sqlite throws them. They come from native code: their stacks do not show the code, unlike those of Node's
 * JavaScript.
 */
function coded(error: Error, code: string, extra: object = {}): Error {
  return Object.assign(error, { code }, extra);
}

export const invalidType = (message: string) => coded(new TypeError(message), 'ERR_INVALID_ARG_TYPE');
export const invalidValue = (message: string) => coded(new TypeError(message), 'ERR_INVALID_ARG_VALUE');
export const invalidState = (message: string) => coded(new Error(message), 'ERR_INVALID_STATE');
export const outOfRange = (message: string) => coded(new RangeError(message), 'ERR_OUT_OF_RANGE');
export const illegalConstructor = () => coded(new Error('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
export const notAFile = () => coded(new TypeError('The URL must be of scheme file:'), 'ERR_INVALID_URL_SCHEME');
export const newRequired = () =>
  coded(new TypeError('Cannot call constructor without `new`'), 'ERR_CONSTRUCT_CALL_REQUIRED');
export const cannotLoad = (file: string) =>
  coded(
    new Error(
      `cannot load ${file}: SQLite extensions are native code, which the embedded runtime cannot run. ` +
        'Run this exercise on full Node or with npm test in a terminal.',
    ),
    'ERR_LOAD_SQLITE_EXTENSION',
  );

const CODE = 'ERR_SQLITE_ERROR';

/** What a connection says went wrong last. */
export function lastError({ c, text }: Sqlite3, db: number): Error {
  const errcode = c.sqlite3_extended_errcode(db);
  return coded(new Error(text(c.sqlite3_errmsg(db))), CODE, { errcode, errstr: text(c.sqlite3_errstr(errcode)) });
}

/** An error that only has a number. */
export function numbered({ c, text }: Sqlite3, errcode: number): Error {
  return coded(new Error(text(c.sqlite3_errstr(errcode))), CODE, { errcode });
}

/** The same, as `backup` rejects with it. */
export function described(sqlite: Sqlite3, errcode: number): Error {
  const error = numbered(sqlite, errcode);
  return Object.assign(error, { errstr: error.message });
}

export const plainError = (message: string) => coded(new Error(message), CODE);
