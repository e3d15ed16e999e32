import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { readRecord, writeRecord, type Cost } from './record.ts';

export type Fault = 'too-short' | 'known';

const fewestCharacters = 15;
const keyLength = 32;
const deriveKey = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: Cost & { maxmem: number },
) => Promise<Buffer>;

/** `cost` is what a new record is made with; `blocklist` holds passwords that are known, in small letters. */
export function createPasswords({ cost, blocklist }: { cost: Cost; blocklist: ReadonlySet<string> }) {
  /** Why a new password is refused; undefined when it may be used. */
  function findFault(password: string): Fault | undefined {
    const text = password.normalize('NFC');
    if (text.length < fewestCharacters) return 'too-short';
    return blocklist.has(text.toLowerCase()) ? 'known' : undefined;
  }

  /** The text to store instead of the password. */
  async function hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    return writeRecord({ ...cost, salt, key: await derive(password, salt, cost) });
  }

  /** Does the password fit the stored record, and should the caller store a new record for it? */
  async function verify(password: string, record: string): Promise<{ valid: boolean; rehash: boolean }> {
    const stored = readRecord(record);
    if (!stored) return { valid: false, rehash: false };
    const key = await derive(password, stored.salt, stored, stored.key.length);
    const valid = timingSafeEqual(key, stored.key);
    const outdated = stored.N !== cost.N || stored.r !== cost.r || stored.p !== cost.p;
    return { valid, rehash: valid && outdated };
  }

  return { findFault, hash, verify };
}

function derive(password: string, salt: Buffer, { N, r, p }: Cost, length = keyLength): Promise<Buffer> {
  // Node stops scrypt at 32 MiB unless it is told how much the cost needs: 128 · r · (N + p + 2) bytes.
  return deriveKey(password.normalize('NFC'), salt, length, { N, r, p, maxmem: 128 * r * (N + p + 2) });
}
