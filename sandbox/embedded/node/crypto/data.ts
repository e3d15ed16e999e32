import { Buffer } from '../buffer.ts';
import { invalidArgType } from '../errors.ts';

export const BYTES = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
export type Data = string | ArrayBufferView | ArrayBuffer;

const isMemory = (data: unknown): data is ArrayBuffer =>
  ['[object ArrayBuffer]', '[object SharedArrayBuffer]'].includes(Object.prototype.toString.call(data));

export const isData = (data: unknown): data is Data =>
  typeof data === 'string' || ArrayBuffer.isView(data) || isMemory(data);

export function bytes(data: unknown, name: string, encoding?: string, types = ['string', ...BYTES]): Uint8Array {
  if (typeof data === 'string') {
    return Buffer.from(data, (encoding === 'buffer' ? 'utf8' : encoding) as BufferEncoding);
  }
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (isMemory(data)) return new Uint8Array(data);
  throw invalidArgType(name, types, data);
}

/** As bytes of our realm, whoever made them: what the libraries insist on. */
export const plain = (data: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(data);

export function out(raw: Uint8Array, encoding?: string): Buffer | string {
  const buffer = Buffer.from(raw.buffer as ArrayBuffer, raw.byteOffset, raw.byteLength);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding as BufferEncoding) : buffer;
}

/** What Node's own C++ throws: a plain error with a code. */
export function coded(Base: typeof Error | typeof TypeError | typeof RangeError, code: string, message: string): Error {
  return Object.assign(new Base(message), { code });
}

const prefixes: Record<string, string> = {
  'rsa routines': 'RSA_',
  'elliptic curve routines': 'EC_',
  'digital envelope routines': 'EVP_',
  'common libcrypto routines': 'CRYPTO_',
  'Diffie-Hellman routines': 'DH_',
};

/** What OpenSSL's errors look like in Node. */
export function opensslError(number: string, library: string, reason: string): Error {
  const code = `ERR_OSSL_${prefixes[library] ?? ''}${reason.toUpperCase().replaceAll(/[ -]/g, '_')}`;
  const message = `error:${number}:${library}::${reason}`;
  const stack = stacked.has(reason) ? { opensslErrorStack: [message] } : {};
  return Object.assign(new Error(message), stack, { library, reason, code });
}

/** Errors behind which OpenSSL leaves others. */
const stacked = new Set(['unsupported', 'wrong final block length', 'bad decrypt']);
