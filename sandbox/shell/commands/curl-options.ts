/** The part of curl's command line that makes sense towards a server of one's own. */
export interface CurlOptions {
  urls: string[];
  method?: string;
  /** As given: `Name: value`, `Name;` for an empty one, `Name:` to leave one out. */
  headers: string[];
  data: CurlData[];
  form: string[];
  get: boolean;
  head: boolean;
  json: boolean;
  include: boolean;
  verbose: boolean;
  silent: boolean;
  showError: boolean;
  location: boolean;
  fail: boolean;
  failWithBody: boolean;
  remoteName: boolean;
  outputs: string[];
  writeOut?: string;
  user?: string;
  agent?: string;
  referer?: string;
  cookie?: string;
  cookieJar?: string;
  upload?: string;
  maxTime?: number;
  maxRedirects: number;
}

export interface CurlData {
  kind: 'ascii' | 'raw' | 'binary' | 'urlencode' | 'json';
  text: string;
}

/** curl's own words and exit code. */
export class CurlError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const short: Record<string, string> = {
  X: 'request', H: 'header', d: 'data', F: 'form', G: 'get', I: 'head', i: 'include', v: 'verbose', s: 'silent',
  S: 'show-error', L: 'location', f: 'fail', O: 'remote-name', o: 'output', w: 'write-out', u: 'user', A: 'user-agent',
  e: 'referer', b: 'cookie', c: 'cookie-jar', T: 'upload-file', m: 'max-time', k: 'insecure', N: 'no-buffer', g: 'globoff',
  q: 'disable', 4: 'ipv4', 6: 'ipv6', '#': 'progress-bar', h: 'help', V: 'version', J: 'remote-header-name', n: 'netrc',
}; // prettier-ignore

/** Accepted, and without effect between this page and its own server. */
const ignored = new Set(['insecure', 'no-buffer', 'globoff', 'disable', 'ipv4', 'ipv6', 'progress-bar', 'compressed', 'http1.1', 'http1.0', 'http2', 'remote-header-name', 'no-progress-meter', 'path-as-is', 'location-trusted', 'tcp-nodelay', 'no-keepalive', 'styled-output', 'no-styled-output']); // prettier-ignore
const ignoredWithValue = new Set(['connect-timeout', 'retry', 'retry-delay', 'limit-rate', 'cacert', 'resolve', 'noproxy', 'keepalive-time']); // prettier-ignore

type Take = (options: CurlOptions, value: string) => void;

const data =
  (kind: CurlData['kind']): Take =>
  (options, text) =>
    void options.data.push({ kind, text });

const withValue: Record<string, Take> = {
  request: (options, value) => void (options.method = value),
  header: (options, value) => void options.headers.push(value),
  data: data('ascii'),
  'data-ascii': data('ascii'),
  'data-raw': data('raw'),
  'data-binary': data('binary'),
  'data-urlencode': data('urlencode'),
  json: (options, text) => {
    options.json = true;
    options.data.push({ kind: 'json', text });
  },
  form: (options, value) => void options.form.push(value),
  'form-string': (options, value) => void options.form.push(value.replace('=', '=\0')),
  output: (options, value) => void options.outputs.push(value),
  'write-out': (options, value) => void (options.writeOut = value),
  user: (options, value) => void (options.user = value),
  'user-agent': (options, value) => void (options.agent = value),
  referer: (options, value) => void (options.referer = value),
  cookie: (options, value) => void (options.cookie = value),
  'cookie-jar': (options, value) => void (options.cookieJar = value),
  'upload-file': (options, value) => void (options.upload = value),
  'max-time': (options, value) => void (options.maxTime = number(value, '--max-time')),
  'max-redirs': (options, value) => void (options.maxRedirects = number(value, '--max-redirs')),
  url: (options, value) => void options.urls.push(value),
  'url-query': (options, value) => void options.urls.push(`${options.urls.pop() ?? ''}?${value}`),
};

const flags: Record<string, (options: CurlOptions) => void> = {
  get: (options) => void (options.get = true),
  head: (options) => void (options.head = true),
  include: (options) => void (options.include = true),
  'show-headers': (options) => void (options.include = true),
  verbose: (options) => void (options.verbose = true),
  silent: (options) => void (options.silent = true),
  'show-error': (options) => void (options.showError = true),
  location: (options) => void (options.location = true),
  fail: (options) => void (options.fail = true),
  'fail-with-body': (options) => void (options.failWithBody = true),
  'remote-name': (options) => void (options.remoteName = true),
};

/** @throws {CurlError} in curl's words. */
export function readOptions(args: string[]): CurlOptions {
  const options: CurlOptions = {
    urls: [], headers: [], data: [], form: [], outputs: [], get: false, head: false, json: false, include: false,
    verbose: false, silent: false, showError: false, location: false, fail: false, failWithBody: false,
    remoteName: false, maxRedirects: 50,
  }; // prettier-ignore
  const queue = [...args];
  let plain = false;
  const value = (given: string | undefined, shown: string) => {
    const found = given || queue.shift();
    if (found === undefined) throw new CurlError(2, `curl: option ${shown}: requires parameter\n${tryHelp}`);
    return found;
  };
  while (queue.length) {
    const arg = queue.shift()!;
    if (plain || !arg.startsWith('-') || arg === '-') options.urls.push(arg);
    else if (arg === '--') plain = true;
    else if (arg.startsWith('--')) long(arg.slice(2), arg, () => value(undefined, arg), options);
    else letters(arg, value, options);
  }
  if (!options.urls.length) throw new CurlError(2, `curl: (2) no URL specified\n${tryHelp}`);
  return options;
}

const tryHelp = "curl: try 'curl --help' or 'curl --manual' for more information";

function letters(arg: string, value: (given: string, shown: string) => string, options: CurlOptions): void {
  for (let at = 1; at < arg.length; at += 1) {
    const shown = `-${arg[at]}`;
    const name = short[arg[at]!] ?? '?';
    if (withValue[name] || ignoredWithValue.has(name)) {
      long(name, shown, () => value(arg.slice(at + 1), shown), options);
      return;
    }
    long(name, arg, () => '', options);
  }
}

function long(name: string, shown: string, value: () => string, options: CurlOptions): void {
  if (withValue[name]) withValue[name](options, value());
  else if (flags[name]) flags[name](options);
  else if (ignoredWithValue.has(name)) value();
  else if (!ignored.has(name)) throw new CurlError(2, `curl: option ${shown}: is unknown\n${tryHelp}`);
}

function number(text: string, option: string): number {
  const read = Number(text);
  if (Number.isFinite(read) && text.trim()) return read;
  throw new CurlError(2, `curl: option ${option}: expected a proper numerical parameter\n${tryHelp}`);
}
