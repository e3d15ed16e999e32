/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

export function parseQuantity(input: unknown): Quantity {
  const text = typeof input === 'string' ? input.trim() : '';
  const value = /^[0-9]+$/.test(text) ? Number(text) : 0;
  if (!value || value > 99) return { ok: false, reason: 'From 0 to 99, please.' };
  return { ok: true, value };
}
