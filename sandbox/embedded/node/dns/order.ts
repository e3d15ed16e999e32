import { validateOneOf } from '../errors.ts';

/** In which order `lookup` gives addresses of both kinds. */
export const order = { current: 'verbatim' };

const orders = ['verbatim', 'ipv4first', 'ipv6first'];

export function isOrder(value: unknown, name = 'dnsOrder'): void {
  validateOneOf(value, name, orders);
}
