import type { PrintedValue } from '../types.ts';

/** More than the worker sends; whatever comes beyond that is not from it. */
const most = { depth: 10, nodes: 1_000, text: 1_000 };

/** Rebuilds the values that the worker posted along with a printed text: texts and numbers, and nothing else. */
export function readPrinted(values: unknown): PrintedValue[] {
  if (!Array.isArray(values)) return [];
  const budget = { left: most.nodes };
  return values.slice(0, most.nodes).flatMap((value) => readValue(value, budget, 0) ?? []);
}

function readValue(value: unknown, budget: { left: number }, depth: number): PrintedValue | undefined {
  if (typeof value !== 'object' || value === null || budget.left-- <= 0 || depth > most.depth) return undefined;
  const { text, entries, more } = value as Record<string, unknown>;
  if (typeof text !== 'string') return undefined;
  const read: PrintedValue = { text: text.slice(0, most.text) };
  if (Array.isArray(entries)) {
    read.entries = entries.slice(0, most.nodes).flatMap((entry: unknown): [string, PrintedValue][] => {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string') return [];
      const inner = readValue(entry[1], budget, depth + 1);
      return inner ? [[entry[0].slice(0, most.text), inner]] : [];
    });
  }
  if (typeof more === 'number' && more > 0 && Number.isFinite(more)) read.more = Math.floor(more);
  return read;
}
