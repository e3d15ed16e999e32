import type { Connection } from '../../../sandbox/types.ts';
import type { CookieJar } from '../request/cookies.ts';
import { origin } from '../request/server.ts';
import type { Model } from '../model.ts';
import { ask } from './ask.ts';
import type { Resources } from './resources.ts';

export interface PageEvents {
  navigate(wanted: { method: string; url: string; headers: [string, string][]; body: Uint8Array | null }): void;
  say(kind: string, text: string): void;
  title(text: string): void;
  hash(hash: string): void;
}

interface PortOptions {
  model: Model;
  port: MessagePort;
  jar: CookieJar;
  resources: Resources;
  /** The page's own address. */
  url: string;
  events: PageEvents;
}

type Data = Record<string, unknown>;

const isPair = (one: unknown): one is [string, string] =>
  Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string');
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const bytesOf = (value: unknown): Uint8Array | null => (value instanceof Uint8Array && value.length ? value : null);
const pairs = (value: unknown): [string, string][] => (Array.isArray(value) ? value.filter(isPair) : []);

/** Answers what a page asks for. Whatever runs in it is a stranger: each message is read as data of unknown shape. */
export function servePage(options: PortOptions): { close(): void } {
  const { port, jar, resources, url, events } = options;
  const { pathname } = new URL(url);
  const requests = createRequests(options);
  const sockets = createSockets(options);
  const handlers: Record<string, (data: Data, id: number) => unknown> = {
    ...requests.handlers,
    ...sockets.handlers,
    async resource({ url }, id) {
      port.postMessage({ id, data: await resources.load(text(url)) });
    },
    navigate({ method, url, contentType, body }) {
      const headers: [string, string][] = contentType ? [['Content-Type', text(contentType)]] : [];
      const post = method === 'POST';
      events.navigate({ method: post ? 'POST' : 'GET', url: text(url), headers: post ? headers : [], body: post ? bytesOf(body) : null });
    },
    say: ({ kind, text: said }) => events.say(text(kind), text(said)),
    title: ({ text: title }) => events.title(text(title)),
    hash: ({ hash }) => events.hash(text(hash)),
    // A script cannot make a cookie that scripts do not see.
    cookie: ({ text: cookie }) => jar.take([['set-cookie', text(cookie).replace(/;\s*httponly/gi, '')]], pathname),
  };
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null) return;
    const { type, id } = data as Data;
    if (typeof type === 'string' && Object.hasOwn(handlers, type)) void handlers[type]!(data as Data, Number(id));
  };
  return {
    close() {
      port.close();
      requests.close();
      sockets.close();
    },
  };
} // prettier-ignore

function createRequests({ model, port, jar, url: page, events }: PortOptions) {
  const underWay = new Map<number, AbortController>();
  const answer = async (data: Data, id: number) => {
    const controller = new AbortController();
    underWay.set(id, controller);
    const { signal } = controller;
    try {
      const url = new URL(text(data['url']));
      if (url.origin !== origin) throw new Error('Failed to fetch');
      const wanted = { method: text(data['method']), url: url.href, headers: pairs(data['headers']), body: bytesOf(data['body']) };
      const follow = data['redirect'] !== 'manual';
      const own = data['credentials'] === 'omit' ? undefined : jar;
      const { response, url: final, redirected } = await ask(model, wanted, { jar: own, referrer: page, signal, follow });
      const headers = response.headers.filter(([name]) => !/^set-cookie2?$/i.test(name));
      port.postMessage({ type: 'cookies', text: jar.header(new URL(page).pathname, { forScript: true }) });
      port.postMessage({ type: 'head', id, status: response.status, statusText: response.statusText, headers, url: final, redirected });
      const reader = response.body.getReader();
      signal.addEventListener('abort', () => void reader.cancel().catch(() => {}));
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        port.postMessage({ type: 'chunk', id, bytes: part.value });
      }
      port.postMessage({ type: 'end', id });
    } catch (error) {
      if (!signal.aborted) events.say('failed', error instanceof Error ? error.message : String(error));
      port.postMessage({ type: 'end', id, error: 'Failed to fetch' });
    } finally {
      underWay.delete(id);
    }
  };
  return {
    handlers: { fetch: answer, abort: (_data: Data, id: number) => underWay.get(id)?.abort() },
    close: () => underWay.forEach((one) => one.abort()),
  };
} // prettier-ignore

function createSockets({ model, port }: PortOptions) {
  const open = new Map<number, Promise<Connection>>();
  const tell = (id: number, event: unknown) => port.postMessage({ id, event });
  const lost = { type: 'close', code: 1006, reason: '' };
  const connect = ({ url, protocols }: Data, id: number) => {
    const names = Array.isArray(protocols) ? protocols.filter((one): one is string => typeof one === 'string') : [];
    if (!URL.canParse(text(url)) || new URL(text(url)).host !== new URL(origin).host) return tell(id, lost);
    const connection = model.services.value!.program.connect(text(url), names, (event) => tell(id, event));
    open.set(id, connection);
    connection.catch(() => tell(id, lost));
  };
  const to = (id: number, act: (connection: Connection) => void) =>
    void open
      .get(id)
      ?.then(act)
      .catch(() => {});
  return {
    handlers: {
      connect,
      'socket-send': ({ data }: Data, id: number) =>
        to(id, (one) => one.send(typeof data === 'string' ? data : (bytesOf(data) ?? new Uint8Array()))),
      'socket-close': ({ code, reason }: Data, id: number) => to(id, (one) => one.close(Number(code), text(reason))),
    },
    close: () => [...open.keys()].forEach((id) => to(id, (one) => one.close(1000))),
  };
}
