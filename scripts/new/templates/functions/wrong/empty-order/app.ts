export interface Line {
  cents: number;
  quantity: number;
}

export function totalCents(lines: Line[]): number {
  return lines.map(({ cents, quantity }) => cents * quantity).reduce((total, cost) => total + cost);
}
