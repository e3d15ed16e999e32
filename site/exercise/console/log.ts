import type { Output } from '../../../sandbox/types.ts';

/** Who printed it. */
export type Source = 'tests' | 'server';

export interface Entry extends Output {
  id: number;
  source: Source;
  /** How often in a row. */
  times: number;
}

export interface Printed {
  /** In the order in which it arrived. */
  entries: readonly Entry[];
  /** What is not among the entries: the end of a long run, the beginning of a long-lived server. */
  dropped: Record<Source, number>;
}

export const emptyConsole: Printed = { entries: [], dropped: { tests: 0, server: 0 } };

/** A server may print for hours; what it said last is what matters. */
const mostOfServer = 500;

export interface Print {
  source: Source;
  output: Output;
}

let lastId = 0;

/** Adds what was printed since; the same text again in a row only counts up. */
export function withOutput(printed: Printed, news: Print[]): Printed {
  const entries = [...printed.entries];
  for (const { source, output } of news) {
    const last = entries.at(-1);
    if (last && last.source === source && last.level === output.level && last.text === output.text) {
      entries[entries.length - 1] = { ...last, ...output, times: last.times + 1 };
    } else entries.push({ ...output, source, times: 1, id: ++lastId });
  }
  const tooMany = entries.filter(({ source }) => source === 'server').length - mostOfServer;
  if (tooMany <= 0) return { ...printed, entries };
  let left = tooMany;
  const kept = entries.filter(({ source }) => source !== 'server' || left-- <= 0);
  return { entries: kept, dropped: { ...printed.dropped, server: printed.dropped.server + tooMany } };
}

/** A new run, or a server that starts again, begins with nothing said. */
export function without(printed: Printed, source: Source): Printed {
  return {
    entries: printed.entries.filter((entry) => entry.source !== source),
    dropped: { ...printed.dropped, [source]: 0 },
  };
}
