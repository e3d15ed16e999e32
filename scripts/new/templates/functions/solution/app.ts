/** One line of an order: what a piece costs, in whole cents, and how many were ordered. */
export interface Line {
  cents: number;
  quantity: number;
}

export function totalCents(lines: Line[]): number {
  return lines.reduce((total, { cents, quantity }) => total + cents * quantity, 0);
}
