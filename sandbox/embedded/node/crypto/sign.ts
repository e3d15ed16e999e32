import { Buffer } from '../buffer.ts';
import { invalidArgType, invalidArgValue, nodeError, validateFunction, validateString } from '../errors.ts';
import { later } from './later.ts';
import Stream from '../stream.ts';
import { named, signers } from './curves.ts';
import { coded, BYTES, bytes, isData, opensslError, plain, out, type Data } from './data.ts';
import { children, integer, make, read, toBigInt, toBytes } from './der.ts';
import { hashFacts, hashName } from './hashes.ts';
import { readKey } from './input.ts';
import { isCurve, type EcMaterial, type Material, type RsaMaterial } from './material.ts';
import { bitLength } from './numbers.ts';
import * as rsa from './rsa.ts';

const PADDING = { pkcs1: 1, pss: 6 };
const [SALT_DIGEST, SALT_AUTO] = [-1, -2];

interface Options {
  padding?: number | undefined;
  saltLength?: number | undefined;
  compact: boolean;
  context?: Uint8Array | undefined;
}

function readOptions(key: unknown): Options {
  if (typeof key !== 'object' || key === null || isData(key)) return { compact: false };
  const { padding, saltLength, dsaEncoding, context } = key as Record<string, unknown>;
  if (padding !== undefined && !Number.isInteger(padding)) throw invalidArgValue('options.padding', padding);
  if (saltLength !== undefined && !Number.isInteger(saltLength))
    throw invalidArgValue('options.saltLength', saltLength);
  if (dsaEncoding !== undefined && dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') {
    throw invalidArgValue('options.dsaEncoding', dsaEncoding);
  }
  const compact = dsaEncoding === 'ieee-p1363';
  return { padding: padding as number, saltLength: saltLength as number, compact, context: context as Uint8Array };
}

const noCurveHash = () => opensslError('1C80007A', 'Provider routines', 'invalid digest');

/** The digest of the data under a hash, or undefined for keys that hash by themselves. */
function digest(hash: string | undefined, data: Uint8Array, material: Material): Uint8Array {
  const name = hash ?? (material.type === 'rsa-pss' ? material.pss?.hash : undefined) ?? 'sha256';
  return hashFacts(name)!.algorithm(plain(data));
}

function padded(material: RsaMaterial, hash: string, digested: Uint8Array, options: Options) {
  const padding = options.padding ?? (material.type === 'rsa-pss' ? PADDING.pss : PADDING.pkcs1);
  if (padding === PADDING.pkcs1 && material.type === 'rsa-pss') throw badPadding();
  if (padding === PADDING.pkcs1) return { pss: false as const, block: () => rsa.padPkcs1(rsa.digestInfo(hash, digested), rsa.sizeOf(material), 1) }; // prettier-ignore
  if (padding !== PADDING.pss) throw badPadding();
  const bits = bitLength(material.n) - 1;
  const mgf1 = material.pss?.mgf1 ?? hash;
  const most = Math.ceil(bits / 8) - digested.length - 2;
  return { pss: true as const, bits, mgf1, most };
}

const badPadding = () => opensslError('1C8000A5', 'Provider routines', 'illegal or unsupported padding mode');

function saltOf(length: number | undefined, digested: Uint8Array, most: number, fallback: number): number {
  const wanted = length ?? fallback;
  return wanted === SALT_DIGEST ? digested.length : wanted === SALT_AUTO || wanted === -3 ? most : wanted;
}

function signRsa(material: RsaMaterial, hash: string, digested: Uint8Array, options: Options): Uint8Array {
  const form = padded(material, hash, digested, options);
  let block: Uint8Array;
  if (form.pss) {
    const salt = saltOf(options.saltLength, digested, form.most, material.pss?.saltLength ?? SALT_AUTO);
    if (material.pss && salt < material.pss.saltLength) throw opensslError('1C8000AC', 'Provider routines', 'pss saltlen too small'); // prettier-ignore
    block = rsa.padPss(digested, form.bits, hash, form.mgf1, salt);
  } else block = form.block();
  return rsa.toBlock(rsa.privatePower(material, toBigInt(block)), material);
}

function verifyRsa(material: RsaMaterial, hash: string, digested: Uint8Array, signature: Uint8Array, options: Options) {
  const form = padded(material, hash, digested, options);
  const value = toBigInt(signature);
  if (signature.length !== rsa.sizeOf(material) || value >= material.n) return false;
  const opened = rsa.publicPower(material, value);
  if (!form.pss) return Buffer.from(rsa.toBlock(opened, material)).equals(form.block());
  const wanted = options.saltLength === undefined || options.saltLength === SALT_AUTO ? undefined : saltOf(options.saltLength, digested, form.most, 0); // prettier-ignore
  const block = toBytes(opened, Math.ceil(form.bits / 8));
  return rsa.checkPss(block, digested, form.bits, hash, form.mgf1, wanted);
}

function signEc({ curve, secret }: EcMaterial, digested: Uint8Array, compact: boolean): Uint8Array {
  const options = { prehash: false, lowS: false, extraEntropy: true } as const;
  const raw = named[curve]!.curve.sign(digested, secret!, { ...options, format: 'compact' });
  if (compact) return raw;
  const half = raw.length / 2;
  return make.sequence(make.integer(toBigInt(raw.subarray(0, half))), make.integer(toBigInt(raw.subarray(half))));
}

function verifyEc(
  { curve, point }: EcMaterial,
  digested: Uint8Array,
  signature: Uint8Array,
  compact: boolean,
): boolean {
  const { curve: group, size } = named[curve]!;
  try {
    let raw = plain(signature);
    if (!compact) {
      const node = read(signature);
      if (node.whole.length !== signature.length) return false;
      raw = plain(Buffer.concat(children(node).map((part) => toBytes(integer(part), size))));
    }
    if (raw.length !== 2 * size) return false;
    return group.verify(raw, digested, point, { prehash: false, lowS: false, format: 'compact' });
  } catch {
    return false;
  }
}

function signData(hash: string | undefined, data: Uint8Array, material: Material, options: Options): Uint8Array {
  if (isCurve(material) && material.type.startsWith('ed')) {
    if (hash !== undefined) throw noCurveHash();
    return signers[material.type as 'ed25519'].sign(plain(data), material.secret!, contextOf(material.type, options));
  }
  if (isCurve(material) || material.type === 'dh') throw unfit();
  const digested = digest(hash, data, material);
  if (material.type === 'ec') return signEc(material, digested, options.compact);
  return signRsa(material, hash ?? material.pss?.hash ?? 'sha256', digested, options);
}

function verifyData(
  hash: string | undefined,
  data: Uint8Array,
  material: Material,
  signature: Uint8Array,
  options: Options,
) {
  if (isCurve(material) && material.type.startsWith('ed')) {
    if (hash !== undefined) throw noCurveHash();
    try {
      return signers[material.type as 'ed25519'].verify(plain(signature), plain(data), material.point, contextOf(material.type, options)); // prettier-ignore
    } catch {
      return false;
    }
  }
  if (isCurve(material) || material.type === 'dh') throw unfit();
  const digested = digest(hash, data, material);
  if (material.type === 'ec') return verifyEc(material, digested, signature, options.compact);
  return verifyRsa(material, hash ?? material.pss?.hash ?? 'sha256', digested, signature, options);
}

const contextOf = (type: string, { context }: Options) =>
  type === 'ed448' && context ? ({ context: plain(context) } as never) : undefined;
const unfit = () => opensslError('03000096', 'digital envelope routines', 'operation not supported for this keytype');

class Base extends Stream.Writable {
  protected readonly hash: string;
  protected parts: Uint8Array[] = [];
  constructor(name: unknown, options?: object) {
    validateString(name, 'algorithm');
    super(options);
    const hash = hashName(name);
    if (!hash || hashFacts(hash)?.flexible) throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest'); // prettier-ignore
    this.hash = hash;
  }
  override _write(chunk: Uint8Array, encoding: string, done: () => void) {
    this.update(chunk, encoding);
    done();
  }
  update(data: Data, encoding?: string): this {
    this.parts.push(plain(bytes(data, 'data', encoding, ['string', 'Buffer', 'TypedArray', 'DataView'])));
    return this;
  }
}

class Sign extends Base {
  sign(key: unknown, encoding?: string): Buffer | string {
    if (!key) throw nodeError(Error, 'ERR_CRYPTO_SIGN_KEY_REQUIRED', 'No key provided to sign');
    const { material } = readKey(key, 'consume private');
    if (material.type.startsWith('ed')) throw unfit();
    return out(signData(this.hash, Buffer.concat(this.parts), material, readOptions(key)), encoding);
  }
}

class Verify extends Base {
  verify(key: unknown, signature: unknown, encoding?: string): boolean {
    const { material } = readKey(key, 'consume public');
    const options = readOptions(key);
    const given = bytes(signature, 'signature', encoding);
    return verifyData(this.hash, Buffer.concat(this.parts), material, given, options);
  }
}

function prepare(algorithm: unknown, data: unknown): { hash: string | undefined; input: Uint8Array } {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, 'algorithm');
  const hash = algorithm ? hashName(algorithm as string) : undefined;
  if (algorithm && !hash) throw coded(Error, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm as string}`);
  return { hash, input: plain(bytes(data, 'data', undefined, BYTES.concat('string'))) };
}

function answer<T>(work: () => T, callback: unknown): T | undefined {
  if (callback === undefined) return work();
  validateFunction(callback, 'callback');
  later(work, callback as never);
  return undefined;
}

function sign(algorithm: unknown, data: unknown, key: unknown, callback?: unknown) {
  const { hash, input } = prepare(algorithm, data);
  if (!key) throw nodeError(Error, 'ERR_CRYPTO_SIGN_KEY_REQUIRED', 'No key provided to sign');
  const { material } = readKey(key, 'consume private');
  const options = readOptions(key);
  return answer(() => out(signData(hash, input, material, options)), callback);
}

function verify(algorithm: unknown, data: unknown, key: unknown, signature: unknown, callback?: unknown) {
  const { hash, input } = prepare(algorithm, data);
  const { material } = readKey(key, 'consume public');
  const options = readOptions(key);
  if (typeof signature === 'string' || !isData(signature)) throw invalidArgType('signature', BYTES, signature);
  const given = plain(bytes(signature, 'signature'));
  return answer(() => verifyData(hash, input, material, given, options), callback);
}

export const signing = { Sign, Verify, sign, verify };
