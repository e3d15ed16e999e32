import * as crypto from 'node:crypto';
import { readRecord, writeRecord, type Cost, type PasswordRecord } from './record.ts';

const none = { valid: false, rehash: false };

/** `verify` makes the whole record again with the old salt and cost, and compares the two texts. */
export function createPasswords({ cost, blocklist }: { cost: Cost; blocklist: ReadonlySet<string> }) {
  async function make(password: string, { N, r, p, salt }: Omit<PasswordRecord, 'key'>, length = 48): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const options = { N, r, p, maxmem: 128 * (N + p + 2) * r * 2 };
    crypto.scrypt(password.normalize(), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
    return writeRecord({ N, r, p, salt, key: await promise });
  }

  return {
    findFault(password: string) {
      const letters = password.normalize().match(/./gsu) ?? [];
      if (letters.length < 15) return 'too-short';
      return blocklist.has(letters.join('').toLowerCase()) ? 'known' : undefined;
    },
    hash: (password: string) => make(password, { ...cost, salt: crypto.randomBytes(32) }),
    async verify(password: string, record: string) {
      const old = readRecord(record);
      if (!old) return none;
      const again = Buffer.from(await make(password, old, old.key.length));
      const stored = Buffer.from(record);
      if (again.length !== stored.length || !crypto.timingSafeEqual(again, stored)) return none;
      return { valid: true, rehash: [old.N, old.r, old.p].join() !== [cost.N, cost.r, cost.p].join() };
    },
  };
}
