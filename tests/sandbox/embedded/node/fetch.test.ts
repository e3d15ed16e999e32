import { expect, describe, test } from 'vitest';
import { dispatch } from '../../../../sandbox/embedded/node/fetch.ts';
import ourHttp from '../../../../sandbox/embedded/node/http.ts';
import { network } from '../../../../sandbox/embedded/node/network.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('requests from outside of the realm', () => {
  test('arrive as they are, and their answers piece by piece', async () => {
    const seenHeaders: string[][] = [];
    const server = ourHttp.createServer(async (request, response) => {
      seenHeaders.push(request.rawHeaders);
      response.writeHead(200, 'Fine', { 'X-A': '1', 'Set-Cookie': ['a=1', 'b=2'] });
      for (const part of ['one', 'two']) {
        response.write(part);
        await sleep(10);
      }
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, () => resolve()));
    const headers: [string, string][] = [
      ['Host', 'example.test'],
      ['Cookie', 'a=1'],
    ];
    const answer = await dispatch(network, { method: 'GET', url: 'http://example.test/', headers, body: null });
    expect(answer.headers.filter(([name]) => /^(?:x|set)/i.test(name))).toEqual([
      ['X-A', '1'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    expect([answer.status, answer.statusText]).toEqual([200, 'Fine']);
    const reader = answer.body.getReader();
    const first = await reader.read();
    expect(new TextDecoder().decode(first.value)).toBe('one');
    await reader.cancel();
    expect(seenHeaders[0]).toEqual(expect.arrayContaining(['Host', 'example.test', 'Cookie', 'a=1']));
    server.close();
    server.closeAllConnections();
  });

  test('say when nobody listens', async () => {
    const request = { method: 'GET', url: 'http://localhost:3000/', headers: [], body: null };
    await expect(dispatch(network, request)).rejects.toThrow('no server of this program is listening');
  });
});
