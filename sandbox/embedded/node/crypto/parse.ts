import { Buffer } from '../buffer.ts';
import { invalidArgType, nodeError, unavailable, validateObject, validateOneOf } from '../errors.ts';
import { byJwk, byOid, edwards, named, publicOf, type CurveName } from './curves.ts';
import { children, integer, oid, OID, read, sequence, toBigInt, type Der } from './der.ts';
import { plain } from './data.ts';
import { hashOfOid } from './hashes.ts';
import type { Material, RsaMaterial } from './material.ts';
import { decryptPkcs8, fromPem, isEncryptedPkcs8, unsupported } from './pem.ts';

export const oids = {
  rsa: '1.2.840.113549.1.1.1',
  'rsa-pss': '1.2.840.113549.1.1.10',
  mgf1: '1.2.840.113549.1.1.8',
  ec: '1.2.840.10045.2.1',
  prime: '1.2.840.10045.1.1',
  dh: '1.2.840.113549.1.3.1',
  dsa: '1.2.840.10040.4.1',
} as const;

/** A key as it was read, and whether it holds the private part. */
export interface Parsed {
  material: Material;
  secret: boolean;
}

export interface Encoding {
  format?: 'pem' | 'der' | 'jwk' | undefined;
  type?: 'pkcs1' | 'spki' | 'pkcs8' | 'sec1' | undefined;
  passphrase?: Uint8Array | undefined;
}

export function parseKey(data: Uint8Array, { format = 'pem', type, passphrase }: Encoding): Parsed {
  if (format === 'pem') {
    const block = fromPem(Buffer.from(data).toString('latin1'), passphrase);
    if (!block) throw unsupported();
    return guarded(() => byLabel(block.label, block.body, passphrase));
  }
  return guarded(() => byType(data, type, passphrase));
}

function guarded(work: () => Parsed): Parsed {
  try {
    return work();
  } catch (error) {
    if ((error as { code?: string }).code !== undefined) throw error;
    throw unsupported();
  }
}

function byLabel(label: string, body: Uint8Array, passphrase: Uint8Array | undefined): Parsed {
  if (label === 'PUBLIC KEY') return { material: fromSpki(body), secret: false };
  if (label === 'RSA PUBLIC KEY') return { material: fromRsaPublic(body), secret: false };
  if (label === 'RSA PRIVATE KEY') return { material: fromRsaPrivate(body), secret: true };
  if (label === 'EC PRIVATE KEY') return { material: fromSec1(body), secret: true };
  if (label === 'PRIVATE KEY') return { material: fromPkcs8(body), secret: true };
  if (label === 'ENCRYPTED PRIVATE KEY') return { material: fromPkcs8(decryptPkcs8(body, passphrase)), secret: true };
  if (label === 'CERTIFICATE') return { material: fromCertificate(body), secret: false };
  throw unsupported();
}

function byType(body: Uint8Array, type: Encoding['type'], passphrase: Uint8Array | undefined): Parsed {
  if (type === 'spki') return { material: fromSpki(body), secret: false };
  if (type === 'sec1') return { material: fromSec1(body), secret: true };
  if (type === 'pkcs1') {
    const secret = sequence(body).length > 2;
    return { material: secret ? fromRsaPrivate(body) : fromRsaPublic(body), secret };
  }
  return { material: fromPkcs8(isEncryptedPkcs8(body) ? decryptPkcs8(body, passphrase) : body), secret: true };
}

function fromRsaPublic(body: Uint8Array): RsaMaterial {
  const [n, e] = sequence(body).map(integer) as [bigint, bigint];
  return { type: 'rsa', n, e };
}

function fromRsaPrivate(body: Uint8Array): RsaMaterial {
  const [, n, e, d, p, q] = sequence(body).map(integer) as [bigint, bigint, bigint, bigint, bigint, bigint];
  return { type: 'rsa', n, e, d, p, q };
}

const unmarked = ({ body }: Der): Uint8Array => body.subarray(1);

function fromSpki(body: Uint8Array): Material {
  const [algorithm, bits] = sequence(body) as [Der, Der];
  const [name, parameters] = children(algorithm) as [Der, Der | undefined];
  const kind = oid(name);
  if (kind === oids.rsa) return fromRsaPublic(unmarked(bits));
  if (kind === oids['rsa-pss']) return { ...fromRsaPublic(unmarked(bits)), type: 'rsa-pss', pss: pssOf(parameters) };
  if (kind === oids.ec) return ecPoint(curveIn(parameters!), unmarked(bits));
  const type = curveType(kind);
  if (type) return { type, point: plain(unmarked(bits)) };
  if (kind === oids.dh) {
    const [prime, generator] = children(parameters!).map(integer) as [bigint, bigint];
    return { type: 'dh', prime, generator, y: integer(read(unmarked(bits))) };
  }
  throw unknown(kind);
}

function fromPkcs8(body: Uint8Array): Material {
  const [, algorithm, octets] = sequence(body) as [Der, Der, Der];
  const [name, parameters] = children(algorithm) as [Der, Der | undefined];
  const kind = oid(name);
  if (kind === oids.rsa) return fromRsaPrivate(octets.body);
  if (kind === oids['rsa-pss']) return { ...fromRsaPrivate(octets.body), type: 'rsa-pss', pss: pssOf(parameters) };
  if (kind === oids.ec) return fromSec1(octets.body, parameters);
  const type = curveType(kind);
  if (type) return withSecret(type, plain(read(octets.body).body));
  if (kind === oids.dh) {
    const [prime, generator] = children(parameters!).map(integer) as [bigint, bigint];
    const x = integer(read(octets.body));
    return { type: 'dh', prime, generator, x, y: 0n };
  }
  throw unknown(kind);
}

const unknown = (kind: string) => (kind === oids.dsa ? unavailable('A DSA key') : unsupported());
const curveType = (kind: string) => (Object.keys(edwards) as CurveName[]).find((name) => edwards[name].oid === kind);

export const withSecret = (type: CurveName, secret: Uint8Array): Material => ({
  type,
  secret,
  point: publicOf(type, secret),
});

function curveIn(parameters: Der): { curve: string; explicit: boolean } {
  if (parameters.tag === OID) {
    const curve = byOid(oid(parameters));
    if (curve) return { curve, explicit: false };
  } else {
    const generator = Buffer.from(children(parameters)[3]!.body);
    const curve = Object.keys(named).find((name) => {
      const { Point } = named[name]!.curve;
      return [true, false].some((short) => generator.equals(Point.BASE.toBytes(short)));
    });
    if (curve) return { curve, explicit: true };
  }
  throw unavailable('This elliptic curve');
}

function ecPoint({ curve, explicit }: { curve: string; explicit: boolean }, bytes: Uint8Array): Material {
  const point = named[curve]!.curve.Point.fromBytes(plain(bytes)).toBytes(false);
  return { type: 'ec', curve, point, ...(explicit && { explicit }) };
}

function fromSec1(body: Uint8Array, outer?: Der): Material {
  const [, secret, ...rest] = sequence(body) as [Der, Der, ...Der[]];
  const inner = rest.find(({ tag }) => tag === 0xa0);
  const { curve, explicit } = curveIn(outer ?? read(inner!.body));
  const padded = plain(secret.body);
  return { type: 'ec', curve, secret: padded, point: named[curve]!.curve.getPublicKey(padded, false), ...(explicit && { explicit }) }; // prettier-ignore
}

function fromCertificate(body: Uint8Array): Material {
  const parts = children(sequence(body)[0]!);
  const at = parts[0]!.tag === 0xa0 ? 6 : 5;
  return fromSpki(parts[at]!.whole);
}

function pssOf(parameters: Der | undefined): RsaMaterial['pss'] {
  if (!parameters || parameters.tag !== 0x30) return undefined;
  const parts = children(parameters);
  if (parts.length === 0 && parameters.body.length === 0) return { hash: 'sha1', mgf1: 'sha1', saltLength: 20 };
  const find = (number: number) => parts.find(({ tag }) => tag === (0xa0 | number));
  const [hash, mgf, salt] = [find(0), find(1), find(2)];
  return {
    hash: hash ? hashOfOid(oid(children(read(hash.body))[0]!))! : 'sha1',
    mgf1: mgf ? hashOfOid(oid(children(children(read(mgf.body))[1]!)[0]!))! : 'sha1',
    saltLength: salt ? Number(integer(read(salt.body))) : 20,
  };
}

const number = (text: unknown) => toBigInt(Buffer.from(text as string, 'base64url'));
const badJwk = () => nodeError(TypeError, 'ERR_CRYPTO_INVALID_JWK', 'Invalid JWK data');

export function parseJwk(jwk: Record<string, unknown>): Parsed {
  validateObject(jwk, 'key.key');
  validateOneOf(jwk['kty'], 'key.kty', ['RSA', 'EC', 'OKP']);
  const text = (...names: string[]) => {
    for (const name of names)
      if (typeof jwk[name] !== 'string') throw invalidArgType(`key.${name}`, 'string', jwk[name]);
  };
  if (jwk['kty'] === 'OKP') return parseOkp(jwk, text);
  if (jwk['kty'] === 'EC') {
    validateOneOf(jwk['crv'], 'key.crv', ['P-256', 'secp256k1', 'P-384', 'P-521']);
    text('x', 'y', ...(jwk['d'] === undefined ? [] : ['d']));
    const curve = byJwk(jwk['crv'] as string)!;
    const { size } = named[curve]!;
    const part = (name: string) => Buffer.concat([Buffer.alloc(size), Buffer.from(jwk[name] as string, 'base64url')]).subarray(-size); // prettier-ignore
    try {
      const { material } = {
        material: ecPoint({ curve, explicit: false }, Buffer.concat([Buffer.from([4]), part('x'), part('y')])),
      };
      return jwk['d'] === undefined ? { material, secret: false } : { material: { ...material, secret: plain(part('d')) } as Material, secret: true }; // prettier-ignore
    } catch {
      throw badJwk();
    }
  }
  text('n', 'e');
  const material: RsaMaterial = { type: 'rsa', n: number(jwk['n']), e: number(jwk['e']) };
  if (jwk['d'] === undefined) return { material, secret: false };
  text('d', 'p', 'q', 'dp', 'dq', 'qi');
  return { material: { ...material, d: number(jwk['d']), p: number(jwk['p']), q: number(jwk['q']) }, secret: true };
}

function parseOkp(jwk: Record<string, unknown>, text: (...names: string[]) => void): Parsed {
  validateOneOf(jwk['crv'], 'key.crv', ['Ed25519', 'Ed448', 'X25519', 'X448']);
  text('x', ...(jwk['d'] === undefined ? [] : ['d']));
  const type = (Object.keys(edwards) as CurveName[]).find((name) => edwards[name].jwk === jwk['crv'])!;
  const decode = (name: string) => {
    const bytes = plain(Buffer.from(jwk[name] as string, 'base64url'));
    if (bytes.length !== edwards[type].size) throw badJwk();
    return bytes;
  };
  if (jwk['d'] !== undefined) return { material: withSecret(type, decode('d')), secret: true };
  return { material: { type, point: decode('x') }, secret: false };
}
