import { coded } from './data.ts';
import { ed448, x448 } from '@noble/curves/ed448.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { invalidArgType } from '../errors.ts';

interface Named {
  curve: typeof p256;
  oid: string;
  jwk: string;
  size: number;
}

export const named: Record<string, Named> = {
  prime256v1: { curve: p256, oid: '1.2.840.10045.3.1.7', jwk: 'P-256', size: 32 },
  secp384r1: { curve: p384 as never, oid: '1.3.132.0.34', jwk: 'P-384', size: 48 },
  secp521r1: { curve: p521 as never, oid: '1.3.132.0.35', jwk: 'P-521', size: 66 },
  secp256k1: { curve: secp256k1 as never, oid: '1.3.132.0.10', jwk: 'secp256k1', size: 32 },
};
const aliases: Record<string, string> = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1', secp256r1: 'prime256v1' }; // prettier-ignore

export function curveOf(name: unknown, argument = 'curve'): string {
  if (typeof name !== 'string') throw invalidArgType(argument, 'string', name);
  const found = aliases[name] ?? name;
  if (Object.hasOwn(named, found)) return found;
  throw coded(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
}

export const byOid = (oid: string): string | undefined => Object.keys(named).find((name) => named[name]!.oid === oid);
export const byJwk = (crv: string): string | undefined => Object.keys(named).find((name) => named[name]!.jwk === crv);

export const signers = { ed25519, ed448 };
export const agreements = { x25519, x448 };
export const edwards = {
  ed25519: { oid: '1.3.101.112', jwk: 'Ed25519', size: 32 },
  ed448: { oid: '1.3.101.113', jwk: 'Ed448', size: 57 },
  x25519: { oid: '1.3.101.110', jwk: 'X25519', size: 32 },
  x448: { oid: '1.3.101.111', jwk: 'X448', size: 56 },
};
export type CurveName = keyof typeof edwards;

export const publicOf = (type: CurveName, secret: Uint8Array): Uint8Array =>
  (type in signers ? signers[type as 'ed25519'] : agreements[type as 'x25519']).getPublicKey(secret);
