import { encodeForm } from './fetch-body.ts';

type Init = RequestInit & { duplex?: string };
const Native = globalThis.Request;

/** What a request was made of: `fetch` sends it with its length and with its headers' own case. */
interface Origin {
  source: BodyInit | (() => Promise<Uint8Array>) | null;
  names: Map<string, string>;
}
const origins = new WeakMap<object, Origin>();

/**
 * `Request` as programs on servers need it. Browsers take `Cookie`, `Host` and others out of a request's headers, not
 * all of them let a request's body be read as a stream, and WebKit cannot read forms with files: so headers are a plain
 * `Headers`, and the body stands in a `Response` of its own.
 */
class NodeRequest extends Native {
  readonly #headers: Headers;
  readonly #body: Response | undefined;

  constructor(input: RequestInfo | URL, init: Init = {}) {
    const { body, headers, duplex: _duplex, ...rest } = init;
    const given = input instanceof Native ? input : undefined;
    const method = init.method ?? given?.method ?? 'GET';
    if (body != null && /^(?:get|head)$/i.test(method)) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    if (body instanceof ReadableStream && _duplex === undefined) {
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
    super(given ? given.url : parse(input), { ...(given && optionsOf(given)), ...rest });
    this.#headers = new Headers(headers ?? given?.headers);
    const inherited = body === undefined && given instanceof NodeRequest ? given.#takeBody() : undefined;
    const origin = readOrigin(body ?? null, headers);
    if (inherited && given) origin.source = origins.get(given)?.source ?? null;
    this.#body = body == null ? inherited : new Response(readable(origin, this.#headers));
    origins.set(this, origin);
    const type = this.#body?.headers.get('content-type');
    if (body != null && type && !this.#headers.has('content-type')) this.#headers.set('content-type', type);
  }

  #takeBody(): Response | undefined {
    if (!this.#body) return undefined;
    if (this.#body.bodyUsed) {
      throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
    }
    return new Response(this.#body.body);
  }

  get #content(): Response {
    return this.#body ?? new Response();
  }
  override get headers(): Headers {
    return this.#headers;
  }
  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#body?.body ?? null;
  }
  override get bodyUsed(): boolean {
    return this.#body?.bodyUsed ?? false;
  }
  get duplex(): string {
    return 'half';
  }
  override text(): Promise<string> {
    return this.#content.text();
  }
  override json(): Promise<unknown> {
    return this.#content.json();
  }
  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#content.arrayBuffer();
  }
  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  }
  override blob(): Promise<Blob> {
    const type = this.#headers.get('content-type') ?? '';
    return this.arrayBuffer().then((buffer) => new Blob([buffer], { type }));
  }
  override formData(): Promise<FormData> {
    const type = this.#headers.get('content-type') ?? '';
    return new Response(this.#content.body, { headers: { 'content-type': type } }).formData();
  }
  override clone(): Request {
    if (this.bodyUsed) throw new TypeError('Request.clone: Body has already been consumed.');
    const copy = this.#body?.clone();
    const init: Init = { headers: this.#headers, duplex: 'half', ...(copy?.body && { body: copy.body }) };
    const cloned = new NodeRequest(this.url, { ...optionsOf(this), ...init });
    origins.set(cloned, origins.get(this)!);
    return cloned;
  }
}
Object.defineProperty(NodeRequest, 'name', { value: 'Request', configurable: true });

/** Install it as the global `Request`; `fetch` takes it and native ones. */
export const Request = NodeRequest as typeof globalThis.Request;

function parse(input: unknown): string {
  try {
    return new URL(String(input)).href;
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${String(input)}`, { cause });
  }
}

/** Only what servers act on: browsers forbid scripts to repeat the rest. */
function optionsOf({ method, redirect, signal }: globalThis.Request): RequestInit {
  return { method, redirect, signal };
}

/** The names of headers in the order and case in which a program gave them; a `Headers` keeps neither. */
export function namesOf(headers: HeadersInit | undefined): Map<string, string> {
  const names = new Map<string, string>();
  if (!headers || headers instanceof Headers) return names;
  for (const [name] of Array.isArray(headers) ? headers : Object.entries(headers)) {
    if (!names.has(name!.toLowerCase())) names.set(name!.toLowerCase(), name!);
  }
  return names;
}

function readOrigin(source: BodyInit | null, headers: HeadersInit | undefined): Origin {
  return { source, names: namesOf(headers) };
}

/** A form becomes a stream, written when it is read; its content type is known before. */
function readable(origin: Origin, headers: Headers): BodyInit {
  const { source } = origin;
  if (!(source instanceof FormData)) return source as BodyInit;
  const { boundary, encoded } = encodeForm(source);
  origin.source = encoded;
  if (!headers.has('content-type')) headers.set('content-type', `multipart/form-data; boundary=${boundary}`);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(await encoded());
      controller.close();
    },
  }) as BodyInit;
}

/** The body of a request that is sent now, and used up by that. */
export async function takeOrigin(request: globalThis.Request): Promise<Origin> {
  if (request.bodyUsed) {
    throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
  }
  const { body } = request;
  const origin = origins.get(request) ?? { source: body, names: new Map<string, string>() };
  if (origin.source === null || origin.source instanceof ReadableStream) return { ...origin, source: body };
  // Whoever looks sees that the body is gone.
  void body?.cancel();
  return typeof origin.source === 'function' ? { ...origin, source: (await origin.source()) as BodyInit } : origin;
}
