/** How much work one guess is: N and r decide time and memory, p repeats both. N is a power of two. */
export interface Cost {
  N: number;
  r: number;
  p: number;
}

/** What a stored password consists of. `key` is what scrypt made of the password and the salt. */
export interface PasswordRecord extends Cost {
  salt: Buffer;
  key: Buffer;
}

/** One line of text for the table of users: `scrypt$N$r$p$salt$key`, the last two in base64url. */
export function writeRecord({ N, r, p, salt, key }: PasswordRecord): string {
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** The parts of a line that `writeRecord` made; undefined for any other text, and for a salt or key that is too short. */
export function readRecord(text: string): PasswordRecord | undefined {
  const found = /^scrypt\$(\d{1,8})\$(\d{1,4})\$(\d{1,4})\$([\w-]+)\$([\w-]+)$/.exec(text);
  if (!found) return undefined;
  const [N, r, p] = found.slice(1, 4).map(Number) as [number, number, number];
  const [salt, key] = [Buffer.from(found[4]!, 'base64url'), Buffer.from(found[5]!, 'base64url')];
  const powerOfTwo = N > 1 && Number.isInteger(Math.log2(N));
  return powerOfTwo && r > 0 && p > 0 && salt.length >= 16 && key.length >= 32 ? { N, r, p, salt, key } : undefined;
}
