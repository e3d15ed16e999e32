export interface Line {
  name: string;
  /** In cents: sums of fractions go wrong in the last digit. */
  price: number;
  amount: number;
}

export function totalOf(lines: Line[]): number {
  return lines.reduce((sum, { price, amount }) => sum + price * amount, 0);
}

/** 10 % off from 100.00 on. */
export function discounted(total: number): number {
  return total >= 100_00 ? Math.round(total * 0.9) : total;
}
