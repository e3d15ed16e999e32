import { timingSafeEqual } from 'node:crypto';
import { tokenHeader } from './protocol.ts';

/** What a request says of itself and of where it comes from. */
export interface Asked {
  method: string;
  headers: Record<string, string | string[] | undefined>;
  /** The other end of the connection. */
  remote: string | undefined;
  /** The port that took it. */
  port: number | undefined;
}

export interface Refusal {
  status: number;
  /** A sentence, and what to do. */
  error: string;
  headers?: Record<string, string>;
}

/**
 * Why a request may not even read. Every line closes one way in: another computer, a name that an attacker's DNS points
 * here, a page of another site or another port, and whoever does not know the token.
 */
export function refuse({ method, headers, remote, port }: Asked, token: string): Refusal | undefined {
  const forbidden = (error: string): Refusal => ({ status: 403, error });
  if (!isLoopback(remote)) return forbidden('Only this computer reaches workspace/. Open the course on it.');
  const host = one(headers.host);
  if (!isOwnHost(host, port)) {
    return forbidden(`The request names another host. Open the course at http://127.0.0.1:${port ?? ''}/.`);
  }
  const origin = one(headers.origin);
  const from = one(headers['sec-fetch-site']);
  const foreign =
    (origin !== undefined && origin !== `http://${host}`) || (from !== undefined && from !== 'same-origin');
  // Browsers leave the origin out where a page only reads from its own.
  if (foreign || (origin === undefined && method !== 'GET')) {
    return forbidden('Only pages of this course reach workspace/. Open the course itself.');
  }
  if (!sameWord(one(headers[tokenHeader]), token)) {
    return forbidden('This page was served by an earlier start of the course. Reload it.');
  }
  return undefined;
}

/** Whether an address is this very computer's. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address));
}

/** A name that points here by itself: an attacker's name that points here would be another one. */
function isOwnHost(host: string | undefined, port: number | undefined): boolean {
  const [, name, given] = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/i.exec(host ?? '') ?? [];
  return name !== undefined && Number(given ?? 80) === port;
}

function sameWord(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return token !== '' && a.length === b.length && timingSafeEqual(a, b);
}

/** A header that comes twice is none of a browser's. */
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value);
