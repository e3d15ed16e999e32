import type { HttpAnswer, HttpAsk } from '../types.ts';
import { createCookieJar, type CookieJar } from './curl-cookies.ts';
import { CurlError, readOptions, type CurlOptions } from './curl-options.ts';
import { answerHead, requestHead, writeOut } from './curl-print.ts';
import { toRequest } from './curl-request.ts';
import type { CommandParts, Run } from './index.ts';

type Context = Parameters<Run>[1];
type Answered = Extract<HttpAnswer, { status: number }>;

const usage = `Usage: curl [options...] <url>
 -i show the answer's headers   -v show everything   -s silent   -X <method>   -H <header>
 -d <data>   --json <data>   -G data into the query   -F <field>   -u <user:password>
 -I only the headers   -L follow redirects   -o <file>   -w <format>   -b/-c cookies   -m <seconds>
Only your own server can be reached.
`;

/** Output as one character for each byte, which is what pipes carry. */
interface Printed {
  stdout: string;
  stderr: string;
}

export const curl: Run = async (args, ctx, parts) => {
  if (args.includes('--help') || args.includes('-h')) return { stdout: usage, stderr: '', exitCode: 0 };
  if (args[0] === '--version' || args[0] === '-V') {
    return { stdout: 'curl 8.14.1, as far as it is imitated here: http to your own server\n', stderr: '', exitCode: 0 };
  }
  const printed: Printed = { stdout: '', stderr: '' };
  let exitCode = 0;
  let options: CurlOptions | undefined;
  try {
    options = readOptions(args);
    const jar = await openJar(options, ctx);
    for (const [index, url] of options.urls.entries()) {
      try {
        await transfer(options, url, index, jar, printed, ctx, parts);
      } catch (error) {
        exitCode = say(error, options, printed);
      }
    }
    await keepJar(options, jar, printed, ctx);
  } catch (error) {
    exitCode = say(error, options, printed);
  }
  return { ...printed, exitCode, stdoutKind: 'bytes' as const };
};

function say(error: unknown, options: CurlOptions | undefined, printed: Printed): number {
  if (!(error instanceof CurlError)) throw error;
  if (!options?.silent || options.showError) printed.stderr += `${error.message}\n`;
  return error.code;
}

/** One address, and where it leads. */
async function transfer(
  options: CurlOptions,
  text: string,
  index: number,
  jar: CookieJar,
  printed: Printed,
  ctx: Context,
  parts: CommandParts,
) {
  // prettier-ignore
  let url = toUrl(text);
  let current = options;
  const started = performance.now();
  for (let redirects = 0; ; redirects += 1) {
    const cookies = [options.cookie?.includes('=') ? options.cookie : '', jar.header(url)].filter(Boolean).join('; ');
    const request = await toRequest(current, url, cookies, (path) => readFile(path, ctx));
    const answer = await ask(request, options, parts);
    for (const [name, value] of answer.headers) if (name.toLowerCase() === 'set-cookie') jar.receive(url, value);
    if (options.verbose) printed.stderr += `${redirects || index ? '' : connected(url)}${requestHead(request)}${answerHead(answer, '< ')}`; // prettier-ignore
    const target = locationOf(answer, url);
    const followed = options.location && target !== undefined;
    if (options.include || options.head) printed.stdout += answerHead(answer);
    if (!followed) {
      if (options.verbose) printed.stderr += `* Connection #0 to host ${url.hostname} left intact\n`;
      const failed = answer.status >= 400 && (options.fail || options.failWithBody);
      if (!failed || options.failWithBody) await deliver(options, index, url, answer, printed, ctx);
      const facts = { url, request, answer, redirects, target, seconds: (performance.now() - started) / 1000 };
      if (options.writeOut !== undefined) printed.stdout += latin1(writeOut(options.writeOut, facts));
      if (failed) throw new CurlError(22, `curl: (22) The requested URL returned error: ${answer.status}`);
      return;
    }
    if (redirects >= options.maxRedirects) throw new CurlError(47, `curl: (47) Maximum (${options.maxRedirects}) redirects followed`); // prettier-ignore
    current = afterRedirect(current, answer.status);
    url = toUrl(target.href);
  }
}

/** A POST becomes a GET after 301, 302 and 303, unless the method was given. */
function afterRedirect(options: CurlOptions, status: number): CurlOptions {
  if (status === 307 || status === 308 || options.head) return options;
  return { ...options, data: [], form: [], json: false, get: false };
}

async function ask(request: HttpAsk, options: CurlOptions, { host }: CommandParts): Promise<Answered> {
  const { hostname, port, protocol } = new URL(request.url);
  if (protocol === 'https:') {
    throw new CurlError(
      35,
      'curl: (35) TLS connect error: wrong version number\nYour server here speaks plain http://.',
    );
  }
  const answer = await within(options.maxTime, host.http(request));
  if ('status' in answer) return answer;
  if ('broken' in answer) throw new CurlError(52, `curl: (52) Empty reply from server\n${answer.broken}`);
  const hint = answer.running.length
    ? `Your program listens on port ${answer.running.join(', ')}.`
    : `Nothing listens there. Start your server in the background first: ${answer.start}`;
  throw new CurlError(7, `curl: (7) Failed to connect to ${hostname} port ${port || 80} after 0 ms: Could not connect to server\n${hint}`); // prettier-ignore
}

async function within<Value>(seconds: number | undefined, work: Promise<Value>): Promise<Value> {
  if (!seconds) return work;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const text = `curl: (28) Operation timed out after ${Math.round(seconds * 1000)} milliseconds with 0 bytes received`;
    timer = setTimeout(() => reject(new CurlError(28, text)), seconds * 1000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The body, to the terminal or into a file. */
async function deliver(
  options: CurlOptions,
  index: number,
  url: URL,
  answer: Answered,
  printed: Printed,
  ctx: Context,
) {
  // prettier-ignore
  const name = options.outputs[index] ?? (options.remoteName ? url.pathname.split('/').at(-1) : undefined);
  if (options.head && name === undefined) return;
  if (name === '') throw new CurlError(23, 'curl: (23) Failed to get a filename from the address');
  if (name === undefined || name === '-') printed.stdout += bytesToLatin1(answer.body);
  else if (name !== '/dev/null') await ctx.fs.writeFile(ctx.fs.resolvePath(ctx.cwd, name), answer.body);
}

function toUrl(text: string): URL {
  const given = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new CurlError(3, `curl: (3) URL rejected: Malformed input to a URL function`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new CurlError(1, `curl: (1) Protocol "${url.protocol.slice(0, -1)}" not supported`);
  }
  if (!/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/.test(url.hostname)) {
    throw new CurlError(6, `curl: (6) Could not resolve host: ${url.hostname}\nNothing leaves this page: only your own server on localhost can be reached.`); // prettier-ignore
  }
  return url;
}

function locationOf(answer: Answered, url: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const value = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return value === undefined ? undefined : new URL(value, url);
}

async function readFile(path: string, ctx: Context): Promise<Uint8Array> {
  if (path === '-') return Uint8Array.from(String(ctx.stdin), (letter) => letter.charCodeAt(0));
  try {
    return await ctx.fs.readFileBuffer(ctx.fs.resolvePath(ctx.cwd, path));
  } catch {
    throw new CurlError(26, `curl: (26) Failed to open ${path}`);
  }
}

async function openJar({ cookie }: CurlOptions, ctx: Context): Promise<CookieJar> {
  const jar = createCookieJar(Date.now);
  if (!cookie || cookie.includes('=')) return jar;
  const path = ctx.fs.resolvePath(ctx.cwd, cookie);
  if (await ctx.fs.exists(path)) jar.read(await ctx.fs.readFile(path));
  return jar;
}

async function keepJar({ cookieJar }: CurlOptions, jar: CookieJar, printed: Printed, ctx: Context) {
  if (cookieJar === '-') printed.stdout += jar.print();
  else if (cookieJar) await ctx.fs.writeFile(ctx.fs.resolvePath(ctx.cwd, cookieJar), jar.print());
}

const connected = (url: URL) => `*   Trying 127.0.0.1:${url.port || 80}...\n* Connected to ${url.hostname} (127.0.0.1) port ${url.port || 80}\n`; // prettier-ignore
const latin1 = (text: string) => bytesToLatin1(new TextEncoder().encode(text));
const bytesToLatin1 = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
