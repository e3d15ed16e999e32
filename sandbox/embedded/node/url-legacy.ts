import { invalidArgType, nodeError, validateString } from './errors.ts';
import { percentEncode } from './percent.ts';
import punycode from './punycode.ts';
import querystring from './querystring.ts';
import { HOSTLESS, resolveUrl, SLASHED } from './url-resolve.ts';

const SIMPLE_PATH = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const FORBIDDEN = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const FORBIDDEN_V6 = /[\0\t\n\r #%/<>?@\\^|]/;
const PLAIN_IN_AUTH = /[A-Za-z0-9!'()*\-._~:]/;
const escaped = (text: string) => text.replace(/[\t\n\r "'<>\\^`{|}]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`); // prettier-ignore
const isV6 = (host: string) => host.startsWith('[') && host.endsWith(']');

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

  parse(url: unknown, parseQuery?: boolean, slashesDenoteHost?: boolean): this {
    return parseInto(this, url, parseQuery, slashesDenoteHost);
  }
  format(): string {
    return formatParts(this);
  }
  resolve(relative: string): string {
    return this.resolveObject(urlParse(relative, false, true)).format();
  }
  resolveObject(relative: string | Url): Url {
    return resolveUrl(this, typeof relative === 'string' ? new Url().parse(relative, false, true) : relative);
  }
  /** Splits `host` into `hostname` and `port`. */
  parseHost(): void {
    let host = this.host ?? '';
    const port = /:[0-9]*$/.exec(host)?.[0];
    if (port !== undefined) {
      if (port !== ':') this.port = port.slice(1);
      host = host.slice(0, host.length - port.length);
    }
    if (host) this.hostname = host;
  }
}

export function urlParse(input: unknown, parseQuery?: boolean, slashesDenoteHost?: boolean): Url {
  return input instanceof Url ? input : new Url().parse(input, parseQuery, slashesDenoteHost);
}

/** Without white space around it, and with slashes for backslashes up to the query. */
function cleaned(input: string): string {
  // Every control character counts as white space here.
  const text = input.replace(/^[\0-\x20\xa0\ufeff]+|[\0-\x20\xa0\ufeff]+$/g, '');
  const end = text.search(/[?#]/);
  return end < 0 ? text.replaceAll('\\', '/') : text.slice(0, end).replaceAll('\\', '/') + text.slice(end);
}

function parseInto<U extends Url>(url: U, input: unknown, parseQuery = false, slashesDenoteHost = false): U {
  validateString(input, 'url');
  let rest = cleaned(input);
  const at = rest.split(/[?#]/, 1)[0]!.includes('@');
  const simple = !slashesDenoteHost && !at && !rest.includes('#') ? SIMPLE_PATH.exec(rest) : null;
  if (simple) {
    Object.assign(url, { path: rest, href: rest, pathname: simple[1] });
    takeQuery(url, simple[2], parseQuery);
    return url;
  }
  const protocol = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  if (protocol) {
    url.protocol = protocol.toLowerCase();
    rest = rest.slice(protocol.length);
  }
  const hostless = HOSTLESS.has(url.protocol ?? '');
  let slashes = false;
  if (slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !hostless) {
      rest = rest.slice(2);
      url.slashes = true;
    }
  }
  if (!hostless && (slashes || (protocol && !SLASHED.has(protocol)))) rest = takeHost(url, rest, input);
  takePath(url, hostless ? rest : escaped(rest), parseQuery);
  url.href = url.format();
  return url;
}

function takeHost(url: Url, text: string, input: string): string {
  // Tabs and line ends vanish from hosts.
  const end = text.search(/[#/?]/);
  const head = (end < 0 ? text : text.slice(0, end)).replace(/[\t\n\r]/g, '');
  const at = head.lastIndexOf('@');
  if (at >= 0) url.auth = decodeURIComponent(head.slice(0, at));
  const host = head.slice(at + 1);
  const odd = host.search(/[ "%';<>\\^`{|}]/);
  url.host = odd < 0 ? host : host.slice(0, odd);
  let rest = (odd < 0 ? '' : host.slice(odd)) + (end < 0 ? '' : text.slice(end));
  url.parseHost();
  let hostname = url.hostname ?? '';
  const v6 = isV6(hostname);
  if (!v6) {
    const broken = hostname.search(/[/\\#?:]/);
    if (broken >= 0) {
      if (hostname[broken] === ':') warnOfPort(input);
      rest = `/${hostname.slice(broken)}${rest}`;
      hostname = hostname.slice(0, broken);
    }
  }
  hostname = hostname.length > 255 ? '' : hostname.toLowerCase();
  if (hostname !== '') {
    if (!v6) hostname = toASCII(hostname);
    if (hostname === '' || (v6 ? FORBIDDEN_V6 : FORBIDDEN).test(hostname)) {
      throw nodeError(TypeError, 'ERR_INVALID_URL', 'Invalid URL', { input });
    }
  }
  url.host = hostname + (url.port ? `:${url.port}` : '');
  url.hostname = v6 ? hostname.slice(1, -1) : hostname;
  return v6 && !rest.startsWith('/') ? `/${rest}` : rest;
}

/** Lenient: underscores and the like stay, which the URL class would refuse. */
function toASCII(hostname: string): string {
  if (/^[\0-\x7f]*$/.test(hostname)) return hostname;
  // Soft hyphens and characters without width do not count.
  const plain = hostname.normalize('NFKC').replace(/[\xad\u200b\u2060\ufeff]/g, '');
  if (plain === '') return '';
  try {
    return new URL(`ws://${plain}`).hostname;
  } catch {
    return /[#/?@\\]/.test(plain) ? '' : punycode.toASCII(plain.toLowerCase());
  }
}

let warned = false;
function warnOfPort(input: string): void {
  if (warned) return;
  warned = true;
  const { process } = globalThis as unknown as { process?: { emitWarning?(...args: string[]): void } };
  const text = `The URL ${input} is invalid. Future versions of Node.js will throw an error.`;
  process?.emitWarning?.(text, 'DeprecationWarning', 'DEP0170');
}

function takeQuery(url: Url, search: string | undefined, parseQuery: boolean): void {
  if (search !== undefined) {
    url.search = search;
    url.query = parseQuery ? querystring.parse(search.slice(1)) : search.slice(1);
  } else if (parseQuery) url.query = Object.create(null) as Record<string, unknown>;
}

function takePath(url: Url, text: string, parseQuery: boolean): void {
  const [, path, search, hash] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(text) as unknown as [
    string,
    string,
    string?,
    string?,
  ];
  if (hash !== undefined) url.hash = hash;
  takeQuery(url, search, parseQuery);
  if (path !== '') url.pathname = path;
  else if (url.hostname && SLASHED.has(url.protocol ?? '')) url.pathname = '/';
  if (url.pathname || url.search) url.path = (url.pathname ?? '') + (url.search ?? '');
}

export function urlFormat(value: unknown): string {
  if (typeof value === 'string') return urlParse(value).format();
  if (typeof value !== 'object' || value === null) throw invalidArgType('urlObject', ['Object', 'string'], value);
  return formatParts(value as Partial<Url>);
}

function hostOf({ host, hostname, port }: Partial<Url>, auth: string): string {
  if (host) return auth + host;
  if (!hostname) return '';
  return auth + (hostname.includes(':') && !isV6(hostname) ? `[${hostname}]` : hostname) + (port ? `:${port}` : '');
}

function formatParts(value: Partial<Url>): string {
  const auth = value.auth ? `${percentEncode(value.auth, PLAIN_IN_AUTH)}@` : '';
  let protocol = value.protocol || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let host = hostOf(value, auth);
  const query = value.query !== null && typeof value.query === 'object' ? querystring.stringify(value.query) : '';
  let search = value.search || (query && `?${query}`) || '';
  let pathname = (value.pathname || '').replaceAll('#', '%23').replaceAll('?', '%3F');
  if (value.slashes || SLASHED.has(protocol)) {
    if (value.slashes || host) {
      if (pathname && !pathname.startsWith('/')) pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) host = '//';
  }
  let hash = value.hash || '';
  if (hash && !hash.startsWith('#')) hash = `#${hash}`;
  search = search.replaceAll('#', '%23');
  if (search && !search.startsWith('?')) search = `?${search}`;
  return protocol + host + pathname + search + hash;
}
