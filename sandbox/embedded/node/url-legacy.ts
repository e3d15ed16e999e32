import querystring from './querystring.ts';
import { invalidArgType, nodeError } from './errors.ts';

const SLASHED = new Set(['http:', 'https:', 'ftp:', 'gopher:', 'file:', 'ws:', 'wss:']);
const UNSAFE: Record<string, string> = Object.fromEntries(
  [...'\t\n\r "\'<>\\^`{|}'].map((char) => [
    char,
    `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  ]),
);

/** What `url.parse` returns: the URL's parts, `null` where there is none. */
export class Url {
  protocol: string | null = null;
  slashes: boolean | null = null;
  auth: string | null = null;
  host: string | null = null;
  port: string | null = null;
  hostname: string | null = null;
  hash: string | null = null;
  search: string | null = null;
  query: string | Record<string, unknown> | null = null;
  pathname: string | null = null;
  path: string | null = null;
  href: string | null = null;

  format(): string {
    return urlFormat(this);
  }
  parse(url: string, parseQuery = false, slashesDenoteHost = false): this {
    return Object.assign(this, urlParse(url, parseQuery, slashesDenoteHost));
  }
  resolve(relative: string): string {
    return this.resolveObject(relative).format();
  }
  resolveObject(relative: string | Url): Url {
    const from = this;
    const to = typeof relative === 'string' ? urlParse(relative, false, true) : relative;
    return resolveParts(from, to);
  }
}

export function urlParse(input: unknown, parseQuery = false, slashesDenoteHost = false): Url {
  if (input instanceof Url) return input;
  if (typeof input !== 'string') throw invalidArgType('url', 'string', input);
  const url = new Url();
  let rest = input.trim();
  const question = rest.search(/[?#]/);
  const head = question < 0 ? rest : rest.slice(0, question);
  rest = head.replaceAll('\\', '/') + (question < 0 ? '' : rest.slice(question));
  const protocol = /^[a-z\d.+-]+:/i.exec(rest)?.[0];
  if (protocol) {
    url.protocol = protocol.toLowerCase();
    rest = rest.slice(protocol.length);
  }
  const script = url.protocol === 'javascript:';
  if ((slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest)) && rest.startsWith('//') && !script) {
    url.slashes = true;
    rest = rest.slice(2);
  }
  if (!script && (url.slashes || (protocol && !SLASHED.has(url.protocol as string)))) {
    rest = takeHost(url, rest, input);
  }
  if (!script) rest = rest.replace(/[\t\n\r "'<>\\^`{|}]/g, (char) => UNSAFE[char] as string);
  takePath(url, rest, parseQuery);
  url.href = urlFormat(url);
  return url;
}

function takeHost(url: Url, rest: string, input: string): string {
  const end = rest.search(/[/?#]/);
  let host = end < 0 ? rest : rest.slice(0, end);
  let after = end < 0 ? '' : rest.slice(end);
  const at = host.lastIndexOf('@');
  if (at >= 0) {
    url.auth = decodeURIComponent(host.slice(0, at));
    host = host.slice(at + 1);
  }
  const odd = host.search(/[\t\n\r "%'<>\\^`{|}]/);
  if (odd >= 0) {
    after = host.slice(odd) + after;
    host = host.slice(0, odd);
  }
  const port = /:(\d*)$/.exec(host);
  if (port) {
    if (port[1] !== '') url.port = port[1] as string;
    host = host.slice(0, port.index);
  }
  const v6 = host.startsWith('[') && host.endsWith(']');
  if (!v6 && host.includes(':')) {
    throw nodeError(TypeError, 'ERR_INVALID_URL', 'Invalid URL', { input });
  }
  let hostname = host.length > 255 ? '' : host.toLowerCase();
  if (/[^\0-\x7f]/.test(hostname)) hostname = new URL(`http://${hostname}`).hostname;
  url.host = `${hostname}${url.port ? `:${url.port}` : ''}`;
  url.hostname = v6 ? hostname.slice(1, -1) : hostname;
  return after !== '' && !/^[/?#]/.test(after) ? `/${after}` : after;
}

function takePath(url: Url, text: string, parseQuery: boolean): void {
  let rest = text;
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    url.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const question = rest.indexOf('?');
  if (question >= 0) {
    url.search = rest.slice(question);
    url.query = parseQuery ? querystring.parse(url.search.slice(1)) : url.search.slice(1);
    rest = rest.slice(0, question);
  } else if (parseQuery) {
    url.search = null;
    url.query = Object.create(null) as Record<string, unknown>;
  }
  if (rest !== '') url.pathname = rest;
  else if (url.hostname && SLASHED.has(url.protocol ?? '')) url.pathname = '/';
  if (url.pathname !== null || url.search !== null) url.path = (url.pathname ?? '') + (url.search ?? '');
}

export function urlFormat(value: string | Partial<Url>): string {
  if (typeof value === 'string') return urlFormat(urlParse(value));
  if (typeof value !== 'object' || value === null) throw invalidArgType('urlObject', ['Object', 'string'], value);
  const auth = value.auth ? `${encodeURIComponent(value.auth).replace(/%3A/i, ':')}@` : '';
  let protocol = value.protocol ?? '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let host = '';
  if (value.host) host = auth + value.host;
  else if (value.hostname) {
    host =
      auth + (value.hostname.includes(':') && !value.hostname.startsWith('[') ? `[${value.hostname}]` : value.hostname);
    if (value.port) host += `:${value.port}`;
  }
  const query = value.query !== null && typeof value.query === 'object' ? querystring.stringify(value.query) : '';
  let search = value.search || (query && `?${query}`) || '';
  let pathname = (value.pathname ?? '').replace(/[?#]/g, encodeURIComponent);
  if (value.slashes || SLASHED.has(protocol)) {
    if (value.slashes || host) {
      if (pathname && !pathname.startsWith('/')) pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol === 'file:') host = '//';
  }
  let hash = value.hash ?? '';
  if (hash && !hash.startsWith('#')) hash = `#${hash}`;
  if (search && !search.startsWith('?')) search = `?${search}`;
  return protocol + host + pathname + search.replaceAll('#', '%23') + hash;
}

function resolveParts(from: Url, to: Url): Url {
  const result = Object.assign(new Url(), from, { hash: to.hash });
  const done = () => {
    result.path =
      result.pathname !== null || result.search !== null ? (result.pathname ?? '') + (result.search ?? '') : null;
    result.href = result.format();
    return result;
  };
  if (to.href === '') return done();
  if (to.protocol && to.protocol !== from.protocol) return Object.assign(result, to, { href: to.format() });
  if (to.host !== null && to.slashes) {
    Object.assign(result, to, {
      protocol: from.protocol,
      slashes: true,
      pathname: to.pathname ? walk(to.pathname) : to.pathname,
    });
    if (SLASHED.has(result.protocol ?? '')) result.pathname ??= '/';
    return done();
  }
  if (to.pathname) {
    const base = from.pathname ?? '';
    const joined = to.pathname.startsWith('/') ? to.pathname : base.slice(0, base.lastIndexOf('/') + 1) + to.pathname;
    result.pathname = walk(from.host && !joined.startsWith('/') ? `/${joined}` : joined);
    result.search = to.search;
    result.query = to.query;
  } else if (to.search !== null) {
    result.search = to.search;
    result.query = to.query;
  }
  return done();
}

/** Takes `.` and `..` out of a path. */
function walk(path: string): string {
  const absolute = path.startsWith('/');
  const parts = path.split('/').slice(absolute ? 1 : 0);
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '..') {
      if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
      else if (!absolute) kept.push('..');
    } else if (part !== '.') kept.push(part);
  }
  if (['.', '..'].includes(parts.at(-1) ?? '')) kept.push('');
  return (absolute ? '/' : '') + kept.join('/');
}
