/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

const digits = '0123456789';

/** Reads the text as a person does: one character after the other, each worth ten times the next. */
export function parseQuantity(input: unknown): Quantity {
  const characters = typeof input === 'string' ? [...input.trim()] : [];
  let value = characters.length ? 0 : NaN;
  for (const character of characters) {
    const digit = digits.indexOf(character);
    value = digit < 0 ? NaN : value * 10 + digit;
  }
  // Every comparison with NaN is false.
  return value <= 99 ? { ok: true, value } : { ok: false, reason: 'A whole number from 0 to 99, please.' };
}
