import type { HttpAsk } from '../types.ts';
import { CurlError, type CurlData, type CurlOptions } from './curl-options.ts';

/** What the version that is imitated calls itself. */
export const agent = 'curl/8.14.1';

export type ReadFile = (path: string) => Promise<Uint8Array>;

const encoder = new TextEncoder();

/** The request that the options describe, with curl's own headers first. `Name: ` pairs keep the learner's spelling. */
export async function toRequest(options: CurlOptions, url: URL, cookies: string, read: ReadFile): Promise<HttpAsk> {
  const form = options.form.length ? await multipart(options.form, read) : undefined;
  const sent = form?.body ?? (await toBody(options, read));
  const target = new URL(url);
  if (options.get && sent) target.search += `${target.search ? '&' : ''}${new TextDecoder().decode(sent)}`;
  const body = options.get ? undefined : sent;
  const own: [string, string][] = [['Host', target.host], ['User-Agent', options.agent ?? agent], ['Accept', options.json ? 'application/json' : '*/*']]; // prettier-ignore
  if (options.user !== undefined) own.push(['Authorization', `Basic ${base64(options.user.includes(':') ? options.user : `${options.user}:`)}`]); // prettier-ignore
  if (options.referer) own.push(['Referer', options.referer]);
  if (cookies) own.push(['Cookie', cookies]);
  if (form) own.push(['Content-Type', form.type]);
  else if (options.json) own.push(['Content-Type', 'application/json']);
  else if (body && !options.upload) own.push(['Content-Type', 'application/x-www-form-urlencoded']);
  if (body) own.push(['Content-Length', String(body.length)]);
  return { url: target.href, method: methodOf(options, body), headers: withGiven(own, options.headers), body };
}

function methodOf(options: CurlOptions, body: Uint8Array | undefined): string {
  if (options.method) return options.method;
  if (options.head) return 'HEAD';
  if (options.upload) return 'PUT';
  return body ? 'POST' : 'GET';
}

/** Given headers replace curl's own; `Name:` takes one away, `Name;` sends an empty one. */
function withGiven(own: [string, string][], given: string[]): [string, string][] {
  const headers = [...own];
  for (const line of given) {
    const [, name = '', mark, value = ''] = /^([^:;]+)([:;])\s*(.*)$/.exec(line) ?? [];
    if (!name) continue;
    const at = headers.findIndex(([other]) => other.toLowerCase() === name.toLowerCase());
    const inPlace = at >= 0 && own.includes(headers[at]!);
    if (inPlace) headers.splice(at, 1);
    if (value || mark === ';') headers.splice(inPlace ? at : headers.length, 0, [name, value]);
  }
  return headers;
}

async function toBody(options: CurlOptions, read: ReadFile): Promise<Uint8Array | undefined> {
  if (options.upload !== undefined) return read(options.upload);
  if (!options.data.length) return undefined;
  const parts = await Promise.all(options.data.map((part) => toPart(part, read)));
  // Several pieces of JSON are put together as they are, everything else like a form.
  const joined = parts.flatMap((part, index) => (index && options.data[index]!.kind !== 'json' ? [38, ...part] : [...part])); // prettier-ignore
  return Uint8Array.from(joined);
}

async function toPart({ kind, text }: CurlData, read: ReadFile): Promise<Uint8Array> {
  if (kind === 'urlencode') return encoder.encode(await urlEncoded(text, read));
  if (kind === 'raw' || !text.startsWith('@')) return encoder.encode(text);
  const bytes = await read(text.slice(1));
  return kind === 'ascii' ? bytes.filter((byte) => byte !== 10 && byte !== 13 && byte !== 0) : bytes;
}

/** `content`, `=content`, `name=content`, `@file` and `name@file`. */
async function urlEncoded(text: string, read: ReadFile): Promise<string> {
  const at = text.search(/[=@]/);
  if (at < 0) return encode(text);
  const name = text.slice(0, at);
  const rest = text.slice(at + 1);
  const value = text[at] === '@' ? new TextDecoder().decode(await read(rest)) : rest;
  return `${name && `${name}=`}${encode(value)}`;
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

async function multipart(form: string[], read: ReadFile) {
  const boundary = '------------------------4c2f1b7e9d3a5068';
  const pieces: Uint8Array[] = [];
  for (const field of form) {
    const [, name, value] = /^([^=]*)=([\s\S]*)$/.exec(field) ?? [];
    if (name === undefined || value === undefined) {
      throw new CurlError(2, `curl: option -F: is badly used here\ncurl: try 'curl --help' or 'curl --manual' for more information`); // prettier-ignore
    }
    const [file, ...settings] = value.split(';');
    const type = settings.find((one) => one.startsWith('type='))?.slice(5);
    const isFile = value.startsWith('@');
    const path = file!.slice(1);
    const filename = isFile ? `; filename="${path.split('/').at(-1)}"` : '';
    const kind = type ?? (isFile ? typeOf(path) : undefined);
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename}\r\n${kind ? `Content-Type: ${kind}\r\n` : ''}\r\n`;
    const content = isFile || value.startsWith('<') ? await read(path) : encoder.encode(value.replace(/^\0/, ''));
    pieces.push(encoder.encode(head), content, encoder.encode('\r\n'));
  }
  pieces.push(encoder.encode(`--${boundary}--\r\n`));
  return { type: `multipart/form-data; boundary=${boundary}`, body: Uint8Array.from(pieces.flatMap((piece) => [...piece])) }; // prettier-ignore
}

function typeOf(path: string): string {
  const types: Record<string, string> = { txt: 'text/plain', html: 'text/html', json: 'application/json', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml', pdf: 'application/pdf', xml: 'application/xml' }; // prettier-ignore
  return types[path.split('.').at(-1)!.toLowerCase()] ?? 'application/octet-stream';
}

function base64(text: string): string {
  return btoa(Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
