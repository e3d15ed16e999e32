/** Texts as pages have them, bytes as files have them. Pure. */
import { createHash } from 'node:crypto';

const mark = '\uFEFF';

/** The text of a file with `\n` at the end of lines; undefined where it is no text in UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return (text.startsWith(mark) ? text.slice(1) : text).replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

/** A text as the file has it that it takes the place of: its ends of lines, its byte order mark. */
export function bytesOf(text: string, before: Uint8Array | undefined): Buffer {
  const old = before ? Buffer.from(before).toString('utf8') : '';
  const windows = (old.match(/\r\n/g)?.length ?? 0) * 2 > (old.match(/\n/g)?.length ?? 0);
  const lines = text.replaceAll('\r\n', '\n');
  return Buffer.from((old.startsWith(mark) ? mark : '') + (windows ? lines.replaceAll('\n', '\r\n') : lines));
}

export function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 24);
}
