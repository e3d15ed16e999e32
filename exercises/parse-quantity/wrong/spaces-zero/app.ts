/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

export function parseQuantity(input: unknown): Quantity {
  if (typeof input !== 'string' || input === '') return { ok: false, reason: 'How many?' };
  if (/[^0-9\s]/.test(input)) return { ok: false, reason: 'Digits only.' };
  const value = Number(input);
  if (Number.isNaN(value) || value > 99) return { ok: false, reason: 'From 0 to 99, please.' };
  return { ok: true, value };
}
