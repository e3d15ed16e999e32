import { sha1 as digest } from '@noble/hashes/legacy.js';

/** The name that Redis gives a script. Not by `node:crypto`, which a terminal's worker has not. */
export const sha1 = (bytes: Uint8Array): string => Buffer.from(digest(bytes)).toString('hex');
