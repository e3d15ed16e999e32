import type { Url } from './url-legacy.ts';

/** Protocols with two slashes before the host. */
export const SLASHED = new Set(
  ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'].flatMap((name) => [name, `${name}:`]),
);
/** Protocols without a host: nothing in them is escaped either. */
export const HOSTLESS = new Set(['javascript', 'javascript:']);

/** `url.resolve` of the old API, which knows relative hosts, addresses without slashes, and protocols of its own. */
export function resolveUrl(from: Url, to: Url): Url {
  const result = Object.assign(Object.create(Object.getPrototypeOf(from) as object) as Url, from, { hash: to.hash });
  if (to.href === '') return finished(result);
  if (to.slashes && !to.protocol) {
    Object.assign(result, to, { protocol: result.protocol });
    if (SLASHED.has(result.protocol ?? '') && result.hostname && !result.pathname) result.path = result.pathname = '/';
    return finished(result);
  }
  if (to.protocol && to.protocol !== result.protocol) return otherProtocol(result, to);
  return relativePath(result, to);
}

function finished(url: Url): Url {
  url.href = url.format();
  return url;
}

const setPath = (url: Url) => void (url.path = (url.pathname || '') + (url.search || ''));

function otherProtocol(result: Url, to: Url): Url {
  if (!SLASHED.has(to.protocol!)) return finished(Object.assign(result, to));
  result.protocol = to.protocol;
  if (!to.host && !/^file:?$/.test(to.protocol!) && !HOSTLESS.has(to.protocol!)) {
    // `http:/a/b` means the host a.
    const parts = (to.pathname || '').split('/');
    while (parts.length > 0 && !(to.host = parts.shift()!));
    to.host ||= '';
    to.hostname ||= '';
    if (parts[0] !== '') parts.unshift('');
    if (parts.length < 2) parts.unshift('');
    result.pathname = parts.join('/');
  } else result.pathname = to.pathname;
  const { search, query, auth, port } = to;
  Object.assign(result, { search, query, auth, port, host: to.host || '', hostname: to.hostname || to.host });
  if (result.pathname || result.search) setPath(result);
  result.slashes ||= to.slashes;
  return finished(result);
}

/** Addresses like `mailto:a@b` keep their host as the first part of the path while it is walked. */
function hostIntoPath(result: Url, to: Url, source: string[], relative: string[]): void {
  const put = (path: string[], host: string) => (path[0] === '' ? (path[0] = host) : path.unshift(host));
  if (result.host) put(source, result.host);
  Object.assign(result, { hostname: '', port: null, host: '' });
  if (!to.protocol) return;
  if (to.host) put(relative, to.host);
  result.auth = null;
  Object.assign(to, { hostname: null, port: null, host: null });
}

function hostFromPath(result: Url, host: string): void {
  result.host = result.hostname = host;
  const at = host ? host.indexOf('@') : -1;
  if (at <= 0) return;
  const [auth, rest] = host.split('@') as [string, string];
  Object.assign(result, { auth, host: rest, hostname: rest });
}

function relativePath(result: Url, to: Url): Url {
  const rooted = Boolean(to.host || to.pathname?.startsWith('/'));
  let absolute = Boolean(rooted || result.pathname?.startsWith('/') || (result.host && to.pathname));
  const climbing = !absolute;
  let path = result.pathname?.split('/') ?? [];
  if (result.pathname === '') path = [];
  const relative = to.pathname ? to.pathname.split('/') : [];
  const bare = Boolean(result.protocol && !SLASHED.has(result.protocol));
  if (bare) {
    hostIntoPath(result, to, path, relative);
    absolute &&= relative[0] === '' || path[0] === '';
  }
  const { search, query } = to;
  if (rooted) {
    takeHost(result, to);
    Object.assign(result, { search, query });
    path = relative;
  } else if (relative.length > 0) {
    path = [...path.slice(0, -1), ...relative];
    Object.assign(result, { search, query });
  } else if (search != null) {
    if (bare) hostFromPath(result, path.shift()!);
    Object.assign(result, { search, query });
    setPath(result);
    return finished(result);
  }
  if (path.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finished(result);
  }
  return withPath(result, to, walked(path, result, to, absolute, climbing), bare, absolute);
}

function takeHost(result: Url, to: Url): void {
  if (to.host || to.host === '') {
    if (result.host !== to.host) result.auth = null;
    result.host = to.host;
    result.port = to.port;
  }
  if (to.hostname || to.hostname === '') {
    if (result.hostname !== to.hostname) result.auth = null;
    result.hostname = to.hostname;
  }
}

/** Takes `.` and `..` out. */
function walked(path: string[], result: Url, to: Url, absolute: boolean, climbing: boolean): string[] {
  const last = path.at(-1)!;
  const dots = last === '.' || last === '..';
  const trailing = ((result.host || to.host || path.length > 1) && dots) || last === '';
  const kept: string[] = [];
  let up = 0;
  for (const part of path.toReversed()) {
    if (part === '..') up += 1;
    else if (part !== '.' && up > 0) up -= 1;
    else if (part !== '.') kept.unshift(part);
  }
  if (climbing && !absolute) kept.unshift(...Array.from({ length: up }, () => '..'));
  if (absolute && kept[0] !== '' && !kept[0]?.startsWith('/')) kept.unshift('');
  if (trailing && !kept.join('/').endsWith('/')) kept.push('');
  return kept;
}

function withPath(result: Url, to: Url, path: string[], bare: boolean, mustEndAbsolute: boolean): Url {
  const isAbsolute = path[0] === '' || Boolean(path[0]?.startsWith('/'));
  if (bare) hostFromPath(result, isAbsolute ? '' : (path.shift() ?? ''));
  if ((mustEndAbsolute || (result.host && path.length > 0)) && !isAbsolute) path.unshift('');
  result.pathname = path.length > 0 ? path.join('/') : null;
  if (path.length === 0) result.path = null;
  if (result.pathname !== null || result.search !== null) setPath(result);
  result.auth = to.auth || result.auth;
  result.slashes ||= to.slashes;
  return finished(result);
}
