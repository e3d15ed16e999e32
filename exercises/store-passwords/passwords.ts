import { createHash } from 'node:crypto';
import type { Cost } from './record.ts';

export type Fault = 'too-short' | 'known';

/** `rules.cost` is what a new record is made with; `rules.blocklist` holds passwords that are known, in small letters. */
export function createPasswords(rules: { cost: Cost; blocklist: ReadonlySet<string> }) {
  /** Why a new password is refused; undefined when it may be used. */
  function findFault(password: string): Fault | undefined {
    // TODO: ask for length, and for nothing else that a person has to think up. And one capital gets around the list.
    if (password.length < 8) return 'too-short';
    return rules.blocklist.has(password) ? 'known' : undefined;
  }

  /** The text to store instead of the password. */
  async function hash(password: string): Promise<string> {
    // TODO: replace this fast hash by scrypt at rules.cost, with a salt. writeRecord in record.ts makes the text to store.
    return createHash('sha256').update(password).digest('hex');
  }

  /** Does the password fit the stored record, and should the caller store a new record for it? */
  async function verify(password: string, record: string): Promise<{ valid: boolean; rehash: boolean }> {
    // TODO: readRecord gives you the salt and the cost that this record was made with.
    return { valid: (await hash(password)) === record, rehash: false };
  }

  return { findFault, hash, verify };
}
