import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { lambda, manualClock } from '#testing/lambda';
import type { Order, Table } from './platform.ts';

/** A table of orders that answers after some ms, as one on another machine does, and that remembers who came. */
function createStore({ failures = 0 } = {}) {
  const rows = new Map<string, Order>();
  const store = { rows, connections: 0, lastId: 0, failures };
  const after = <Value>(ms: number, value: () => Value) =>
    new Promise<Value>((resolve) => void setTimeout(() => resolve(value()), ms));
  const table: Table = {
    nextId: () => after(5, () => ++store.lastId),
    insert: (key, order) => after(5, () => !rows.has(key) && rows.set(key, { ...order }) && true),
    byKey: (key) => after(5, () => rows.get(key)),
    byId: (id) => after(5, () => [...rows.values()].find((order) => order.id === id)),
  };
  async function connect() {
    store.connections++;
    await after(50, () => undefined);
    if (store.failures-- > 0) throw new Error('The table did not answer.');
    return table;
  }
  return { store, connect };
}

/** The function behind an HTTP API. Its time stands still until `settled` moves it. */
async function open(options: { failures?: number } = {}) {
  const { store, connect } = createStore(options);
  const clock = manualClock();
  const load = async () => {
    const { createHandler } = await import('./handler.ts');
    return { handler: createHandler({ connect }) };
  };
  const routes = ['POST /orders', 'GET /orders/{id}'];
  const api = await lambda(load, { routes, clock });
  /** Lets time go on until the answer is there. */
  async function settled<Value>(answer: Promise<Value>): Promise<Value> {
    let done = false;
    const end = () => void (done = true);
    answer.then(end, end);
    while (!done) await clock.advance(20);
    return answer;
  }
  const order = (key: string, body: unknown = { item: 'bag', quantity: 2 }) =>
    api.client.post('/orders', { headers: { 'idempotency-key': key }, json: body });
  return { ...api, store, clock, settled, order };
}

/** The parsed body, or undefined when it is not JSON. */
function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('an answer', () => {
  test('has a status, and a body of text', async () => {
    const { order, settled, problems } = await open();

    const answer = await settled(order('a'));

    const object = problems.some((problem) => problem.startsWith('body is'));
    const bare = answer.status === 200 && readJson(answer.text)?.id !== undefined;
    const keyless = answer.status === 400;
    expect(
      answer.status,
      explain({
        diagnosis: object ? 'The body was an object; the gateway needs text' : bare ? 'Without statusCode, the gateway made it a 200' : keyless && 'A request with a key was refused as one without',
        ...(keyless && { sent: 'POST /orders with Idempotency-Key: a' }),
        got: object ? `500 from the gateway: ${problems[0]}` : undefined,
        expected: '201',
        because: bare ? 'a result without statusCode is sent as the body of a 200' : keyless ? 'the gateway writes the names of headers in small letters, however they were sent' : answer.status < 500 ? 'an order came in, and a new one is answered with 201' : 'the gateway sends what it understands: a number, headers, and text',
        look: object ? 'the body of what your handler returns: JSON.stringify makes text' : keyless ? 'the name by which you ask for the key' : 'what your handler returns for POST /orders',
      }),
    ).toBe(201);
  }); // prettier-ignore

  test('tells the order, labelled as JSON, and where it is', async () => {
    const { order, settled } = await open();

    const answer = await settled(order('a', { item: 'Sätze', quantity: 3 }));

    const label = answer.headers['content-type'] ?? 'nothing';
    expect(
      label,
      explain({
        diagnosis: label.startsWith('text/plain') && readJson(answer.text) && 'JSON went out labelled text/plain',
        got: `${answer.text.slice(0, 60) || 'an empty body'}, labelled ${label}`,
        expected: 'application/json',
        because: 'without a content-type the gateway says text/plain, and programs trust the label',
        look: 'the headers of what your handler returns',
      }),
    ).toMatch(/^application\/json\b/);
    expect(
      { body: readJson(answer.text), location: answer.headers['location'] },
      explain({
        got: `${answer.text}, at ${answer.headers['location'] ?? 'no Location'}`,
        expected: '{"id":1,"item":"Sätze","quantity":3} at /orders/1',
        because: 'the client learns the number of its order from it',
        look: 'what you return after the order is stored',
      }),
    ).toEqual({ body: { id: 1, item: 'Sätze', quantity: 3 }, location: '/orders/1' });
  });

  test('comes after the order is saved', async () => {
    const { order, settled, store, instances } = await open();

    await settled(order('a'));

    const pending = instances[0]?.pending() ?? 0;
    expect(
      [...store.rows.values()],
      explain({
        diagnosis: store.rows.size === 0 && pending > 0 && 'The answer left, and the order was not saved',
        got: `201, and a table with ${store.rows.size} orders${pending ? '; a write stands still, half done' : ''}`,
        expected: 'the order in the table by then',
        because: 'after its answer an instance stands still, perhaps for ever',
        look: 'every promise of the table: is it awaited?',
      }),
    ).toEqual([{ id: 1, item: 'bag', quantity: 2 }]);
  });
});

describe('what comes in', () => {
  test('may be bytes, which arrive in base64', async () => {
    const { client, settled, events } = await open();

    const body = '{"item":"Plätze","quantity":1}';
    const headers = { 'idempotency-key': 'till-1', 'content-type': 'application/octet-stream' };
    const answer = await settled(client.post('/orders', { headers, body }));

    const got = readJson(answer.text);
    const unread = answer.status === 422 && events[0]?.isBase64Encoded === true;
    expect(
      got,
      explain({
        diagnosis: unread && 'A body in base64 was read as if it were the text',
        sent: `POST /orders with ${body} as bytes; the event has “${events[0]?.body?.slice(0, 12)}…”`,
        got: `${answer.status} with ${answer.text}`,
        expected: 'an order for Plätze, as if it had come as text',
        because: 'an event is JSON, so bytes travel in it as base64',
        look: unread ? 'isBase64Encoded, before you read the body' : 'how bytes become text: base64 first, then UTF-8',
      }),
    ).toMatchObject({ id: 1, item: 'Plätze', quantity: 1 });
  });

  test.each(['{"item":', '{"item":"bag"}', '{"item":"bag","quantity":0}', '{"quantity":2}', ''])(
    'is refused when it is no order: %s',
    async (body) => {
      const { client, settled, store } = await open();

      const headers = { 'idempotency-key': 'a', 'content-type': 'application/json' };
      const answer = await settled(client.post('/orders', { headers, body }));

      expect(
        { status: answer.status, body: readJson(answer.text), stored: store.rows.size },
        explain({
          expected: '422 with title, status and detail, and nothing stored',
          because: 'the client has to change the order before it sends it again',
          look: answer.status === 422 ? 'the body of your refusal: JSON, and labelled so' : 'what readOrder gives for this body',
        }),
      ).toEqual({ status: 422, body: expect.objectContaining({ status: 422, title: expect.stringMatching(/\S/), detail: expect.stringMatching(/\S/) }), stored: 0 });
    },
  ); // prettier-ignore

  test('needs a key', async () => {
    const { client, settled, store } = await open();

    const answer = await settled(client.post('/orders', { json: { item: 'bag', quantity: 2 } }));

    expect(
      { status: answer.status, body: readJson(answer.text), stored: store.rows.size },
      explain({
        expected: '400 with title, status and detail, and nothing stored',
        because: 'without a key, a second delivery could not be told from a second order',
        look: answer.status === 400 ? 'the body of your refusal: JSON, and labelled so' : "event.headers['idempotency-key']",
      }),
    ).toEqual({ status: 400, body: expect.objectContaining({ status: 400, title: expect.stringMatching(/\S/), detail: expect.stringMatching(/\S/) }), stored: 0 });
  }); // prettier-ignore

  test('may ask for an order', async () => {
    const { client, order, settled } = await open();
    await settled(order('a'));

    const found = await settled(client.get('/orders/1'));
    expect(
      { status: found.status, body: readJson(found.text) },
      explain({
        expected: '200 with {"id":1,"item":"bag","quantity":2}',
        because: 'this is the place that Location named',
        look: 'event.routeKey, and event.pathParameters, where every value is text',
      }),
    ).toEqual({ status: 200, body: { id: 1, item: 'bag', quantity: 2 } });

    const missing = await settled(client.get('/orders/2'));
    expect(
      { status: missing.status, body: readJson(missing.text) },
      explain({
        expected: '404 with title, status and detail',
        because: 'nobody has order 2',
        look: 'what you answer when byId finds nothing',
      }),
    ).toEqual({ status: 404, body: expect.objectContaining({ status: 404, title: expect.stringMatching(/\S/), detail: expect.stringMatching(/\S/) }) }); // prettier-ignore
  });
});

describe('the connection', () => {
  test('is opened once in an instance, however many events come', async () => {
    const { order, settled, store, instances } = await open();

    for (const key of ['a', 'b', 'c', 'd', 'e']) await settled(order(key));

    expect(
      store.connections,
      explain({
        diagnosis: store.connections === 5 && 'Each call opened a connection of its own',
        sent: 'POST /orders, five times, one after the other',
        got: `${store.connections} connections from ${instances.length} instance`,
        expected: '1 connection',
        because: 'opening takes time, and the table takes a hundred in all',
        look: 'where connect is called: what lies outside of the handler lives as long as the instance',
      }),
    ).toBe(1);
  });

  test('is tried again by the next call when it failed', async () => {
    const { order, settled, store } = await open({ failures: 1 });

    const first = await settled(order('a'));
    const second = await settled(order('a'));

    const kept = first.status === 500 && second.status === 500 && store.connections === 1;
    expect(
      second.status,
      explain({
        diagnosis: kept && 'One failed connection broke every later call',
        sent: 'POST /orders twice; the table did not answer the first attempt to connect',
        got: `${first.status}, then ${second.status}, after ${store.connections} attempts`,
        expected: '201 for the second one',
        because: 'a rejected promise that is kept rejects for as long as the instance lives',
        look: 'what your variable holds after connect has failed',
      }),
    ).toBe(201);
  });
});

describe('instances come and go', () => {
  test('a new one goes on counting where the last one stopped', async () => {
    const { order, settled, recycle } = await open();

    const before = await settled(order('a'));
    recycle();
    const after = await settled(order('b'));

    const ids = [before, after].map(({ text }) => readJson(text)?.id);
    expect(
      ids,
      explain({
        diagnosis: ids[0] !== undefined && ids[1] === ids[0] && 'A new instance began to count anew',
        sent: 'two orders; in between the instance was thrown away',
        got: `the numbers ${ids.join(' and ')}`,
        expected: 'the numbers 1 and 2',
        because: 'variables end with their instance, and the table stays',
        look: 'where the number comes from',
      }),
    ).toEqual([1, 2]);
  });

  test('an event that is delivered twice counts once', async () => {
    const { order, settled, store } = await open();

    const first = await settled(order('a'));
    const second = await settled(order('a'));

    const twice = store.rows.size === 2;
    expect(
      { orders: store.rows.size, second: [second.status, readJson(second.text)] },
      explain({
        diagnosis: twice && 'One event, delivered twice, made two orders',
        sent: 'POST /orders twice with the same Idempotency-Key',
        got: `${first.text} and then ${second.status} with ${second.text}; ${store.rows.size} orders are stored`,
        expected: 'one order, told twice with 201',
        because: 'a client that got no answer sends again, and wants one bag',
        look: 'the key under which you insert, and what you answer when it is taken',
      }),
    ).toEqual({ orders: 1, second: [201, { id: 1, item: 'bag', quantity: 2 }] });
    expect(
      second.headers['location'],
      explain({
        sent: 'POST /orders twice with the same Idempotency-Key',
        got: `order 1, the second time at ${second.headers['location'] ?? 'no Location'}`,
        expected: '/orders/1 again',
        because: 'under any other number there is no order',
        look: 'the id from which you make Location when the key is taken',
      }),
    ).toBe('/orders/1');
  });

  test('also when the second delivery meets a new instance', async () => {
    const { order, settled, store, recycle } = await open();

    await settled(order('a'));
    await settled(order('a'));
    const known = store.rows.size === 1;
    recycle();
    const second = await settled(order('a'));

    expect(
      { orders: store.rows.size, second: readJson(second.text)?.id },
      explain({
        diagnosis: known && store.rows.size === 2 && 'Another instance did not know the key',
        sent: 'the same order again, after the instance was thrown away',
        got: `${second.text}, and ${store.rows.size} orders in the table`,
        expected: 'order 1 again, and one order in the table',
        because: 'what one instance remembers no other one knows',
        look: 'where you look for the key',
      }),
    ).toEqual({ orders: 1, second: 1 });
  });

  test('also when both arrive at the same moment', async () => {
    const { order, settled, store, instances } = await open();

    const answers = await settled(Promise.all([order('a'), order('a')]));

    const ids = answers.map(({ text }) => readJson(text)?.id);
    const stored = [...store.rows.values()].map(({ id }) => id);
    expect(
      { told: [...new Set(ids)], stored },
      explain({
        diagnosis: ids[0] !== ids[1] && stored.length === 1 && 'Two calls at once were told two orders',
        sent: `the same order twice at once, to ${instances.length} instances`,
        got: `the numbers ${ids.join(' and ')}; stored is ${stored.join(' and ')}`,
        expected: 'one order, and both are told that one',
        because: 'between looking for a key and storing under it, another instance may do the same',
        look: 'what insert answers, and what you do when it is false',
      }),
    ).toEqual({ told: stored, stored: [ids[0]] });
  });
});
