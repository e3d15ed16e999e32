import { hashOf } from './download.ts';
import type { Manifest } from './protocol.ts';
import type { Store } from './store.ts';

interface Parts {
  scope: string;
  store: Store;
  manifest(): Promise<Manifest>;
  fetch: typeof fetch;
  /** Keeps the worker alive for what goes on after the answer. */
  later(work: Promise<unknown>): void;
}

/** The documents that isolate code, by their address: opened with `?isolated` they get an origin of their own. */
const isolated = /^(?:engine\/frame\.[^/]+\.html|preview\.html)$/;

/**
 * What a page gets for a request. Files of this version come from the device, and from the network where they are not
 * there yet; older ones, which pages from before an update still ask for, from the device when the network has them no more.
 */
export async function answer(request: Request, parts: Parts): Promise<Response> {
  const { scope, store } = parts;
  const { files } = await parts.manifest();
  const url = new URL(request.url);
  const address = addressOf(url, scope);
  const navigates = request.mode === 'navigate';
  if (navigates && !files[address] && files[`${address}/`])
    return Response.redirect(`${scope}${address}/${url.search}`);
  const file = files[address];
  const stored = file && (await store.get(address, file));
  if (stored) return url.searchParams.has('isolated') && isolated.test(address) ? isolate(stored) : stored;
  try {
    const response = await parts.fetch(request);
    if (file && response.status === 200) parts.later(keep(response.clone(), address, parts));
    if (file || response.ok || navigates) return response;
    return (await store.anyOf(address)) ?? response;
  } catch (error) {
    const older = file ? undefined : await store.anyOf(address);
    if (older) return older;
    const page = navigates && (await stand(file ? 'offline/' : '404.html', file ? 503 : 404, parts));
    if (page) return page;
    throw error;
  }
}

/** `lessons/x/` for `https://host/base/lessons/x/index.html?y`. */
function addressOf({ origin, pathname }: URL, scope: string): string {
  return decodeURI((origin + pathname).slice(scope.length)).replace(/(^|\/)index\.html$/, '$1');
}

/** Without the frame's attribute, which takes a document out of a service worker's reach, this header isolates it. */
function isolate(stored: Response): Response {
  const headers = new Headers(stored.headers);
  headers.set('Content-Security-Policy', 'sandbox allow-scripts allow-forms');
  return new Response(stored.body, { headers });
}

async function keep(response: Response, address: string, { manifest, store }: Parts): Promise<void> {
  const file = (await manifest()).files[address]!;
  const body = await response.arrayBuffer();
  // What another version has at this address must not pass for ours.
  if ((await hashOf(body)) === file.hash) await store.put(address, file, body).catch(() => {});
}

/** A page that stands in for another one. */
async function stand(address: string, status: number, { manifest, store }: Parts): Promise<Response | undefined> {
  const file = (await manifest()).files[address];
  const stored = file && (await store.get(address, file));
  return stored && new Response(stored.body, { status, headers: stored.headers });
}
