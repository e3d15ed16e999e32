export interface Line {
  cents: number;
  quantity: number;
}

export function totalCents(lines: Line[]): number {
  let total = 0;
  for (const line of lines) total += line.quantity * line.cents;
  return total;
}
