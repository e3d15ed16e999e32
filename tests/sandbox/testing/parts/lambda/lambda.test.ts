import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { lambda, manualClock, type LambdaOptions } from '#testing/lambda';

const seen: string[] = ((globalThis as any).seen ??= []);
beforeEach(() => void seen.splice(0));

const open = (options: LambdaOptions = {}) => lambda(() => import('./handler.ts'), options);
const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('events', () => {
  test('have the shape of payload format 2.0', async () => {
    const { client, events } = await open({ routes: ['POST /my/{id}'], stageVariables: { tier: 'test' }, now: () => Date.UTC(2020, 2, 12, 19, 3, 58) }); // prettier-ignore
    await client.post('/my/path%20x?parameter1=value1&parameter1=value2&parameter2=a%26b', {
      headers: { Cookie: 'cookie1=1; cookie2=2', 'X-Header': 'Value', 'User-Agent': 'agent' },
      json: { hello: 'ä' },
    });
    expect(events).toEqual([
      {
        version: '2.0',
        routeKey: 'POST /my/{id}',
        rawPath: '/my/path%20x',
        rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=a%26b',
        cookies: ['cookie1=1', 'cookie2=2'],
        headers: {
          'content-length': '14', 'content-type': 'application/json', 'x-header': 'Value', 'user-agent': 'agent',
          host: 'engineroom.execute-api.eu-central-1.amazonaws.com', 'x-forwarded-for': '192.0.2.1',
          'x-forwarded-port': '443', 'x-forwarded-proto': 'https',
        },
        queryStringParameters: { parameter1: 'value1,value2', parameter2: 'a&b' },
        requestContext: {
          accountId: '123456789012', apiId: 'engineroom', domainPrefix: 'engineroom',
          domainName: 'engineroom.execute-api.eu-central-1.amazonaws.com',
          http: { method: 'POST', path: '/my/path%20x', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'agent' },
          requestId: 'request-1', routeKey: 'POST /my/{id}', stage: '$default',
          time: '12/Mar/2020:19:03:58 +0000', timeEpoch: 1584039838000,
        },
        body: '{"hello":"ä"}',
        pathParameters: { id: 'path x' },
        isBase64Encoded: false,
        stageVariables: { tier: 'test' },
      },
    ]); // prettier-ignore
  });

  test('leave out what is empty, and bring forms in base64', async () => {
    const { client, events } = await open();
    await client.get('/');
    await client.post('/', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' });
    expect(Object.keys(events[0]!)).toEqual(['version', 'routeKey', 'rawPath', 'rawQueryString', 'headers', 'requestContext', 'isBase64Encoded']); // prettier-ignore
    expect([events[1]!.body, events[1]!.isBase64Encoded]).toEqual(['YT0x', true]);
  });

  test('take the most specific route', async () => {
    const { client } = await open({ routes: ['ANY /{all+}', 'GET /notes/{id}', 'GET /notes/new', 'POST /notes'] });
    const keys = [];
    for (const [method, path] of [
      ['GET', '/notes/7'],
      ['GET', '/notes/new'],
      ['DELETE', '/notes/7/x'],
    ] as const) {
      keys.push((await client.request(method, path)).json().parameters);
    }
    expect(keys).toEqual([{ id: '7' }, undefined, { all: 'notes/7/x' }]);
    const { client: strict } = await open({ routes: ['GET /notes'] });
    const answer = await strict.get('/other');
    expect([answer.status, answer.text]).toEqual([404, '{"message":"Not Found"}']);
  });
});

describe('answers', () => {
  test.each([
    ['/count', 200, 'application/json', '{"calls":1}'],
    ['/text', 200, 'application/json', 'plain'],
    ['/full', 201, 'text/plain;charset=UTF-8', 'made'],
    ['/binary', 200, 'image/x', '\u0000\u0001\u0002'],
    ['/object', 500, 'application/json', '{"message":"Internal Server Error"}'],
    ['/throws', 500, 'application/json', '{"message":"Internal Server Error"}'],
  ])('%s', async (path, status, type, text) => {
    const { client } = await open();
    const answer = await client.get(path);
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([status, type, text]);
  });

  test('headers, cookies and problems', async () => {
    const { client, problems, invocations } = await open();
    expect((await client.get('/full')).headers).toMatchObject({ 'x-one': '1', 'set-cookie': 'a=1; Path=/\nb=2' });
    await client.get('/object');
    expect(problems).toEqual(['body is an object, not text']);
    await client.get('/throws');
    expect(invocations.at(-1)).toMatchObject({
      status: 'failed',
      error: { errorType: 'TypeError', errorMessage: 'no' },
    });
  });
});

describe('instances', () => {
  test('are started when they are needed, and keep what is in their memory', async () => {
    const { client, instances, invocations, recycle, log } = await open();
    const counts = [];
    for (let call = 0; call < 2; call++) counts.push((await client.get('/count')).json().calls);
    recycle();
    counts.push((await client.get('/count')).json().calls);
    expect(counts).toEqual([1, 2, 1]);
    expect(invocations.map(({ coldStart }) => coldStart)).toEqual([true, false, true]);
    expect(instances.map(({ state, calls }) => [state, calls])).toEqual([['ended', 2], ['idle', 1]]); // prettier-ignore
    expect(log.filter((line) => line.startsWith('REPORT')).map((line) => line.includes('Init Duration'))).toEqual([true, false, true]); // prettier-ignore
  });

  test('do one call at a time, and no more than may', async () => {
    const clock = manualClock();
    const { client, instances } = await open({ clock, concurrency: 2 });
    const slow = [client.get('/slow'), client.get('/slow')];
    await expect.poll(() => instances.length).toBe(2);
    const third = await client.get('/count');
    expect([third.status, third.text]).toEqual([503, '{"message":"Service Unavailable"}']);
    await clock.advance(2000);
    expect((await Promise.all(slow)).map((answer) => answer.json())).toEqual([{ left: 1000 }, { left: 1000 }]);
  });

  test('end with a timeout', async () => {
    const clock = manualClock();
    const { client, instances, log } = await open({ clock, timeout: 500 });
    const answer = client.get('/never');
    await expect.poll(() => instances.length).toBe(1);
    await clock.advance(500);
    expect((await answer).status).toBe(500);
    expect(instances[0]!.state).toBe('ended');
    expect(log.find((line) => line.includes('timed out'))).toMatch(/Task timed out after 0.50 seconds$/);
    expect((await client.get('/count')).json()).toEqual({ calls: 1 });
  });

  test('find their variables, and a name', async () => {
    const { client } = await open({ env: { TABLE: 'orders' }, name: 'shop' });
    expect((await client.get('/x')).json()).toEqual({ path: '/x', env: 'orders', name: 'shop' });
  });
});

describe('the freeze between calls', () => {
  test('holds timers until the next call', async () => {
    const clock = manualClock();
    const { client, instances } = await open({ clock });
    expect((await client.get('/unawaited')).text).toBe('answered');
    await clock.advance(10_000);
    expect([seen, instances[0]!.pending()]).toEqual([[], 1]);
    await client.get('/count');
    expect(seen).toEqual(['saved']);
  });

  test('holds what comes over connections', async () => {
    const asked: string[] = [];
    const store = http.createServer((request, response) => (asked.push(request.url!), response.end('ok')));
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void (store.closeAllConnections(), store.close()));
    const address = `http://127.0.0.1:${(store.address() as AddressInfo).port}/save`;
    const { client } = await open();
    await client.get('/unawaited-request', { headers: { 'x-store': address } });
    await turns();
    expect(seen).toEqual([]);
    await client.get('/count');
    await expect.poll(() => asked).toEqual(['/save']);
  });

  test('is put off by a callback that waits for all work', async () => {
    const clock = manualClock();
    const { invoke } = await open({ handler: 'old', clock });
    expect(await invoke({ wait: false })).toMatchObject({ result: 'called back', duration: 0 });
    await clock.advance(1000);
    expect(seen).toEqual([]);
    const waiting = invoke({ wait: true });
    await turns(3);
    await clock.advance(1000);
    expect(await waiting).toMatchObject({ result: 'called back' });
    expect(seen).toEqual(['finished', 'finished']);
  });
});

describe('queues', () => {
  test('bring back what failed, and put it aside in the end', async () => {
    const { queue } = await open({ handler: 'worker' });
    const orders = queue({ maxReceives: 2 });
    orders.send({ item: 'bag' }, 'bad one', 'good');
    await orders.deliver();
    expect(orders.waiting).toEqual([{ id: 'message-2', body: 'bad one', receives: 1 }]);
    await orders.deliver();
    expect([orders.waiting, orders.dead.map(({ body }) => body)]).toEqual([[], ['bad one']]);
    expect(await orders.deliver()).toBeUndefined();
  });

  test('bring back the whole batch after an error', async () => {
    const { queue } = await open({ handler: 'worker' });
    const orders = queue();
    orders.send('good', 'crash');
    expect(await orders.deliver()).toMatchObject({ status: 'failed', error: { errorMessage: 'crashed' } });
    expect(orders.waiting).toHaveLength(2);
  });
});

test('a module without a handler is told so', async () => {
  const { invoke } = await open({ handler: 'main' });
  await expect(invoke({})).rejects.toThrow('There is no `main` to call');
});
