import { once } from 'node:events';
import http from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { probeServer } from '../../../sandbox/local/probe-server.ts';
import { readAddress } from '../../../sandbox/local/server-address.ts';

test.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['localhost:3000', 'http://localhost:3000'],
  ['http://[::1]:80/api/', 'http://[::1]/api'],
])('%s is read as %s', (text, url) => {
  expect(readAddress(text)).toEqual({ url });
});

test.each([
  ['https://example.org', 'only http:// can be graded'],
  ['http://', 'is no address'],
  ['', 'is no address'],
  ['http://a/?x=1', 'has a ? in it'],
])('“%s” is refused: it %s', (text, words) => {
  expect(readAddress(text)).toEqual({ fault: expect.stringContaining(words) });
});

async function at(server: Server): Promise<string> {
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('any answer in HTTP will do', async () => {
  expect(
    await probeServer(await at(http.createServer((_, response) => response.writeHead(404).end()))),
  ).toBeUndefined();
});

test.each<[string, (...args: never[]) => Server, string]>([
  ['says something else', () => createServer((socket) => socket.end('-ERR not a command\r\n')), 'not HTTP'],
  ['hangs up', () => createServer((socket) => socket.destroy()), 'closed the connection without an answer'],
  [
    'never answers',
    () => createServer((socket) => void onTestFinished(() => void socket.destroy())),
    'gave no answer to GET / within 0.2 s',
  ],
])('a program that %s is told apart', async (_name, create, words) => {
  expect(await probeServer(await at(create()), 200)).toContain(words);
});

test('so is a port where nothing listens, and a name that nobody has', async () => {
  const server = createServer();
  const url = await at(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await probeServer(url)).toContain('Nothing listens at');
  expect(await probeServer('http://nobody.invalid')).toMatch(/no computer called “nobody\.invalid”|cannot be reached/);
});
