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
  const response = await find(request, parts);
  const address = addressOf(new URL(request.url), parts.scope);
  if (request.mode === 'navigate' && onFullNode.test(address)) return withHeaders(response, isolation);
  const isPart = request.destination === 'worker' || address === 'preview.html';
  return isPart ? withHeaders(response, isolation.slice(1)) : response;
}

/** Pages on full Node share memory with a frame. Not every host can send the headers that allow it. */
const onFullNode = /^full-node\//;
/** The second one is for their preview and workers, too; it changes nothing for those of other pages. */
const isolation = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
] as const;

function withHeaders(response: Response, added: readonly (readonly [string, string])[]): Response {
  // A redirect is the browser's to follow, and cannot be written anew.
  if (response.status < 200 || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of added) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

async function find(request: Request, parts: Parts): Promise<Response> {
  const { scope, store } = parts;
  const { files } = await parts.manifest();
  const url = new URL(request.url);
  const address = addressOf(url, scope);
  const navigates = request.mode === 'navigate';
  if (navigates && !files[address] && files[`${address}/`])
    return Response.redirect(`${scope}${address}/${url.search}`);
  const file = files[address];
  const stored = file && (await store.get(address, file));
  const asked = url.searchParams.has('isolated') && isolated.test(address);
  const asAsked = (response: Response) => (asked && response.status === 200 ? isolate(response) : response);
  if (stored) return asAsked(stored);
  try {
    const response = await parts.fetch(request);
    if (file && response.status === 200) parts.later(keep(response.clone(), address, parts));
    if (file || response.ok || navigates) return asAsked(response);
    return (await store.anyOf(address)) ?? response;
  } catch (error) {
    const older = file ? undefined : await store.anyOf(address);
    if (older) return older;
    const known = file || onFullNode.test(address);
    const page = navigates && (await stand(known ? 'offline/' : '404.html', known ? 503 : 404, parts));
    if (page) return page;
    throw error;
  }
}

/** `lessons/x/` for `https://host/base/lessons/x/index.html?y`. */
function addressOf({ origin, pathname }: URL, scope: string): string {
  return decodeURI((origin + pathname).slice(scope.length)).replace(/(^|\/)index\.html$/, '$1');
}

/** Without the frame's attribute, which takes a document out of a service worker's reach, this header isolates it. */
function isolate({ body, headers: given }: Response): Response {
  const headers = new Headers(given);
  headers.set('Content-Security-Policy', 'sandbox allow-scripts allow-forms');
  return new Response(body, { headers });
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
