/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

export function parseQuantity(input: unknown): Quantity {
  const text = typeof input === 'string' ? input.trim() : '';
  if (!/^[0-9]{1,2}$/.test(text)) return { ok: false, reason: 'One or two digits, please.' };
  return { ok: true, value: Number(text) };
}
