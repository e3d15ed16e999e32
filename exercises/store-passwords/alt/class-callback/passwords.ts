import { randomFillSync, scrypt } from 'node:crypto';
import { readRecord, writeRecord, type Cost } from './record.ts';

/** A class, a callback, and a comparison that looks at every byte. */
class Passwords {
  #cost: Cost;
  #blocklist: ReadonlySet<string>;

  constructor(cost: Cost, blocklist: ReadonlySet<string>) {
    this.#cost = cost;
    this.#blocklist = blocklist;
  }

  findFault = (password: string): 'too-short' | 'known' | undefined => {
    if (Array.from(password).length < 15) return 'too-short';
    for (const known of this.#blocklist) if (known === password.toLowerCase()) return 'known';
    return undefined;
  };

  hash = (password: string): Promise<string> => {
    const salt = randomFillSync(Buffer.alloc(24));
    return work(password, salt, this.#cost, 64).then((key) => writeRecord({ ...this.#cost, salt, key }));
  };

  verify = async (password: string, record: string) => {
    const stored = readRecord(record);
    if (stored === undefined) return { valid: false, rehash: false };
    const key = await work(password, stored.salt, stored, stored.key.length);
    const difference = key.reduce((sum, byte, at) => sum | (byte ^ stored.key[at]!), 0);
    if (difference !== 0) return { valid: false, rehash: false };
    const costOf = ({ N, r, p }: Cost) => `${N},${r},${p}`;
    return { valid: true, rehash: costOf(stored) !== costOf(this.#cost) };
  };
}

function work(password: string, salt: Buffer, { N, r, p }: Cost, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(
      password.normalize('NFKC'),
      salt,
      length,
      { cost: N, blockSize: r, parallelization: p, maxmem: 2 ** 30 },
      (error, key) => {
        if (error) reject(error);
        else resolve(key);
      },
    );
  });
}

export function createPasswords({ cost, blocklist }: { cost: Cost; blocklist: ReadonlySet<string> }) {
  return new Passwords(cost, blocklist);
}
