/** A Redis without a network: for the terminal of a page, whose worker has none. */
import { newClient } from './connection.ts';
import { createEngine, type RedisEngine } from './engine.ts';
import { createCommandReader, encode } from './resp.ts';

let engine: RedisEngine | undefined;
let clients = 0;

/** Whether somebody at this address would find it. */
export const isHere = (host: string, port: number) => port === 6379 && /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host);

/** One more client of the one server of this worker, which begins empty with its first client. */
export function connectInMemory() {
  engine ??= createEngine({ now: Date.now, port: () => 6379, onResume: (client) => (client as typeof self).go() });
  const { receive, leave } = engine;
  const self = newClient(++clients, `127.0.0.1:${40_000 + clients}`);
  const reader = createCommandReader();
  const replies: string[] = [];
  let notice = () => {};
  engine.clients.set(self.id, self);
  self.send = (reply) => {
    replies.push(encode(reply, self.protocol));
    notice();
  };
  const close = () => {
    self.leaving = true;
    leave(self);
    notice();
  };
  self.end = close;
  self.go = () => {
    while (!self.waiting && !self.leaving) {
      const words = reader.next();
      if (!words) return;
      receive(words, self);
    }
    if (self.leaving) close();
  };
  return {
    write(bytes: Uint8Array) {
      reader.push(Buffer.from(bytes).toString('latin1'));
      self.go();
    },
    async read(): Promise<Uint8Array | undefined> {
      while (!replies.length && !self.leaving) await new Promise<void>((resolve) => (notice = resolve));
      const reply = replies.shift();
      return reply === undefined ? undefined : Buffer.from(reply, 'latin1');
    },
    close,
  };
}
