/** What a link or a file carries: the files of a playground, as text that says its version. Pure, but for the browser's streams. */
import type { RequestPreset } from '../../sandbox/types.ts';
import type { TextFiles } from '../../sandbox/session/work.ts';

export interface Shared {
  name: string;
  entry?: string | undefined;
  files: TextFiles;
  requests: RequestPreset[];
}

export type Problem = 'broken' | 'newer' | 'too-large' | 'no-files';

/** Characters of a fragment, beyond which links get lost in mail and chats. */
export const linkLimit = 8 * 1024;
/** Bytes that a link may unfold to. */
const unfoldedLimit = 512 * 1024;
const fileLimit = 60;
const start = '#share=';
const version = 1;

export const isShared = (fragment: string): boolean => fragment.startsWith(start);

/** `#share=1.<checksum>.<deflated JSON, base64url>` */
export async function toFragment(shared: Shared): Promise<string> {
  const packed = await pass(new TextEncoder().encode(toText(shared)), new CompressionStream('deflate-raw'));
  const text = toBase64url(packed);
  return `${start}${version}.${checksum(text)}.${text}`;
}

/** What a link holds. Whoever made it may have sent anything. */
export async function fromFragment(fragment: string): Promise<Shared | Problem> {
  const [number = '', sum, text = ''] = fragment.slice(start.length).split('.');
  if (!isShared(fragment) || !/^\d+$/.test(number)) return 'broken';
  if (Number(number) > version) return 'newer';
  // A link that was cut off, or that a program has rewritten.
  if (sum !== checksum(text)) return 'broken';
  try {
    const packed = fromBase64url(text);
    const bytes = await pass(packed, new DecompressionStream('deflate-raw'), unfoldedLimit);
    return bytes === undefined ? 'too-large' : fromText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'broken';
  }
}

/** The same as a file, readable as it is. */
export const toText = ({ name, entry, files, requests }: Shared): string =>
  JSON.stringify({ version, name, entry, files, requests });

export function fromText(text: string): Shared | Problem {
  if (text.length > unfoldedLimit) return 'too-large';
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return 'broken';
  }
  if (!isRecord(read)) return 'broken';
  if (typeof read.version === 'number' && read.version > version) return 'newer';
  const { files, name, entry, requests } = read;
  if (!isRecord(files)) return 'broken';
  const all = Object.entries(files);
  if (all.length === 0) return 'no-files';
  if (all.length > fileLimit) return 'too-large';
  if (!all.every(([path, contents]) => isPath(path) && typeof contents === 'string')) return 'broken';
  return {
    name: typeof name === 'string' && name.trim() ? name.trim().slice(0, 80) : 'Shared with me',
    entry: typeof entry === 'string' && entry in files ? entry : undefined,
    files: files as TextFiles,
    requests: Array.isArray(requests) ? requests.filter(isRequest).slice(0, 20) : [],
  };
}

/** A plain relative path: it leads to no other folder, and reads as what it is. */
const isPath = (path: string) =>
  path.length <= 120 && /^[\w.@-][\w.@ -]*(?:\/[\w.@-][\w.@ -]*)*$/.test(path) && !/(?:^|\/)(?:\.{1,2}|__proto__|node_modules)(?:\/|$)/.test(path); // prettier-ignore

function isRequest(value: unknown): value is RequestPreset {
  if (!isRecord(value) || !isRecord(value.headers)) return false;
  const { title, method, path, headers, body } = value;
  const texts = [title, method, path, body, ...Object.values(headers)].every((part) => typeof part === 'string');
  return texts && /^[A-Z]{1,20}$/.test(String(method)) && String(path).startsWith('/');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All that comes out, or undefined as soon as it is more than the limit. */
async function pass(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array>;
async function pass(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream, limit: number): Promise<Uint8Array | undefined>; // prettier-ignore
async function pass(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
  limit = Infinity,
): Promise<Uint8Array | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough<Uint8Array>(through).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value as Uint8Array<ArrayBuffer>);
    size += value.length;
    if (size > limit) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function toBase64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(text)) throw new Error('not base64url');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
}

/** FNV-1a: finds accidents, not forgeries. */
function checksum(text: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return sum.toString(36);
}
