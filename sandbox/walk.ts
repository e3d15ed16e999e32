import type { Node } from './read-tests.ts';

/** Calls `see` with every node of a syntax tree, parents first. */
export function walk(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) return value.forEach((one) => walk(one, see));
  if (typeof value !== 'object' || value === null) return;
  if (typeof (value as Node).type === 'string') see(value as Node);
  for (const child of Object.values(value)) walk(child, see);
}
