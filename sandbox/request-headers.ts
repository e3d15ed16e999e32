import type { PlainRequest } from './types.ts';

/** What the caller says about a header counts; `Host` and the body's length are added where they say nothing. */
export function requestHeaders(request: PlainRequest): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  if (!given.has('host')) headers['Host'] = new URL(request.url).host;
  for (const [name, value] of request.headers) headers[name] = name in headers ? [headers[name]!, value].flat() : value;
  const framed = given.has('content-length') || given.has('transfer-encoding');
  if (request.body && !framed) headers['Content-Length'] = String(request.body.length);
  return headers;
}
