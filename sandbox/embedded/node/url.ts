import './print-web-types.ts';
import { Url, urlFormat, urlParse } from './url-legacy.ts';
import punycode from './punycode.ts';
import { invalidArgType, nodeError, validateObject } from './errors.ts';

const { URL, URLSearchParams } = globalThis;

function fileURLToPath(input: string | URL): string {
  const url = typeof input === 'string' ? new URL(input) : input;
  if (!url || typeof url !== 'object' || typeof url.href !== 'string')
    throw invalidArgType('path', ['string', 'URL'], input);
  if (url.protocol !== 'file:') throw nodeError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  if (url.hostname !== '') {
    throw nodeError(TypeError, 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
  }
  if (/%2f/i.test(url.pathname)) {
    const message = 'File URL path must not include encoded / characters';
    throw nodeError(TypeError, 'ERR_INVALID_FILE_URL_PATH', message, { input: url });
  }
  return decodeURIComponent(url.pathname);
}

const ESCAPES: Record<string, string> = {
  '%': '%25',
  '\\': '%5C',
  '\n': '%0A',
  '\r': '%0D',
  '\t': '%09',
  '?': '%3F',
  '#': '%23',
};

function pathToFileURL(path: string): URL {
  if (typeof path !== 'string') throw invalidArgType('path', 'string', path);
  const { process } = globalThis as { process?: { cwd(): string } };
  const absolute = path.startsWith('/') ? path : `${process?.cwd() ?? ''}/${path}`;
  return new URL(`file://${absolute.replace(/[%\\\n\r\t?#]/g, (char) => ESCAPES[char] as string)}`);
}

/** What the URL parser makes of a host name: punycode, lower case, or nothing when it is not one. */
function domainToASCII(domain: string): string {
  try {
    return new URL(`ws://${domain}`).hostname;
  } catch {
    return '';
  }
}

function urlToHttpOptions(url: URL) {
  const { hostname, protocol, port, pathname, search, hash, href, username, password } = url;
  return {
    __proto__: null,
    ...url,
    protocol,
    hostname: hostname?.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href,
    ...(port !== '' && { port: Number(port) }),
    ...((username || password) && { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` }),
  };
}

interface FormatOptions {
  auth?: unknown;
  fragment?: unknown;
  search?: unknown;
  unicode?: unknown;
}

function format(value: unknown, options?: FormatOptions): string {
  if (!(value instanceof URL)) return urlFormat(value);
  if (options) validateObject(options, 'options');
  const wanted = (name: keyof FormatOptions, usual: boolean) => Boolean(options?.[name] ?? usual);
  const copy = new URL(value.href);
  if (!wanted('fragment', true)) copy.hash = '';
  if (!wanted('search', true)) copy.search = '';
  if (!wanted('auth', true)) copy.username = copy.password = '';
  if (!wanted('unicode', false)) return copy.href;
  return copy.href.replace(copy.hostname, () => punycode.toUnicode(copy.hostname));
}

const resolve = (from: string, to: string) => urlParse(from, false, true).resolve(to);

export default {
  Url,
  URL,
  URLSearchParams,
  parse: urlParse,
  resolve,
  resolveObject: (from: string, to: string) => (from ? urlParse(from, false, true).resolveObject(to) : to),
  format,
  fileURLToPath,
  fileURLToPathBuffer: (input: string | URL) => new TextEncoder().encode(fileURLToPath(input)),
  pathToFileURL,
  domainToASCII,
  domainToUnicode: (domain: string) => punycode.toUnicode(domainToASCII(domain)),
  urlToHttpOptions,
};
