/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

/** One pattern says all of it: space, zeros in front, one or two digits, space. */
const quantity = /^\s*0*(?<digits>[0-9]{1,2})\s*$/;

export const parseQuantity = (input: unknown): Quantity => {
  const digits = typeof input === 'string' ? quantity.exec(input)?.groups?.['digits'] : undefined;
  if (digits === undefined) return { ok: false, reason: 'Not a quantity from 0 to 99.' };
  return { ok: true, value: +digits };
};
