export interface Cookie {
  name: string;
  value: string;
  path: string;
  /** ms since 1970; none for a cookie of the session. */
  expires?: number | undefined;
  httpOnly: boolean;
  secure: boolean;
  sameSite: string;
}

const forbidden = /[\0-\x08\n-\x1f\x7f]/; // eslint-disable-line no-control-regex

/** Reads one `Set-Cookie`, as RFC 6265 says browsers do. `path` is the path of the request it answers. */
export function readSetCookie(header: string, path: string, now: number): Cookie | undefined {
  if (forbidden.test(header)) return undefined;
  const [pair = '', ...rest] = header.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, Math.max(0, equals)).trim();
  const value = pair.slice(equals + 1).trim();
  if (!name && !value) return undefined;
  const attributes = new Map(
    rest.map((part) => {
      const at = part.indexOf('=');
      const key = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase();
      return [key, at < 0 ? '' : part.slice(at + 1).trim()] as const;
    }),
  );
  const given = attributes.get('path') ?? '';
  return {
    name,
    value,
    path: given.startsWith('/') ? given : defaultPath(path),
    expires: readExpires(attributes, now),
    httpOnly: attributes.has('httponly'),
    secure: attributes.has('secure'),
    sameSite: attributes.get('samesite') ?? '',
  };
}

function readExpires(attributes: Map<string, string>, now: number): number | undefined {
  const age = attributes.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0 ? 0 : now + Number(age) * 1000;
  const date = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

/** The folder of the request's path. */
function defaultPath(path: string): string {
  const { pathname } = new URL(path, 'http://localhost:3000');
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/';
}

function covers(cookie: Cookie, path: string): boolean {
  const { pathname } = new URL(path, 'http://localhost:3000');
  if (pathname === cookie.path) return true;
  return pathname.startsWith(cookie.path) && (cookie.path.endsWith('/') || pathname[cookie.path.length] === '/');
}

export interface CookieJar {
  /** Takes what an answer sets, and drops what has run out. */
  take(headers: readonly (readonly [string, string])[], path: string): void;
  /** The `Cookie` header of a request; empty when there is none to send. */
  header(path: string, options?: { forScript: boolean }): string;
  all(): Cookie[];
  clear(): void;
}

/** The cookies of one server. `localhost` counts as secure, as in browsers. */
export function createCookieJar(clock: { now(): number }): CookieJar {
  let cookies: Cookie[] = [];
  const alive = () => (cookies = cookies.filter(({ expires }) => expires === undefined || expires > clock.now()));
  return {
    take(headers, path) {
      for (const [name, value] of headers) {
        if (name.toLowerCase() !== 'set-cookie') continue;
        const cookie = readSetCookie(value, path, clock.now());
        if (!cookie) continue;
        cookies = cookies.filter((one) => one.name !== cookie.name || one.path !== cookie.path);
        cookies.push(cookie);
      }
      cookies = alive().slice(-50);
    },
    header(path, { forScript } = { forScript: false }) {
      const sent = alive().filter((cookie) => covers(cookie, path) && !(forScript && cookie.httpOnly));
      // Longer paths first.
      const sorted = sent.toSorted((a, b) => b.path.length - a.path.length);
      return sorted.map(({ name, value }) => (name ? `${name}=${value}` : value)).join('; ');
    },
    all: () => [...alive()],
    clear: () => void (cookies = []),
  };
}
