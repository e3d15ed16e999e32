import { describe, expect, test } from 'vitest';
import { instances, manualClock, type ClusterOptions } from '#testing/instances';

async function open(options: ClusterOptions = {}) {
  const store = { hits: 0, jobs: [] as string[] };
  const cluster = await instances(() => import('./app.ts'), {
    ...options,
    create: ({ createServer }, { name }) => createServer(store, name),
  });
  return { ...cluster, store };
}
const cookieOf = (headers: Record<string, string>) =>
  headers['set-cookie']!.split('\n').map((line) => line.split(';')[0]).join('; '); // prettier-ignore

describe('state', () => {
  test('of modules is each instance’s own, what is passed in is shared', async () => {
    const { client, log } = await open({ count: 3, header: true });
    const seen = [];
    for (let request = 0; request < 4; request++) {
      const answer = await client.post('/');
      seen.push([answer.headers['x-instance'], answer.json().own, answer.json().all]);
    }
    expect(seen).toEqual([
      ['app-1', 1, 1],
      ['app-2', 1, 2],
      ['app-3', 1, 3],
      ['app-1', 2, 4],
    ]);
    expect(log[3]).toEqual({ instance: 'app-1', method: 'POST', path: '/', status: 200 });
    expect((await client.get('/')).json()).toMatchObject({ method: 'GET', from: expect.stringContaining('127.0.0.1') });
  });

  test('begins anew with a restart', async () => {
    const { instances: [one] } = await open({ count: 1 }); // prettier-ignore
    await one!.client.get('/');
    expect((await one!.client.get('/')).json().own).toBe(2);
    await one!.restart();
    expect((await one!.client.get('/')).json().own).toBe(1);
    expect(one).toMatchObject({ starts: 2, state: 'up' });
  });

  test('without create, what the module exports is served', async () => {
    const { client } = await instances(() => import('./plain.ts'));
    const texts = [];
    for (let request = 0; request < 3; request++) texts.push((await client.get('/')).text);
    expect(texts).toEqual(['1', '1', '2']);
    await expect(instances(() => Promise.resolve({}))).rejects.toThrow('needs an app or a server');
  });

  test('timers run in each instance, by the suite’s clock, and end with it', async () => {
    const clock = manualClock();
    const { store, instances: [one] } = await open({ clock }); // prettier-ignore
    await clock.advance(120_000);
    expect(store.jobs).toEqual(['app-1', 'app-2', 'app-1', 'app-2']);
    one!.kill();
    await clock.advance(60_000);
    expect(store.jobs.slice(4)).toEqual(['app-2']);
  });
});

describe('the balancer', () => {
  test('loses sessions by turns, and keeps them where it is sticky', async () => {
    for (const [balance, expected] of [
      ['round-robin', [401, 200, 401]],
      [{ sticky: 'lb' }, [200, 200, 200]],
    ] as const) {
      const { client } = await open({ balance });
      const me = client.with({ cookie: cookieOf((await client.post('/login')).headers) });
      const seen = [];
      for (let request = 0; request < 3; request++) seen.push((await me.get('/me')).status);
      expect(seen).toEqual(expected);
    }
  });

  test('chooses another instance for a sticky client whose own is gone', async () => {
    const { client, instances: [one] } = await open({ balance: { sticky: 'lb' } }); // prettier-ignore
    const me = client.with({ cookie: cookieOf((await client.post('/login')).headers) });
    one!.kill();
    const answer = await me.get('/me');
    expect([answer.status, answer.headers['set-cookie']]).toEqual([401, 'lb=app-2; Path=/; HttpOnly']);
  });

  test('sends to whoever has the least to do', async () => {
    const clock = manualClock();
    const { client, instances: [one, two], log } = await open({ balance: 'least-connections', clock }); // prettier-ignore
    const slow = client.get('/slow');
    await expect.poll(() => one!.active + two!.active).toBe(1);
    for (let request = 0; request < 3; request++) await client.get('/');
    expect(log.map(({ instance }) => instance)).toEqual(['app-1', 'app-2', 'app-2', 'app-2']);
    await clock.advance(5000);
    expect((await slow).status).toBe(200);
  });

  test('takes out what is ill, and what is gone, and says when nobody is left', async () => {
    const { client, instances: [one, two], check } = await open({ health: '/health' }); // prettier-ignore
    await one!.client.get('/ill');
    expect(await check()).toEqual({ 'app-1': false, 'app-2': true });
    expect((await client.get('/')).json().name).toBe('app-2');
    expect((await client.get('/')).json().name).toBe('app-2');
    two!.kill();
    expect((await client.get('/')).status).toBe(503);
    await one!.restart();
    expect((await client.get('/')).json().name).toBe('app-1');
    expect(await check()).toEqual({ 'app-1': true, 'app-2': false });
  });
});

describe('the end of an instance', () => {
  const slowRequest = async (options: ClusterOptions = {}) => {
    const clock = manualClock();
    const cluster = await open({ count: 1, clock, ...options });
    const [one] = cluster.instances;
    const answer = cluster.client.get('/slow').then(({ status }) => status, (error: Error) => error.message); // prettier-ignore
    await expect.poll(() => one!.active).toBe(1);
    return { ...cluster, clock, one: one!, answer };
  };

  test('kill cuts what is under way', async () => {
    const { one, answer } = await slowRequest();
    expect(one.kill()).toEqual({ code: null, signal: 'SIGKILL', cut: 1 });
    expect(await answer).toBe(502);
    expect(one.state).toBe('down');
  });

  test('SIGTERM lets it finish', async () => {
    const { one, answer, clock } = await slowRequest();
    const ended = one.terminate();
    await clock.advance(5000);
    expect(await ended).toEqual({ code: 0, signal: null, cut: 0 });
    expect(await answer).toBe(200);
  });

  test('SIGTERM ends at the end of its patience', async () => {
    const { one, answer, clock } = await slowRequest();
    const ended = one.terminate({ grace: 3000 });
    await clock.advance(3000);
    expect(await ended).toEqual({ code: null, signal: 'SIGKILL', cut: 1 });
    expect(await answer).toBe(502);
  });

  test('SIGTERM ends at once what does not listen for it', async () => {
    const { instances: [one] } = await instances(() => import('./plain.ts')); // prettier-ignore
    expect(await one!.terminate()).toEqual({ code: null, signal: 'SIGTERM', cut: 0 });
  });

  test('drain sends nothing more there and waits', async () => {
    const { one, answer, clock, client, log } = await slowRequest({ count: 2 });
    let drained = false;
    const draining = one.drain().then(() => (drained = true));
    for (let request = 0; request < 2; request++) await client.get('/');
    expect(log.slice(1).map(({ instance }) => instance)).toEqual(['app-2', 'app-2']);
    expect(drained).toBe(false);
    await clock.advance(5000);
    await draining;
    expect([await answer, one.state, one.healthy]).toEqual([200, 'up', false]);
    one.undrain();
    expect(one.healthy).toBe(true);
  });
});

test('nothing of it is left with the next test', async () => {
  expect([process.listenerCount('SIGTERM') > 1, Object.hasOwn(process, 'on')]).toEqual([false, false]);
  const before = globalThis.setTimeout;
  expect(Object.getOwnPropertySymbols(before).map(String)).not.toContain('Symbol(engine-room.own-patch)');
});
