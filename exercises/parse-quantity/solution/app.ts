/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

/** The café sells no more than this of one thing at a time. */
const most = 99;

export function parseQuantity(input: unknown): Quantity {
  if (typeof input !== 'string') return refuse('How many would you like?');
  const text = input.trim();
  if (!/^[0-9]+$/.test(text)) return refuse('Write the quantity as a whole number, in digits.');
  const value = Number(text);
  if (value > most) return refuse(`We sell at most ${most} of one thing.`);
  return { ok: true, value };
}

function refuse(reason: string): Quantity {
  return { ok: false, reason };
}
