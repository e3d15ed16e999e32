/** WebKit's workers in isolated frames can make Blobs and cannot read them: there, they are made of bytes in memory. */
type Scope = Record<string, any>;
type Part = BufferSource | string | object;

const contents = new WeakMap<object, Uint8Array<ArrayBuffer>>();

/** Replaces `Blob` and `File` where a Blob cannot be read. */
export function installBlobs(scope: object): void {
  const target = scope as Scope;
  if (canRead(target)) return;
  for (const [name, value] of Object.entries({ Blob: MemoryBlob, File: MemoryFile })) {
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  }
}

function canRead({ Blob, FileReaderSync }: Scope): boolean {
  if (typeof FileReaderSync !== 'function') return true;
  try {
    return new FileReaderSync().readAsArrayBuffer(new Blob(['x'])).byteLength === 1;
  } catch {
    return false;
  }
}

function bytesOf(part: Part, endings: string): Uint8Array<ArrayBuffer> {
  const known = typeof part === 'object' && part !== null ? contents.get(part) : undefined;
  if (known) return known;
  if (part instanceof ArrayBuffer) return new Uint8Array(part.slice(0));
  if (ArrayBuffer.isView(part))
    return new Uint8Array(part.buffer as ArrayBuffer, part.byteOffset, part.byteLength).slice();
  const text = String(part);
  return new TextEncoder().encode(endings === 'native' ? text.replace(/\r\n?/g, '\n') : text);
}

function join(parts: Iterable<Part>, endings: string): Uint8Array<ArrayBuffer> {
  const all = Array.from(parts, (part) => bytesOf(part, endings));
  const joined = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const bytes of all) {
    joined.set(bytes, offset);
    offset += bytes.length;
  }
  return joined;
}

const read = (blob: object): Uint8Array<ArrayBuffer> => {
  const bytes = contents.get(blob);
  if (!bytes) throw new TypeError('Illegal invocation');
  return bytes;
};

const plainType = (type: unknown): string => {
  const text = type === undefined ? '' : `${type as string}`;
  return /[^\x20-\x7e]/.test(text) ? '' : text.toLowerCase();
};

class MemoryBlob {
  #type: string;
  constructor(parts: Iterable<Part> = [], options: { type?: string; endings?: string } = {}) {
    if (typeof parts !== 'object' || parts === null || !(Symbol.iterator in parts)) {
      const message = 'Value cannot be converted to sequence.';
      throw Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    contents.set(this, join(parts, options?.endings ?? 'transparent'));
    this.#type = plainType(options?.type);
  }
  get size(): number {
    return read(this).length;
  }
  get type(): string {
    return this.#type;
  }
  slice(start = 0, end = this.size, type?: string): MemoryBlob {
    const blob = new MemoryBlob([], { type: plainType(type) });
    contents.set(blob, read(this).slice(start, end));
    return blob;
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return read(this).slice().buffer;
  }
  async bytes(): Promise<Uint8Array> {
    return read(this).slice();
  }
  async text(): Promise<string> {
    return new TextDecoder().decode(read(this));
  }
  stream(): ReadableStream {
    const bytes = read(this);
    let offset = 0;
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        const chunk = bytes.slice(offset, (offset += 65_536));
        if (chunk.length) controller.enqueue(chunk);
        if (offset >= bytes.length) controller.close();
      },
    });
  }
  textStream(): ReadableStream {
    return this.stream().pipeThrough(new TextDecoderStream() as ReadableWritablePair);
  }
  get [Symbol.toStringTag](): string {
    return 'Blob';
  }
}

class MemoryFile extends MemoryBlob {
  #name: string;
  #lastModified: number;
  constructor(
    parts: Iterable<Part>,
    name: string,
    options: { type?: string; endings?: string; lastModified?: number } = {},
  ) {
    if (arguments.length < 2) {
      const message = 'The "fileBits" and "fileName" arguments must be specified';
      throw Object.assign(new TypeError(message), { code: 'ERR_MISSING_ARGS' });
    }
    super(parts, options);
    this.#name = `${name}`;
    this.#lastModified = options?.lastModified === undefined ? Date.now() : Math.trunc(Number(options.lastModified));
  }
  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#lastModified;
  }
  get webkitRelativePath(): string {
    return '';
  }
  override get [Symbol.toStringTag](): string {
    return 'File';
  }
}

for (const type of [MemoryBlob, MemoryFile]) {
  for (const name of Object.getOwnPropertyNames(type.prototype).filter((one) => one !== 'constructor')) {
    const descriptor = Object.getOwnPropertyDescriptor(type.prototype, name)!;
    Object.defineProperty(type.prototype, name, { ...descriptor, enumerable: true });
  }
}
