import type { Reply } from './reply.ts';

/** Reads replies as they come over the wire, for whoever is a client: `redis-cli` in the terminal. */
export function createReplyReader() {
  let buffer = '';
  return {
    /** Bytes as `latin1`. */
    push(bytes: string) {
      buffer += bytes;
    },
    /** The next whole reply; `undefined` when there is none yet. */
    next(): Reply | undefined {
      const found = read(buffer, 0);
      if (!found) return undefined;
      buffer = buffer.slice(found.end);
      return found.reply;
    },
  };
}

interface Found {
  reply: Reply;
  end: number;
}

function read(text: string, at: number): Found | undefined {
  const line = text.indexOf('\r\n', at);
  if (line < 0) return undefined;
  const [kind, rest] = [text[at]!, text.slice(at + 1, line)];
  const end = line + 2;
  if ('$='.includes(kind)) return Number(rest) < 0 ? { reply: null, end } : readText(text, end, Number(rest), kind);
  if ('*~>%'.includes(kind)) return readItems(text, end, Number(rest), kind);
  const simple: Record<string, () => Reply> = {
    '+': () => ({ simple: rest }),
    '-': () => ({ failure: rest }),
    ':': () => (Number.isSafeInteger(Number(rest)) ? Number(rest) : BigInt(rest)),
    ',': () => ({ double: rest === 'inf' ? Infinity : rest === '-inf' ? -Infinity : Number(rest) }),
    _: () => null,
    // As `redis-cli` prints it; there is no other use for one.
    '#': () => ({ simple: rest === 't' ? '(true)' : '(false)' }),
  };
  return { reply: (simple[kind] ?? (() => ({ failure: `Protocol error, got "${kind}" as reply type byte` })))(), end };
}

function readText(text: string, at: number, size: number, kind: string): Found | undefined {
  if (text.length < at + size + 2) return undefined;
  const body = text.slice(at, at + size);
  return { reply: kind === '=' ? { verbatim: body.slice(4) } : body, end: at + size + 2 };
}

function readItems(text: string, start: number, count: number, kind: string): Found | undefined {
  if (count < 0) return { reply: { nilArray: true }, end: start };
  const items: Reply[] = [];
  let end = start;
  for (let item = 0; item < (kind === '%' ? count * 2 : count); item++) {
    const found = read(text, end);
    if (!found) return undefined;
    items.push(found.reply);
    ({ end } = found);
  }
  if (kind === '*') return { reply: items, end };
  if (kind === '~') return { reply: { set: items }, end };
  if (kind === '>') return { reply: { push: items }, end };
  const map = Array.from({ length: count }, (_, index): [Reply, Reply] => [items[index * 2]!, items[index * 2 + 1]!]);
  return { reply: { map }, end };
}
