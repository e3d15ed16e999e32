/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

export function parseQuantity(input: unknown): Quantity {
  if (typeof input !== 'string' || input.trim() === '') return { ok: false, reason: 'How many?' };
  const value = Number(input);
  if (!Number.isInteger(value)) return { ok: false, reason: 'Not a whole number.' };
  if (value < 0 || value > 99) return { ok: false, reason: 'From 0 to 99, please.' };
  return { ok: true, value };
}
