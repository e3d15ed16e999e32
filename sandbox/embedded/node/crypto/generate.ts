import { invalidArgType, invalidArgValue, nodeError, unavailable, validateFunction, validateInteger, validateObject, validateString } from '../errors.ts'; // prettier-ignore
import { warnOnce } from '../fs/paths.ts';
import { curveOf, edwards, named, type CurveName } from './curves.ts';
import { groupOf } from './dh-groups.ts';
import { coded, bytes } from './data.ts';
import { toBigInt } from './der.ts';
import { encodeKey, readEncoding, type OutputEncoding } from './export.ts';
import { hashName } from './hashes.ts';
import { keyObjects } from './input.ts';
import type { Material } from './material.ts';
import { below, power, randomBytesOf, randomPrime } from './numbers.ts';
import { withSecret } from './parse.ts';
import { later } from './later.ts';
import { generate } from './rsa.ts';

type Options = Record<string, any>;
const uint32 = (value: unknown, name: string) => validateInteger(value, name, 0, 4294967295);

function rsaJob(options: Options): () => Material {
  uint32(options['modulusLength'], 'options.modulusLength');
  const { modulusLength, publicExponent = 0x10001 } = options;
  uint32(publicExponent, 'options.publicExponent');
  const e = BigInt(publicExponent);
  return () => {
    if (modulusLength < 512) throw rsaError('0200007C', 'key size too small');
    if (e < 3n || e % 2n === 0n) throw rsaError('020000B2', 'pub exponent out of range');
    return generate(modulusLength, e);
  };
}

const rsaError = (code: string, reason: string) =>
  Object.assign(new Error(`error:${code}:rsa routines::${reason}`), {
    library: 'rsa routines',
    reason,
    code: `ERR_OSSL_RSA_${reason.toUpperCase().replaceAll(' ', '_')}`,
  });

function pssJob(options: Options): () => Material {
  const job = rsaJob(options);
  const { hash, mgf1Hash, hashAlgorithm, mgf1HashAlgorithm, saltLength } = options;
  if (saltLength !== undefined) validateInteger(saltLength, 'options.saltLength', 0, 2147483647);
  if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm');
  if (mgf1HashAlgorithm !== undefined) validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
  for (const [old, now] of [['hash', 'hashAlgorithm'], ['mgf1Hash', 'mgf1HashAlgorithm']] as const) {
    if (options[old] === undefined) continue;
    warnOnce(`DEP0154`, `"options.${old}" is deprecated, use "options.${now}" instead.`);
    validateString(options[old], `options.${old}`);
    if (options[now] !== undefined && options[old] !== options[now]) throw invalidArgValue(`options.${old}`, options[old]);
  } // prettier-ignore
  const name = (given: string | undefined) => {
    if (given === undefined) return undefined;
    const known = hashName(given);
    if (!known) throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${given}`);
    return known;
  };
  const main = name(hashAlgorithm ?? hash);
  let mask: string | undefined;
  try {
    mask = name(mgf1HashAlgorithm ?? mgf1Hash);
  } catch {
    throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid MGF1 digest: ${mgf1HashAlgorithm ?? mgf1Hash}`);
  }
  const restricted = main !== undefined || mask !== undefined || saltLength !== undefined;
  const length: Record<string, number> = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 };
  const pss = { hash: main ?? 'sha1', mgf1: mask ?? main ?? 'sha1', saltLength: saltLength ?? length[main ?? 'sha1'] ?? 20 }; // prettier-ignore
  return () => ({ ...(job() as Material & { type: 'rsa' }), type: 'rsa-pss', pss: restricted ? pss : undefined });
}

function ecJob(options: Options): () => Material {
  const { namedCurve, paramEncoding } = options;
  validateString(namedCurve, 'options.namedCurve');
  if (
    paramEncoding !== undefined &&
    paramEncoding !== null &&
    paramEncoding !== 'named' &&
    paramEncoding !== 'explicit'
  ) {
    throw invalidArgValue('options.paramEncoding', paramEncoding);
  }
  const curve = curveOf(namedCurve, 'options.namedCurve');
  return () => {
    const { secretKey, publicKey } = freshPair(curve);
    return { type: 'ec', curve, secret: secretKey, point: publicKey, ...(paramEncoding === 'explicit' && { explicit: true }) }; // prettier-ignore
  };
}

export function freshPair(name: string): { secretKey: Uint8Array; publicKey: Uint8Array } {
  const { curve } = named[name]!;
  const secretKey = curve.utils.randomSecretKey();
  return { secretKey, publicKey: curve.getPublicKey(secretKey, false) };
}

function dhJob(options: Options): () => Material {
  const { group, prime, primeLength, generator } = options;
  let known: { prime: bigint; generator: bigint } | undefined;
  if (group !== undefined) {
    if (prime !== undefined) throw incompatiblePair('group', 'prime');
    if (primeLength !== undefined) throw incompatiblePair('group', 'primeLength');
    if (generator !== undefined) throw incompatiblePair('group', 'generator');
    validateString(group, 'options.group');
    known = groupOf(group);
  } else if (prime !== undefined) {
    if (primeLength !== undefined) throw incompatiblePair('prime', 'primeLength');
    if (!ArrayBuffer.isView(prime)) throw invalidArgType('options.prime', ['Buffer', 'TypedArray', 'DataView'], prime);
    known = { prime: toBigInt(bytes(prime, 'options.prime')), generator: 2n };
  } else if (primeLength !== undefined) validateInteger(primeLength, 'options.primeLength', 0, 2147483647);
  else throw nodeError(TypeError, 'ERR_MISSING_OPTION', 'At least one of the group, prime, or primeLength options is required'); // prettier-ignore
  if (generator !== undefined) validateInteger(generator, 'options.generator', 0, 2147483647);
  return () => {
    const g = known && group !== undefined ? known.generator : BigInt(generator ?? 2);
    const p = known?.prime ?? randomPrime(primeLength, { safe: true });
    const x = 1n + below(p - 2n);
    return { type: 'dh', prime: p, generator: g, x, y: power(g, x, p) };
  };
}

const incompatiblePair = (one: string, other: string) =>
  nodeError(TypeError, 'ERR_INCOMPATIBLE_OPTION_PAIR', `Option "${one}" cannot be used in combination with option "${other}"`); // prettier-ignore

function jobOf(type: unknown, options: unknown): () => Material {
  validateString(type, 'type');
  if (type in edwards) {
    const name = type as CurveName;
    return () => withSecret(name, randomBytesOf(edwards[name].size));
  }
  const jobs: Record<string, (options: Options) => () => Material> = { rsa: rsaJob, 'rsa-pss': pssJob, ec: ecJob, dh: dhJob, dsa: dsaJob }; // prettier-ignore
  if (!Object.hasOwn(jobs, type)) throw invalidArgValue('type', type, 'must be a supported key type');
  validateObject(options, 'options');
  return jobs[type]!(options as Options);
}

function dsaJob(options: Options): never {
  uint32(options['modulusLength'], 'options.modulusLength');
  throw unavailable('A DSA key pair');
}

function encodings(keyType: string, options: unknown) {
  const { publicKeyEncoding: pub, privateKeyEncoding: priv } = (options ?? {}) as Options;
  const read = (value: unknown, isPublic: boolean, name: string): OutputEncoding | undefined => {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object') throw invalidArgValue(`options.${name}`, value);
    return readEncoding(value, keyType, isPublic, name);
  };
  return { pub: read(pub, true, 'publicKeyEncoding'), priv: read(priv, false, 'privateKeyEncoding') };
}

function prepare(type: unknown, options: unknown): () => { publicKey: unknown; privateKey: unknown } {
  if (options !== undefined) validateObject(options, 'options');
  validateString(type, 'type');
  const { pub, priv } = encodings(type, options);
  const job = jobOf(type, options);
  return () => {
    const material = job();
    const keys = keyObjects(material);
    return {
      publicKey: pub ? encodeKey(material, true, pub) : keys.publicKey,
      privateKey: priv ? encodeKey(material, false, priv) : keys.privateKey,
    };
  };
}

type Callback = (error: Error | null, publicKey?: unknown, privateKey?: unknown) => void;

function generateKeyPair(type: unknown, first: unknown, second?: unknown): void {
  const callback = (typeof first === 'function' ? first : second) as Callback;
  validateFunction(callback, 'callback');
  const work = prepare(type, typeof first === 'function' ? undefined : first);
  later(work, (error, pair) => (error ? callback(error) : callback(null, pair.publicKey, pair.privateKey)));
}
Object.defineProperty(generateKeyPair, Symbol.for('nodejs.util.promisify.customArgs'), {
  value: ['publicKey', 'privateKey'],
});

export const generation = {
  generateKeyPair,
  generateKeyPairSync: (type: unknown, options?: unknown) => prepare(type, options)(),
};
