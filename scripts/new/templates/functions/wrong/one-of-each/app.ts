export interface Line {
  cents: number;
  quantity: number;
}

export function totalCents(lines: Line[]): number {
  return lines.reduce((total, { cents }) => total + cents, 0);
}
