/** What became of a text from outside: a number to count with, or a sentence for whoever typed it. */
export type Quantity = { ok: true; value: number } | { ok: false; reason: string };

/** The café sells no more than this of one thing at a time. */
const most = 99;

export function parseQuantity(input: unknown): Quantity {
  // This line shows you in the console what really came in: `'7'` and `7` are not the same.
  console.log('The quantity came in as', typeof input, JSON.stringify(input));

  // TODO: this line takes whatever it is given. Look at the text first, and convert it when you know what it holds.
  const value = Number(input);

  if (value > most) return refuse(`We sell at most ${most} of one thing.`);
  return { ok: true, value };
}

function refuse(reason: string): Quantity {
  return { ok: false, reason };
}
