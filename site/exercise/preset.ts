import type { HttpExchange, RequestPreset } from '../../sandbox/types.ts';

/** What the client writes itself for each request. */
const ownHeaders = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

/** A recorded request as one that can be sent again to a server on another port. */
export function toPreset({ method, url, headers, body }: HttpExchange['request']): RequestPreset {
  const kept = headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  return { title: `${method} ${pathOf(url)}`, method, path: pathOf(url), headers: Object.fromEntries(kept), body };
}

/** The path and query of a URL; what is no URL stays as it is. */
export function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}
