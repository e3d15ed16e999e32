export interface Line {
  cents: number;
  quantity: number;
}

export function totalCents([first, ...others]: Line[]): number {
  return first ? first.cents * first.quantity + totalCents(others) : 0;
}
