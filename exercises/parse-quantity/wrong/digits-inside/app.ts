/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

export function parseQuantity(input: unknown): Quantity {
  const digits = /[0-9]+/.exec(String(input))?.[0];
  if (!digits) return { ok: false, reason: 'No digits.' };
  const value = Number(digits);
  if (value > 99) return { ok: false, reason: 'At most 99.' };
  return { ok: true, value };
}
