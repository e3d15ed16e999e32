/** PostgreSQL's wire protocol, version 3, as far as a front of one session has to read and write it. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A message: its type byte as a letter, and what follows the length. The start-up messages have no letter. */
export interface Message {
  type: string;
  body: Uint8Array;
  /** With type and length, as it came. */
  whole: Uint8Array;
}

const codes = { ssl: 80877103, gssenc: 80877104, cancel: 80877102, version3: 196608 } as const;

export type StartupMessage =
  { kind: 'ssl' | 'gssenc' | 'cancel' | 'unknown' } | { kind: 'startup'; parameters: Record<string, string> };

/** Cuts a stream of bytes into messages; what is not whole yet waits. */
export function createReader() {
  let buffer: Uint8Array = new Uint8Array(0);
  const take = (length: number) => {
    const taken = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return taken;
  };
  const lengthAt = (offset: number) => new DataView(buffer.buffer, buffer.byteOffset).getInt32(offset);
  return {
    push: (bytes: Uint8Array) => void (buffer = buffer.length ? concat([buffer, bytes]) : bytes),
    /** The next message without a letter. */
    startup(): StartupMessage | undefined {
      if (buffer.length < 8 || buffer.length < lengthAt(0)) return undefined;
      const code = lengthAt(4);
      const body = take(lengthAt(0)).subarray(8);
      if (code !== codes.version3) {
        return { kind: (['ssl', 'gssenc', 'cancel'] as const).find((name) => codes[name] === code) ?? 'unknown' };
      }
      const words = decoder.decode(body).split('\0');
      const parameters: Record<string, string> = {};
      for (let index = 0; index + 1 < words.length && words[index]; index += 2) {
        parameters[words[index]!] = words[index + 1]!;
      }
      return { kind: 'startup', parameters };
    },
    next(): Message | undefined {
      if (buffer.length < 5 || buffer.length < lengthAt(1) + 1) return undefined;
      const whole = take(lengthAt(1) + 1);
      return { type: String.fromCharCode(whole[0]!), body: whole.subarray(5), whole };
    },
  };
}

/** All messages of a whole answer. */
export function readAll(bytes: Uint8Array): Message[] {
  const reader = createReader();
  reader.push(bytes);
  const messages: Message[] = [];
  for (let next = reader.next(); next; next = reader.next()) messages.push(next);
  return messages;
}

export function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function message(type: string, body: Uint8Array = new Uint8Array(0)): Uint8Array {
  const whole = new Uint8Array(body.length + 5);
  whole[0] = type.charCodeAt(0);
  new DataView(whole.buffer).setInt32(1, body.length + 4);
  whole.set(body, 5);
  return whole;
}

export const text = (words: string): Uint8Array => encoder.encode(`${words}\0`);

/** A simple query. */
export const query = (sql: string): Uint8Array => message('Q', text(sql));

/** The words of a body up to the next zero byte, and where what follows begins. */
export function wordsAt(body: Uint8Array, offset: number): [string, number] {
  const end = body.indexOf(0, offset);
  return [decoder.decode(body.subarray(offset, end)), end + 1];
}

/** The fields of an ErrorResponse or a NoticeResponse: `C` the SQLSTATE, `M` the message, … */
export function readFields(body: Uint8Array): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 0; body[at];) {
    const [words, next] = wordsAt(body, at + 1);
    fields[String.fromCharCode(body[at]!)] = words;
    at = next;
  }
  return fields;
}

export function errorResponse(fields: {
  severity: string;
  code: string;
  message: string;
  detail?: string;
  hint?: string;
}): Uint8Array {
  const { severity, code, detail, hint } = fields;
  const parts = { S: severity, V: severity, C: code, M: fields.message, D: detail, H: hint };
  const set = Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined);
  return message('E', concat([...set.map(([key, words]) => text(key + words)), new Uint8Array(1)]));
}

/** ReadyForQuery: idle, in a transaction, or in one that failed. */
export const ready = (state: 'I' | 'T' | 'E'): Uint8Array => message('Z', encoder.encode(state));

/** The parameters of a Bind message as text; null where they are. */
export function boundValues(body: Uint8Array): (string | null)[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [, afterPortal] = wordsAt(body, 0);
  const [, afterStatement] = wordsAt(body, afterPortal);
  const formats = view.getInt16(afterStatement);
  let at = afterStatement + 2 + formats * 2;
  const count = view.getInt16(at);
  at += 2;
  return Array.from({ length: count }, (_, index) => {
    const length = view.getInt32(at);
    const start = at + 4;
    at = start + Math.max(length, 0);
    if (length < 0) return null;
    const binary = formats > 0 && view.getInt16(afterStatement + 2 + (formats === 1 ? 0 : index) * 2) === 1;
    const bytes = body.subarray(start, at);
    return binary
      ? `\\x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
      : decoder.decode(bytes);
  });
}
