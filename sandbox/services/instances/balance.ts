/** What a balancer knows of what it can choose. */
export interface Choice {
  name: string;
  /** Requests that it sent there and that are not answered yet. */
  active: number;
}

export type Strategy = 'round-robin' | 'least-connections' | { sticky: string };

/** Chooses where a request goes: `choose` gets what is healthy, in the order of their numbers. */
export function createChooser(strategy: Strategy) {
  let turn = 0;
  const next = <One extends Choice>(healthy: readonly One[]): One | undefined => healthy[turn++ % healthy.length];
  return {
    choose<One extends Choice>(healthy: readonly One[], cookies: Record<string, string>): One | undefined {
      if (strategy === 'least-connections') {
        const least = Math.min(...healthy.map(({ active }) => active));
        // Among equals by turns: otherwise the first would get all that comes one after the other.
        return next(healthy.filter(({ active }) => active === least));
      }
      if (typeof strategy === 'object') {
        const kept = healthy.find(({ name }) => name === cookies[strategy.sticky]);
        if (kept) return kept;
      }
      return next(healthy);
    },
    /** The cookie that brings a client back to the same instance. */
    cookieFor(name: string, cookies: Record<string, string>): string | undefined {
      if (typeof strategy !== 'object' || cookies[strategy.sticky] === name) return undefined;
      return `${strategy.sticky}=${name}; Path=/; HttpOnly`;
    },
  };
}

export function readCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(/; */).map((pair) => pair.split('='));
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined) as [string, string][]);
}
