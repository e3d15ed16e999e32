import { invalidArgType, nodeError, unavailable } from './errors.ts';
import { cipherApi } from './crypto/ciphers.ts';
import { constants } from './crypto/constants.ts';
import { coded, bytes } from './crypto/data.ts';
import { Hash, hash, Hmac } from './crypto/digests.ts';
import { getHashes } from './crypto/hashes.ts';
import { derivation } from './crypto/kdf.ts';
import { createSecretKey, KeyObject } from './crypto/key-object.ts';
import lazy from './crypto/lazy.cjs';
import { random } from './crypto/random.ts';

type AnyFunction = (...args: any[]) => any;
type Api = Record<string, any>;

function timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView): boolean {
  for (const [name, value] of Object.entries({ buf1: a, buf2: b })) {
    if (!ArrayBuffer.isView(value) && !((value as unknown) instanceof ArrayBuffer)) {
      const types = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
      const { message } = invalidArgType(name, types, value);
      throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', message.replace(/ Received.*/s, ''));
    }
  }
  const [left, right] = [bytes(a, 'buf1'), bytes(b, 'buf2')];
  if (left.length !== right.length) {
    const message = 'Input buffers must have the same byte length';
    throw coded(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', message);
  }
  return left.reduce((difference, byte, at) => difference | (byte ^ (right[at] as number)), 0) === 0;
}

const api: Api = {
  ...random,
  ...cipherApi,
  ...derivation,
  Hash,
  Hmac,
  KeyObject,
  createSecretKey,
  createHash: (name: unknown, options?: object) => new Hash(name, options as never),
  createHmac: (name: unknown, key: unknown, options?: object) => new Hmac(name, key, options as never),
  hash,
  getHashes,
  timingSafeEqual,
  constants,
  secureHeapUsed: () => ({ total: 0, used: 0, utilization: 0, min: 0 }),
  setEngine() {
    throw unavailable('crypto.setEngine');
  },
  getFips: () => 0,
  setFips(value: unknown) {
    if (value) throw nodeError(Error, 'ERR_CRYPTO_FIPS_UNAVAILABLE', 'Cannot set FIPS mode in a non-FIPS build.');
  },
  getCurves: () => ['prime256v1', 'secp256k1', 'secp384r1', 'secp521r1'],
};

/** Functions and classes whose modules are evaluated when a program first uses one of them. */
const asymmetric = () => {
  const { exchange, encryption, generation, primes, signing, createPrivateKey, createPublicKey } = lazy.asymmetric();
  return { ...exchange, ...encryption, ...generation, ...primes, ...signing, createPrivateKey, createPublicKey } as Api;
};
let loaded: Api | undefined;
const late = (name: string) => (loaded ??= asymmetric())[name] as AnyFunction;

const FUNCTIONS = 'sign verify createPrivateKey createPublicKey generateKeyPair generateKeyPairSync publicEncrypt privateDecrypt privateEncrypt publicDecrypt diffieHellman generatePrime generatePrimeSync checkPrime checkPrimeSync'.split(' '); // prettier-ignore
const CLASSES = 'Sign Verify DiffieHellman DiffieHellmanGroup ECDH'.split(' ');
for (const name of FUNCTIONS) {
  api[name] = Object.defineProperty((...args: unknown[]) => late(name)(...args) as unknown, 'name', { value: name });
}
Object.defineProperty(api['generateKeyPair'], Symbol.for('nodejs.util.promisify.customArgs'), {
  value: ['publicKey', 'privateKey'],
});
for (const name of CLASSES) {
  Object.defineProperty(api, name, { enumerable: true, configurable: true, get: () => classOf(name) });
}

const wrapped = new Map<string, AnyFunction>();
function classOf(name: string): AnyFunction {
  const Kind = late(name);
  if (name !== 'Sign' && name !== 'Verify') return Kind;
  let form = wrapped.get(name);
  if (form) return form;
  form = function (...args: unknown[]) {
    return Reflect.construct(Kind, args) as unknown;
  } as AnyFunction;
  form.prototype = Kind.prototype as object;
  Object.defineProperty(form, 'name', { value: name });
  Object.defineProperty(Kind.prototype, 'constructor', { value: form, writable: true, configurable: true });
  wrapped.set(name, form);
  return form;
}

Object.assign(api, {
  createSign: (name: unknown, options?: object) => Reflect.construct(late('Sign'), [name, options]) as object,
  createVerify: (name: unknown, options?: object) => Reflect.construct(late('Verify'), [name, options]) as object,
  createECDH: (curve: unknown) => late('ECDH')(curve) as object,
  createDiffieHellman: (...args: unknown[]) => late('DiffieHellman')(...args) as object,
  createDiffieHellmanGroup: (name: unknown) => late('DiffieHellmanGroup')(name) as object,
  getDiffieHellman: (name: unknown) => late('DiffieHellmanGroup')(name) as object,
});

const named = (name: string) =>
  class {
    static {
      Object.defineProperty(this, 'name', { value: name });
    }
    constructor() {
      throw unavailable(`crypto.${name}`);
    }
  };
api['X509Certificate'] = named('X509Certificate');
api['Certificate'] = Object.assign(named('Certificate'), {
  exportChallenge: () => { throw unavailable('crypto.Certificate'); },
  exportPublicKey: () => { throw unavailable('crypto.Certificate'); },
  verifySpkac: () => { throw unavailable('crypto.Certificate'); },
}); // prettier-ignore
for (const name of ['argon2', 'argon2Sync', 'encapsulate', 'decapsulate']) {
  api[name] = () => {
    throw unavailable(`crypto.${name}`);
  };
}
for (const name of ['pseudoRandomBytes', 'rng', 'prng']) {
  Object.defineProperty(api, name, { value: random.randomBytes, writable: true, configurable: true });
}
for (const name of ['webcrypto', 'subtle']) {
  const value: unknown = api[name];
  Object.defineProperty(api, name, { get: () => value, enumerable: true, configurable: true });
}
Object.defineProperty(api, 'fips', { get: () => 0, set: api['setFips'], configurable: true });
for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(api))) {
  const { value: fn } = value;
  if (typeof fn === 'function' && fn.name === '') Object.defineProperty(fn, 'name', { value: name });
}

export default api as Api & { createHash(name: string): InstanceType<typeof Hash> };
