/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

/** Converts first, writes the number back, and compares: `1e1` comes back as `10`, `7x` as `NaN`. */
export function parseQuantity(input: unknown): Quantity {
  const reason = 'Please enter a whole number between 0 and 99.';
  const text = String(input).trim();
  const value = Math.abs(Number.parseInt(text, 10));
  const same = String(value).padStart(text.length, '0') === text;
  return typeof input === 'string' && same && value < 100 ? { ok: true, value } : { ok: false, reason };
}
