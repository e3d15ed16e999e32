// Runs an entry as `node entry` does, once what packages need is there, and tells the page which of its output was an
// error and where it listens: a container's terminal is one stream. `node program.mjs <mark> <entry> …`.
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { toLine, type FromProgram } from '../protocol.ts';
import './ready.ts';

const [node, , mark, entry, ...args] = process.argv as [string, string, string, string, ...string[]];
const write = process.stdout.write.bind(process.stdout);
const send = (message: FromProgram, done?: () => void) => write(toLine(mark, message), done);

for (const stream of ['stdout', 'stderr'] as const) {
  process[stream].write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return send({ type: 'printed', stream, text }, rest.find((one) => typeof one === 'function') as () => void);
  }) as typeof process.stdout.write;
}

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (this: net.Server, ...all: never[]) {
  this.once('listening', () => {
    const address = this.address();
    if (address && typeof address === 'object') send({ type: 'listening', port: address.port });
  });
  return Reflect.apply(listen, this, all) as net.Server;
} as typeof listen;

process.argv = [node, path.resolve(entry), ...args];
await import(pathToFileURL(path.resolve(entry)).href);
// What was told to listen does so in the next turn.
setImmediate(() => setImmediate(send, { type: 'evaluated' }));
