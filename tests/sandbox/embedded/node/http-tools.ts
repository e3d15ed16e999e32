import { once } from 'node:events';
import * as nodeHttp from 'node:http';
import * as nodeNet from 'node:net';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import ourHttp from '../../../../sandbox/embedded/node/http.ts';
import ourNet from '../../../../sandbox/embedded/node/net.ts';
import { bundleNetwork } from './http-bundle.ts';

type Http = typeof nodeHttp;
type Net = typeof nodeNet;
interface Tools {
  http: Http;
  net: Net;
  log(line: string): void;
  /** Starts a server on a free port; it is closed after the program. */
  serve(listener?: nodeHttp.RequestListener, options?: nodeHttp.ServerOptions): Promise<Served>;
}
interface Served {
  server: nodeHttp.Server;
  port: number;
}
type Program = (tools: Tools) => Promise<unknown>;

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function watch(name: string, emitter: NodeJS.EventEmitter, log: Tools['log'], events: string[]): void {
  for (const event of events) {
    emitter.on(event, (value: unknown) => log(`${name} ${event}${value instanceof Error ? ` ${fault(value)}` : ''}`));
  }
}

export function fault(error: unknown): string {
  const { name, message, code } = error as Error & { code?: string };
  return JSON.stringify({ name, message, code });
}

export const life = ['socket', 'finish', 'response', 'abort', 'timeout', 'error', 'close'];
export const reading = ['aborted', 'end', 'error', 'close'];

/** What a raw client gets for the text it sends. */
export async function raw({ net }: Tools, port: number, text: string | string[], pause = 5): Promise<string> {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let answer = '';
  socket.on('data', (chunk) => (answer += String(chunk)));
  socket.on('error', (error) => (answer += fault(error)));
  for (const part of [text].flat()) {
    socket.write(part, 'latin1');
    await sleep(pause);
  }
  await Promise.race([once(socket, 'end').catch(() => {}), sleep(40)]);
  socket.destroy();
  return answer.replace(/Date: [^\r]*/g, 'Date: …');
}

export async function body(message: nodeHttp.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk as string;
  return text;
}

export function get(http: Http, options: nodeHttp.RequestOptions | string): Promise<nodeHttp.IncomingMessage> {
  return new Promise((resolve, reject) => http.get(options as never, resolve).on('error', reject));
}

export const local = (port: number, more: nodeHttp.RequestOptions = {}) => ({
  host: '127.0.0.1',
  port,
  agent: false as const,
  ...more,
});
export const ok: nodeHttp.RequestListener = (request, response) =>
  void response.end(`${request.method} ${request.url}`);

/** Waits until nothing more comes: what a busy computer tells late belongs to the exchange, too. */
async function quiet(log: string[]): Promise<void> {
  for (let told = -1; told < log.length;) {
    told = log.length;
    await sleep(100);
  }
}

async function run(http: Http, net: Net, program: Program): Promise<unknown> {
  const log: string[] = [];
  const servers: Served[] = [];
  const serve: Tools['serve'] = async (listener, options = {}) => {
    const server = http.createServer(options, listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const served = { server, port: (server.address() as AddressInfo).port };
    servers.push(served);
    return served;
  };
  try {
    const result = await program({ http, net, log: (line) => void log.push(line), serve });
    await quiet(log);
    let text = JSON.stringify({ result, log });
    for (const { port } of servers) text = text.replaceAll(String(port), 'PORT');
    return JSON.parse(text) as unknown;
  } finally {
    for (const { server } of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** As they run in browsers: on the packages that stand in for Node's streams and buffers there. */
const bundled = await bundleNetwork();

/**
 * How often Node may be asked. The system decides which side of a connection hears of something first, so that Node's own
 * logs differ now and then: what it gives in one of these runs counts.
 */
const runsOfNode = 6;

/** The same programs on Node's own modules, on ours, and on ours as browsers have them. */
export function sameInBoth(title: string, programs: [name: string, program: Program][]): void {
  const ours: [Http, Net][] = [[ourHttp as unknown as Http, ourNet as unknown as Net], [bundled.http as Http, bundled.net as Net]]; // prettier-ignore
  describe(title, () => {
    test.each(programs)('%s', async (_name, program) => {
      const theirs = [await run(nodeHttp, nodeNet, program)];
      for (const [http, net] of ours) {
        // Ours has one attempt.
        const got = await run(http, net, program);
        const same = () => theirs.find((one) => isDeepStrictEqual(one, got));
        while (!same() && theirs.length < runsOfNode) theirs.push(await run(nodeHttp, nodeNet, program));
        expect(got).toEqual(same() ?? theirs[0]);
      }
    });
  });
}
