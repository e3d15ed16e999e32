/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

export function parseQuantity(input: unknown): Quantity {
  const text = String(input).trim();
  if (!/^[0-9]+$/.test(text)) return { ok: false, reason: 'Digits only.' };
  const value = Number(text);
  if (value > 99) return { ok: false, reason: 'At most 99.' };
  return { ok: true, value };
}
