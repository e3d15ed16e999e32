import { Buffer } from '../buffer.ts';
import { invalidArgValue, nodeError, validateObject } from '../errors.ts';
import { edwards, named } from './curves.ts';
import { bytes, isData } from './data.ts';
import { make, toBytes } from './der.ts';
import { hashFacts } from './hashes.ts';
import { bitLength, inverse } from './numbers.ts';
import { isRsa, type EcMaterial, type Material, type RsaMaterial } from './material.ts';
import { oids, type Encoding } from './parse.ts';
import { encryptPkcs8, toEncryptedPem, toPem } from './pem.ts';

export interface OutputEncoding extends Encoding {
  cipher?: string | undefined;
}

const incompatible = (what: string, why: string) =>
  nodeError(Error, 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', `The selected key encoding ${what} ${why}.`);

/** Checks how a key is to be read (`keyType` undefined) or written. */
export function readEncoding(
  raw: unknown,
  keyType: string | undefined,
  isPublic: boolean | undefined,
  name?: string,
): OutputEncoding {
  // prettier-ignore
  validateObject(raw, 'options');
  const { format, type, cipher, passphrase, encoding } = raw as Record<string, unknown>;
  const option = (key: string) => (name === undefined ? `options.${key}` : `options.${name}.${key}`);
  const input = keyType === undefined;
  const chosen = format === undefined && input ? 'pem' : format;
  if (chosen !== 'pem' && chosen !== 'der' && chosen !== 'jwk') throw invalidArgValue(option('format'), format);
  const required = (!input || chosen === 'der') && chosen !== 'jwk';
  checkType(type, required, keyType, isPublic, option('type'));
  const result: OutputEncoding = { format: chosen, type: type as Encoding['type'] };
  if (isPublic === true) return result;
  if (!input && cipher !== undefined && cipher !== null) {
    if (typeof cipher !== 'string') throw invalidArgValue(option('cipher'), cipher);
    if (chosen === 'der' && (type === 'pkcs1' || type === 'sec1'))
      throw incompatible(type, 'does not support encryption');
    result.cipher = cipher;
  } else if (!input && passphrase !== undefined) throw invalidArgValue(option('cipher'), cipher);
  const needed = input ? passphrase !== undefined : result.cipher !== undefined;
  if (needed && !isData(passphrase)) throw invalidArgValue(option('passphrase'), passphrase);
  if (passphrase !== undefined) result.passphrase = bytes(passphrase, 'key.passphrase', encoding as string);
  return result;
}

function checkType(
  type: unknown,
  required: boolean,
  keyType: string | undefined,
  isPublic: boolean | undefined,
  name: string,
) {
  // prettier-ignore
  if (type === undefined && !required) return;
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') throw incompatible(type, 'can only be used for RSA keys');
  } else if (type === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') throw incompatible(type, 'can only be used for EC keys');
  } else if (!(type === 'spki' && isPublic !== false) && !(type === 'pkcs8' && isPublic !== true)) {
    throw invalidArgValue(name, type);
  }
}

export function exportKey(material: Material, isPublic: boolean, options?: unknown): unknown {
  return encodeKey(material, isPublic, readEncoding(options, material.type, isPublic));
}

export function encodeKey(material: Material, isPublic: boolean, encoding: OutputEncoding): unknown {
  const { format, type, cipher, passphrase } = encoding;
  if (format === 'jwk') {
    if (cipher) throw incompatible('jwk', 'does not support encryption');
    return toJwk(material, isPublic);
  }
  const [label, der] = encodings(material, isPublic, type);
  if (type === 'pkcs8' && cipher) {
    const body = encryptPkcs8(der, cipher, passphrase!);
    return format === 'pem' ? toPem('ENCRYPTED PRIVATE KEY', body) : body;
  }
  if (format === 'der') return der;
  return cipher ? toEncryptedPem(label, der, cipher, passphrase!) : toPem(label, der);
}

function encodings(material: Material, isPublic: boolean, type: Encoding['type']): [string, Buffer] {
  if (isPublic) {
    if (type === 'pkcs1') return ['RSA PUBLIC KEY', rsaPublic(material as RsaMaterial)];
    return ['PUBLIC KEY', make.sequence(algorithmOf(material), make.bits(publicBits(material)))];
  }
  if (type === 'pkcs1') return ['RSA PRIVATE KEY', rsaPrivate(material as RsaMaterial)];
  if (type === 'sec1') return ['EC PRIVATE KEY', sec1(material as EcMaterial, true)];
  return ['PRIVATE KEY', make.sequence(make.integer(0n), algorithmOf(material), make.octets(privateBytes(material)))];
}

const rsaPublic = ({ n, e }: RsaMaterial) => make.sequence(make.integer(n), make.integer(e));

function rsaPrivate({ n, e, d, p, q }: RsaMaterial): Buffer {
  const all = [0n, n, e, d!, p!, q!, d! % (p! - 1n), d! % (q! - 1n), inverse(q!, p!)];
  return make.sequence(...all.map(make.integer));
}

function sec1(material: EcMaterial, withCurve: boolean): Buffer {
  const curve = withCurve ? [make.context(0, curveParameters(material))] : [];
  return make.sequence(
    make.integer(1n),
    make.octets(material.secret!),
    ...curve,
    make.context(1, make.bits(material.point)),
  );
}

function curveParameters({ curve, explicit }: EcMaterial): Buffer {
  const { oid, curve: group, size } = named[curve]!;
  if (!explicit) return make.oid(oid);
  const { p, a, b, n, h } = group.Point.CURVE();
  const field = make.sequence(make.oid(oids.prime), make.integer(p));
  const equation = make.sequence(make.octets(toBytes(a, size)), make.octets(toBytes(b, size)));
  const base = make.octets(group.Point.BASE.toBytes(false));
  return make.sequence(make.integer(1n), field, equation, base, make.integer(n), make.integer(h));
}

function algorithmOf(material: Material): Buffer {
  if (material.type === 'rsa') return make.sequence(make.oid(oids.rsa), make.nothing());
  if (material.type === 'rsa-pss') return make.sequence(make.oid(oids['rsa-pss']), ...pssParameters(material));
  if (material.type === 'ec') return make.sequence(make.oid(oids.ec), curveParameters(material));
  if (material.type === 'dh') {
    const group = make.sequence(make.integer(material.prime), make.integer(material.generator));
    return make.sequence(make.oid(oids.dh), group);
  }
  return make.sequence(make.oid(edwards[material.type].oid));
}

function pssParameters({ pss }: RsaMaterial): Buffer[] {
  if (!pss) return [];
  const hash = (name: string) => make.sequence(make.oid(hashFacts(name)!.oid!), make.nothing());
  const parts: Buffer[] = [];
  if (pss.hash !== 'sha1') parts.push(make.context(0, hash(pss.hash)));
  if (pss.mgf1 !== 'sha1') parts.push(make.context(1, make.sequence(make.oid(oids.mgf1), hash(pss.mgf1))));
  if (pss.saltLength !== 20) parts.push(make.context(2, make.integer(BigInt(pss.saltLength))));
  return [make.sequence(...parts)];
}

function publicBits(material: Material): Uint8Array {
  if (isRsa(material)) return rsaPublic(material);
  return material.type === 'dh' ? make.integer(material.y) : material.point;
}

function privateBytes(material: Material): Uint8Array {
  if (isRsa(material)) return rsaPrivate(material);
  if (material.type === 'ec') return sec1(material, false);
  return material.type === 'dh' ? make.integer(material.x!) : make.octets(material.secret!);
}

const text = (value: bigint | Uint8Array) =>
  (typeof value === 'bigint' ? toBytes(value) : Buffer.from(value)).toString('base64url');

function toJwk(material: Material, isPublic: boolean): object {
  if (isRsa(material) && material.type === 'rsa') {
    const { n, e, d, p, q } = material;
    if (isPublic) return { kty: 'RSA', n: text(n), e: text(e) };
    const rest = { d: d!, p: p!, q: q!, dp: d! % (p! - 1n), dq: d! % (q! - 1n), qi: inverse(q!, p!) };
    return { kty: 'RSA', n: text(n), e: text(e), ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, text(value)])) }; // prettier-ignore
  }
  if (material.type === 'ec') {
    const { jwk, size } = named[material.curve]!;
    const [x, y] = [material.point.subarray(1, 1 + size), material.point.subarray(1 + size)];
    return { kty: 'EC', x: text(x), y: text(y), crv: jwk, ...(!isPublic && { d: text(material.secret!) }) };
  }
  if (isRsa(material) || material.type === 'dh') {
    throw nodeError(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE', 'Unsupported JWK Key Type.');
  }
  const { jwk } = edwards[material.type];
  return { crv: jwk, ...(!isPublic && { d: text(material.secret!) }), x: text(material.point), kty: 'OKP' };
}

export function keyDetails(material: Material): object {
  if (material.type === 'ec') return { namedCurve: material.curve };
  if (!isRsa(material)) return {};
  const { n, e, pss } = material;
  const details = { modulusLength: bitLength(n), publicExponent: e };
  if (material.type === 'rsa' || !pss) return details;
  return { ...details, hashAlgorithm: pss.hash, mgf1HashAlgorithm: pss.mgf1, saltLength: pss.saltLength };
}

export function sameKey(one: Material, other: Material): boolean {
  if (one.type !== other.type) return false;
  const side = (material: Material, isPublic: boolean) =>
    encodings(material, isPublic, isPublic ? 'spki' : 'pkcs8')[1].toString('hex');
  const secret = (material: Material) => 'd' in material || 'secret' in material || 'x' in material;
  if (secret(one) !== secret(other)) return false;
  return side(one, !secret(one)) === side(other, !secret(one));
}
