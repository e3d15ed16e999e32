/** As much of the browser's caches as is used, in memory. */
export function memoryCaches(): CacheStorage {
  const all = new Map<string, Map<string, Response>>();
  const hrefOf = (request: RequestInfo | URL) => (request instanceof Request ? request.url : String(request));
  const open = (name: string) => {
    const entries = all.get(name) ?? new Map<string, Response>();
    all.set(name, entries);
    return {
      keys: async () => [...entries.keys()].map((href) => new Request(href)),
      match: async (request: RequestInfo | URL, { ignoreSearch = false } = {}) => {
        const bare = (href: string) => (ignoreSearch ? href.split('?')[0]! : href);
        const found = [...entries].find(([href]) => bare(href) === bare(hrefOf(request)));
        return found?.[1].clone();
      },
      put: async (request: RequestInfo | URL, response: Response) => void entries.set(hrefOf(request), response),
      delete: async (request: RequestInfo | URL) => entries.delete(hrefOf(request)),
    };
  };
  return { open: async (name: string) => open(name), delete: async (name: string) => all.delete(name), keys: async () => [...all.keys()] } as unknown as CacheStorage; // prettier-ignore
}
