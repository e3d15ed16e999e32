import type { RequestPreset } from '../../../sandbox/types.ts';

/** A request as the form holds it. */
export interface Draft {
  method: string;
  path: string;
  headers: [string, string][];
  body: string;
}

export interface Sent extends Draft {
  /** ms since 1970 */
  at: number;
  /** Absent when there was no answer. */
  status?: number | undefined;
}

/** How many requests are kept, and the longest body that is kept with one. */
const limits = { entries: 30, body: 20_000 };

export const emptyDraft: Draft = { method: 'GET', path: '/', headers: [], body: '' };

export function draftOf({ method, path, headers, body }: RequestPreset): Draft {
  return { method, path, headers: Object.entries(headers), body };
}

const keyOf = ({ method, path, headers, body }: Draft) => JSON.stringify([method, path, headers, body]);

/** The newest first; the same request again moves up. */
export function addToHistory(history: Sent[], sent: Sent): Sent[] {
  const kept = sent.body.length > limits.body ? { ...sent, body: sent.body.slice(0, limits.body) } : sent;
  const others = history.filter((one) => keyOf(one) !== keyOf(kept));
  return [kept, ...others].slice(0, limits.entries);
}

/** What was stored may be of an older page, or of somebody else: what is not a request is left out. */
export function readHistory(stored: unknown): Sent[] {
  return Array.isArray(stored) ? stored.filter(isSent).slice(0, limits.entries) : [];
}

function isSent(one: unknown): one is Sent {
  if (typeof one !== 'object' || one === null) return false;
  const { method, path, headers, body, at, status } = one as Record<string, unknown>;
  return (
    [method, path, body].every((text) => typeof text === 'string') &&
    typeof at === 'number' &&
    ['number', 'undefined'].includes(typeof status) &&
    Array.isArray(headers) &&
    headers.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'))
  );
}

export const historyKey = (slug: string): string => `requests:${slug}`;
