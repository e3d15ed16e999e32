import { cbc, ecb } from '@noble/ciphers/aes.js';
import { md5 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { Buffer } from '../buffer.ts';
import { coded, opensslError, plain } from './data.ts';
import { children, integer, make, oid, OCTETS, sequence, type Der } from './der.ts';
import { hashFacts } from './hashes.ts';
import { randomBytesOf } from './numbers.ts';

export interface Block {
  label: string;
  body: Uint8Array;
}

export const unsupported = () => opensslError('1E08010C', 'DECODER routines', 'unsupported');
/** OpenSSL would ask at a terminal, and nobody answers. */
export const needsPassphrase = () => opensslError('07880109', 'common libcrypto routines', 'interrupted or cancelled');

const wrap = (text: string) => text.replaceAll(/.{64}(?=.)/g, '$&\n');

export function toPem(label: string, der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${wrap(Buffer.from(der).toString('base64'))}\n-----END ${label}-----\n`;
}

/** The first block in the text, decrypted where it is an old-style encrypted one. */
export function fromPem(text: string, passphrase: Uint8Array | undefined): Block | undefined {
  const found = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)\r?\n?-----END \1-----/.exec(text);
  if (!found) return undefined;
  const [, label, content] = found as unknown as [string, string, string];
  const info = /DEK-Info: (AES-(?:128|192|256)-CBC),([0-9A-F]+)/i.exec(content);
  const body = Buffer.from(content.replace(/^[\s\S]*?\r?\n\r?\n(?=[\s\S])/, (head) => (head.includes(':') ? '' : head)).replaceAll(/\s/g, ''), 'base64'); // prettier-ignore
  if (!content.includes('ENCRYPTED')) return { label, body };
  if (passphrase === undefined) throw needsPassphrase();
  if (!info) throw unsupported();
  const iv = Buffer.from(info[2]!, 'hex');
  return { label, body: decrypted(passphraseKey(info[1]!, passphrase, iv), iv, body) };
}

const keyLength = (cipher: string) => Number(/\d+/.exec(cipher)![0]) / 8;

/** OpenSSL's old way from a passphrase to a key. */
function passphraseKey(cipher: string, passphrase: Uint8Array, iv: Uint8Array): Uint8Array {
  let key = Buffer.alloc(0);
  let last: Uint8Array = new Uint8Array(0);
  while (key.length < keyLength(cipher)) {
    last = md5(plain(Buffer.concat([last, passphrase, iv.subarray(0, 8)])));
    key = Buffer.concat([key, last]);
  }
  return plain(key.subarray(0, keyLength(cipher)));
}

function decrypted(key: Uint8Array, iv: Uint8Array, data: Uint8Array, single = false): Uint8Array {
  try {
    return (single ? ecb(plain(key)) : cbc(plain(key), plain(iv))).decrypt(plain(data));
  } catch {
    throw opensslError('1C800064', 'Provider routines', 'bad decrypt');
  }
}

/** An old-style encrypted block (PKCS #1 and SEC 1). */
export function toEncryptedPem(label: string, der: Uint8Array, cipher: string, passphrase: Uint8Array): string {
  const iv = randomBytesOf(16);
  const body = cbc(passphraseKey(checkCipher(cipher), passphrase, iv), iv).encrypt(plain(der));
  const head = `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${cipher.toUpperCase()},${Buffer.from(iv).toString('hex').toUpperCase()}`;
  return `-----BEGIN ${label}-----\n${head}\n\n${wrap(Buffer.from(body).toString('base64'))}\n-----END ${label}-----\n`;
}

function checkCipher(cipher: string): string {
  if (/^aes-?(128|192|256)(-cbc|-ecb)?$/i.test(cipher)) return cipher;
  throw coded(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
}

const [PBES2, PBKDF2] = ['1.2.840.113549.1.5.13', '1.2.840.113549.1.5.12'];
const AES = '2.16.840.1.101.3.4.1.';
const CBC: Record<number, string> = { 16: `${AES}2`, 24: `${AES}22`, 32: `${AES}42` };
const ECB: Record<number, string> = { 16: `${AES}1`, 24: `${AES}21`, 32: `${AES}41` };
const HMAC = '1.2.840.113549.2.';
const PRFS: Record<string, string> = { [`${HMAC}7`]: 'sha1', [`${HMAC}8`]: 'sha224', [`${HMAC}9`]: 'sha256', [`${HMAC}10`]: 'sha384', [`${HMAC}11`]: 'sha512' }; // prettier-ignore

/** PKCS #8 under a passphrase: PBES2 with PBKDF2 and AES-CBC. */
export function encryptPkcs8(der: Uint8Array, cipher: string, passphrase: Uint8Array): Buffer {
  const length = keyLength(checkCipher(cipher));
  const [salt, iv] = [randomBytesOf(16), randomBytesOf(16)];
  const key = pbkdf2(hashFacts('sha256')!.algorithm, plain(passphrase), salt, { c: 2048, dkLen: length });
  const derivation = make.sequence(
    make.oid(PBKDF2),
    make.sequence(make.octets(salt), make.integer(2048n), make.sequence(make.oid(`${HMAC}9`), make.nothing())),
  );
  const chained = !/ecb$/i.test(cipher);
  const scheme = make.sequence(make.oid((chained ? CBC : ECB)[length]!), chained ? make.octets(iv) : make.nothing());
  const engine = chained ? cbc(key, iv) : ecb(key);
  const algorithm = make.sequence(make.oid(PBES2), make.sequence(derivation, scheme));
  return make.sequence(algorithm, make.octets(engine.encrypt(plain(der))));
}

export function isEncryptedPkcs8(der: Uint8Array): boolean {
  try {
    const [algorithm] = sequence(der);
    return algorithm?.tag === 0x30 && oid(children(algorithm)[0]!) === PBES2;
  } catch {
    return false;
  }
}

export function decryptPkcs8(der: Uint8Array, passphrase: Uint8Array | undefined): Uint8Array {
  if (passphrase === undefined) throw needsPassphrase();
  const [algorithm, data] = sequence(der) as [Der, Der];
  const [derivation, scheme] = children(children(algorithm)[1]!) as [Der, Der];
  if (oid(children(derivation)[0]!) !== PBKDF2) throw unsupported();
  const parameters = children(children(derivation)[1]!);
  const [salt, rounds] = parameters as [Der, Der];
  const prf = parameters.find(({ tag }, at) => at > 1 && tag === 0x30);
  const hash = prf ? PRFS[oid(children(prf)[0]!)] : 'sha1';
  const [cipher, iv] = children(scheme) as [Der, Der];
  const find = (table: Record<number, string>) =>
    Object.keys(table).find((size) => table[Number(size)] === oid(cipher));
  const length = find(CBC) ?? find(ECB);
  if (!length || !hash || salt.tag !== OCTETS) throw unsupported();
  const options = { c: Number(integer(rounds)), dkLen: Number(length) };
  const key = pbkdf2(hashFacts(hash)!.algorithm, plain(passphrase), plain(salt.body), options);
  return decrypted(key, iv.body, data.body, find(ECB) !== undefined);
}
