import type { PlainResponse } from '../../../sandbox/types.ts';
import type { CookieJar } from '../request/cookies.ts';
import { headerOf } from '../request/answer.ts';
import { origin } from '../request/server.ts';
import { isRedirect } from '../request/statuses.ts';
import type { Model } from '../model.ts';

export interface Wanted {
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array | null;
}

export interface Answered {
  response: PlainResponse;
  /** Where it came from after redirects, and the method that got it. */
  url: string;
  method: string;
  redirected: boolean;
}

interface AskOptions {
  jar?: CookieJar | undefined;
  /** The page that asks; none for an address that was typed. */
  referrer?: string | undefined;
  signal?: AbortSignal | undefined;
  follow?: boolean;
}

/** Asks the learner's server as a browser would: with cookies, `Origin` and `Referer`, and after its redirects. */
export async function ask(model: Model, first: Wanted, options: AskOptions = {}): Promise<Answered> {
  const { jar, signal, follow = true } = options;
  let wanted = first;
  for (let hops = 0; ; hops++) {
    const { pathname, search } = new URL(wanted.url);
    const request = { ...wanted, headers: browserHeaders(wanted, options) };
    const response = await model.services.value!.program.send(request, { signal });
    jar?.take(response.headers, pathname);
    const location = headerOf(response.headers, 'location');
    if (!follow || !isRedirect(response.status) || !location) {
      return { response, url: origin + pathname + search, method: wanted.method, redirected: hops > 0 };
    }
    void response.body.cancel().catch(() => {});
    const target = new URL(location, wanted.url);
    if (target.origin !== origin) throw new Error(`Your server redirects to ${target.href}. The preview stays here.`);
    if (hops === 20) throw new Error('Your server redirects in a circle: 20 redirects one after the other.');
    wanted = next(wanted, response.status, target.href);
  }
}

function next({ method, headers, body }: Wanted, status: number, url: string): Wanted {
  const keeps = status === 307 || status === 308 || (status !== 303 && method !== 'POST') || method === 'HEAD';
  if (keeps) return { method, headers, body, url };
  return { method: 'GET', headers: headers.filter(([name]) => !/^content-/i.test(name)), body: null, url };
}

function browserHeaders({ method, url, headers }: Wanted, { jar, referrer }: AskOptions): [string, string][] {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const { pathname } = new URL(url);
  const cookies = jar?.header(pathname) ?? '';
  const usual: [string, string][] = [
    ['User-Agent', navigator.userAgent],
    ['Accept', '*/*'],
    ['Accept-Language', navigator.language],
    ...(referrer ? [['Referer', referrer] as [string, string]] : []),
    ...(referrer && !/^(?:GET|HEAD)$/.test(method) ? [['Origin', origin] as [string, string]] : []),
    ...(cookies ? [['Cookie', cookies] as [string, string]] : []),
  ];
  return [...usual.filter(([name]) => !given.has(name.toLowerCase())), ...headers];
}

/** The longest answer that the preview reads. */
const limit = 8_000_000;

export async function readAll({ body }: PlainResponse): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (size > limit) {
      void reader.cancel().catch(() => {});
      throw new Error('The answer is longer than 8 MB, which the preview does not show.');
    }
  }
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
