import net from 'node:net';
import { splitLine } from '../../../../sandbox/services/redis/resp.ts';

/** A connection that sends words and reads whole replies as the bytes they are. */
export interface Talk {
  send(words: string[]): void;
  /** The next reply, or `(nothing)` when none came in time. */
  read(patience?: number): Promise<string>;
  close(): void;
}

export async function talkTo(port: number): Promise<Talk> {
  const socket = net.connect(port, '127.0.0.1');
  let arrived = '';
  let notice = () => {};
  let ended = false;
  socket.on('data', (bytes) => {
    arrived += bytes.toString('latin1');
    notice();
  });
  socket.on('close', () => {
    ended = true;
    notice();
  });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    send: (words) =>
      void socket.write(
        Buffer.from(`*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`, 'latin1'),
      ),
    async read(patience = 3000) {
      const limit = performance.now() + patience;
      for (;;) {
        const end = endOfReply(arrived, 0);
        if (end !== undefined) {
          const reply = arrived.slice(0, end);
          arrived = arrived.slice(end);
          return reply;
        }
        if (ended) return '(closed)';
        const left = limit - performance.now();
        if (left <= 0) return '(nothing)';
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          notice = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    close: () => socket.destroy(),
  };
}

function endOfReply(text: string, at: number): number | undefined {
  const line = text.indexOf('\r\n', at);
  if (line < 0) return undefined;
  const size = Number(text.slice(at + 1, line));
  const after = line + 2;
  const kind = text[at]!;
  if ('$='.includes(kind)) return size < 0 ? after : text.length >= after + size + 2 ? after + size + 2 : undefined;
  if (!'*%~>'.includes(kind)) return after;
  let end: number | undefined = after;
  for (let item = 0; item < (kind === '%' ? size * 2 : size) && end !== undefined; item++) end = endOfReply(text, end);
  return end;
}

/**
 * One step: `SET a 1` is sent and its reply read, on connection `a` unless another letter stands before it (`b: GET a`).
 * `b:& BLPOP q 0` does not wait for a reply, `b:<` reads one more, `b:-` sees that there is none.
 * `~` before the command: the items may come in any order; `#`: digits are not compared.
 */
export async function runSteps(port: number, steps: readonly string[]): Promise<string[]> {
  const talks = new Map<string, Talk>();
  const replies: string[] = [];
  for (const step of steps) {
    const [, name = 'a', mode = '', loose = '', command] = /^(?:([a-z]):)?([&<-]?)\s*([~#]?)(.*)$/s.exec(step)!;
    const talk = talks.get(name) ?? (await talkTo(port));
    talks.set(name, talk);
    if (command) talk.send(splitLine(command));
    if (mode !== '&') replies.push(loosen(await talk.read(mode === '-' ? 60 : 3000), loose));
    else replies.push('(sent)');
  }
  for (const talk of talks.values()) talk.close();
  return replies;
}

function loosen(reply: string, how: string): string {
  if (how === '#') return reply.replace(/\d+/g, 'N');
  return how === '~' ? reply.split('\r\n').toSorted().join('\r\n') : reply;
}
