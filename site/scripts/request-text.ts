import { faultOf } from '../exercise/request/check.ts';
import type { Asked } from './server.ts';

/** What stands in the fields of a `<TryRequest>`. */
export interface RequestFields {
  method: string;
  url: string;
  /** One on each line: `Name: value`. */
  headers: string;
  body: string;
}

/** The request that the fields describe, or what is wrong with them. */
export function readRequest({ method, url, headers, body }: RequestFields): Asked | { fault: string } {
  const [, port, path] = /^(?:https?:\/\/(?:localhost|127\.0\.0\.1)(:\d+)?)?(\/.*)$/.exec(url.trim()) ?? [];
  if (path === undefined) {
    const elsewhere = /^https?:\/\//.test(url.trim());
    return {
      fault: elsewhere
        ? 'Only the server of the block can be reached from here, at http://localhost. Nothing was sent.'
        : 'The URL begins with a slash, such as /tasks?done=true. Nothing was sent.',
    };
  }
  const pairs: [string, string][] = [];
  for (const [index, line] of headers.split('\n').entries()) {
    if (!line.trim()) continue;
    const colon = line.indexOf(':');
    if (colon < 1) return { fault: `Header line ${index + 1} needs the form “Name: value”. Nothing was sent.` };
    pairs.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  const fault = faultOf({ method, path, headers: pairs });
  if (fault) return { fault: `${fault} Nothing was sent.` };
  return { method, path, headers: pairs, ...(port ? { port } : {}), ...(body ? { body } : {}) };
}
