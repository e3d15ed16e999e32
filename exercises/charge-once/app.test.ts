import pg from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { explain, serve, type Answer, type Client } from '#testing';
import { instances } from '#testing/instances';
import { postgres, type Postgres } from '#testing/postgres';
import { createApp, reconcile } from './app.ts';
import type { Charge, Payments } from './provider.ts';

const setup = `
  CREATE TABLE orders (
    id int PRIMARY KEY, total_cents int NOT NULL,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid'))
  );
  CREATE TABLE payments (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL UNIQUE, order_id int NOT NULL REFERENCES orders,
    card text NOT NULL, amount_cents int NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'failed'))
  );
  CREATE UNIQUE INDEX one_alive ON payments (order_id) WHERE status <> 'failed';
  INSERT INTO orders VALUES (7, 4200), (8, 990), (12, 1500);
`;

/** How the provider treats the next charge: its reply or the request itself can be lost. */
type Fate = 'reply' | 'reply lost' | 'request lost';

/** A provider that charges whenever it is asked to. Cards that begin with `tok_empty` are declined. */
function createProvider() {
  const charged: { reference: string; amountCents: number; card: string; charge: Charge }[] = [];
  const provider = {
    charged,
    fate: 'reply' as Fate,
    /** Runs when a card has been charged and before the reply leaves. */
    afterCharge: (): unknown => undefined,
    async charge(request: Parameters<Payments['charge']>[0]) {
      const { fate } = provider;
      // One request alone is lost; what comes after it goes its way.
      provider.fate = 'reply';
      if (fate === 'request lost') throw new Error('no reply from the payment provider');
      const status = request.card.startsWith('tok_empty') ? 'declined' : 'succeeded';
      const charge: Charge = { id: `ch_${charged.length + 1}`, status };
      charged.push({ ...request, charge });
      await provider.afterCharge();
      if (fate === 'reply lost') throw new Error('no reply from the payment provider');
      return charge;
    },
    /** References that it was asked for and did not know. */
    unknown: [] as string[],
    async find(reference: string) {
      const known = charged.find((one) => one.reference === reference);
      if (!known) provider.unknown.push(reference);
      return known?.charge;
    },
  };
  return provider;
}

function openPool(db: Postgres) {
  const pool = new pg.Pool({ connectionString: db.url, max: 4 });
  pool.on('error', () => {});
  onTestFinished(() => void pool.end());
  return pool;
}

async function open() {
  const db = await postgres({ setup });
  const pool = openPool(db);
  // Connections that are there already: none of them shall look like a slow answer.
  for (const one of await Promise.all([1, 2, 3, 4].map(() => pool.connect()))) one.release();
  const payments = createProvider();
  const client = await serve(createApp({ db: pool, payments }));
  return { db, pool, payments, client, reconcile: () => reconcile({ db: pool, payments }) };
}

const charges = (count: number) => (count === 1 ? 'one charge' : `${count || 'no'} charges`);

const pay = (client: Client, key: string, { order = 7, card = 'tok_ann', ...rest }: Record<string, unknown> = {}) =>
  client.post(`/orders/${order}/payments`, { headers: { 'idempotency-key': key }, json: { card, ...rest } });

async function orderOf(db: Postgres, id = 7): Promise<string> {
  return (await db.query<{ status: string }>('SELECT status FROM orders WHERE id = $1', [id]))[0]!.status;
}

// What is slow the first time shall not count as slow to anybody.
beforeAll(async () => {
  const client = new pg.Client({ connectionString: (await postgres({ setup })).url });
  await client.connect();
  await client.query(
    "INSERT INTO payments (key, order_id, card, amount_cents) VALUES ('k', 7, 'c', 1) ON CONFLICT DO NOTHING",
  );
  await client.query(
    "WITH one AS (UPDATE payments SET status = 'paid' RETURNING *) UPDATE orders SET status = 'paid' FROM one",
  );
  await client.end();
}, 30_000);

describe('one payment', () => {
  test('charges the card and pays the order', async () => {
    const { client, db, payments } = await open();

    const answer = await pay(client, 'k1');

    expectStatus(answer, 201, 'the card was charged', 'the way from the request to the answer');
    expect(
      readJson(answer),
      explain({
        expected: '`id`, `orderId` 7, `amountCents` 4200 and `status` paid',
        because: 'the page shows what was paid',
        look: 'the body of your 201',
      }),
    ).toMatchObject({ id: expect.any(Number), orderId: 7, amountCents: 4200, status: 'paid' });
    expect(
      payments.charged.map(({ card, amountCents }) => `${card} ${amountCents}`),
      explain({
        got: charges(payments.charged.length),
        expected: 'one charge of 4200 cents',
        because: 'that is what order 7 costs',
        look: 'the call of payments.charge',
      }),
    ).toEqual(['tok_ann 4200']);
    expect(
      await orderOf(db),
      explain({
        diagnosis: 'Paid, and the order stayed open',
        got: `201, and order 7 is ${await orderOf(db)}`,
        expected: 'order 7 to be paid',
        because: 'money without goods is the worst of both',
        look: 'what you write when the provider says succeeded',
      }),
    ).toBe('paid');
  });

  test('takes the price from the order', async () => {
    const { client, payments } = await open();

    await pay(client, 'k1', { order: 12, amountCents: 1, total_cents: 1 });

    const amounts = payments.charged.map(({ amountCents }) => amountCents);
    expect(
      amounts,
      explain({
        diagnosis: amounts[0] === 1 && 'Paid 1 cent',
        got: amounts.length ? `a charge of ${amounts.join(', ')} cent${amounts[0] === 1 ? '' : 's'}` : 'no charge',
        expected: '1500 cents, the total of order 12',
        because: 'anybody can write any amount into a body',
        look: 'where the amount comes from',
      }),
    ).toEqual([1500]);
  });

  const keyed = { headers: { 'idempotency-key': 'k1' } };
  const card = { card: 'tok_ann' };
  const noOrder = 'no order has this id, so there is nothing to pay';
  const noCard = 'there is no card that could be charged';
  test.each<[string, number, string, string, object]>([
    ['no key', 400, 'a repetition could not be told from a second purchase', '/orders/7/payments', { json: card }],
    ['an order that is not there', 404, noOrder, '/orders/999/payments', { ...keyed, json: card }],
    ['x7 for an order', 404, noOrder, '/orders/x7/payments', { ...keyed, json: card }],
    ['7x for an order', 404, noOrder, '/orders/7x/payments', { ...keyed, json: card }],
    ['no body', 422, noCard, '/orders/7/payments', keyed],
    ['an empty text for a card', 422, noCard, '/orders/7/payments', { ...keyed, json: { card: '' } }],
    ['a number for a card', 422, noCard, '/orders/7/payments', { ...keyed, json: { card: 7 } }],
  ])('with %s is refused with %i', async (_what, status, because, path, request) => {
    const { client, payments } = await open();

    const answer = await client.post(path, request);

    const threw = answer.status === 500 && 'the value that the error names: what uses it before it was checked';
    expectError(answer, status, because, threw || 'the checks before anything is written');
    expect(
      payments.charged,
      explain({
        got: 'a charge',
        expected: 'no charge',
        because: 'a refused request costs nobody anything',
        look: 'the order of your checks',
      }),
    ).toEqual([]);
  });

  test('with a declined card pays nothing, and a new key may try again', async () => {
    const { client, db } = await open();

    const declined = await pay(client, 'k1', { card: 'tok_empty' });
    const order = await orderOf(db);
    const again = await pay(client, 'k2', { card: 'tok_full' });

    expect(
      [declined.status, order],
      explain({
        diagnosis: order === 'paid' && 'A declined card paid the order',
        sent: 'a payment of order 7 with a card that is declined',
        got: `${declined.status}, and order 7 is ${order}`,
        expected: '402, and order 7 still open',
        because: 'nobody has paid yet',
        look: 'the `status` of what payments.charge gives',
      }),
    ).toEqual([402, 'open']);
    expectError(declined, 402, 'the card was declined', 'the answer for a failed payment');
    expectStatus(again, 201, 'the first payment has failed and is out of the way', 'what a failed payment blocks');
  });
});

describe('the same key again', () => {
  test('has the same answer, and charges nobody', async () => {
    const { client, payments } = await open();

    const first = await pay(client, 'k1');
    const second = await pay(client, 'k1');

    expect(
      payments.charged.length,
      explain({
        diagnosis: payments.charged.length === 2 && 'Customer paid twice',
        sent: 'the same payment with the key k1 twice',
        got: charges(payments.charged.length),
        expected: 'one charge',
        because: 'whoever got no answer asks again, and means the same purchase',
        look: 'what your code does with the key before it charges',
      }),
    ).toBe(1);
    expect(
      [second.status, readJson(second)],
      explain({
        sent: 'the same payment with the key k1 twice',
        expected: `${first.status} with ${first.text}`,
        because: 'the second answer stands in for the first, which may have been lost',
        look: 'what is answered for a key that is known',
      }),
    ).toEqual([first.status, readJson(first)]);
  });

  test.each([
    ['another card', { card: 'tok_bob' }, 'Another card was answered with the old payment'],
    ['another order', { order: 8 }, 'Order 8 was answered with the payment of order 7'],
  ])('with %s is refused with 422', async (what, other, diagnosis) => {
    const { client, payments } = await open();

    await pay(client, 'k1');
    const answer = await pay(client, 'k1', other);

    expect(
      answer.status,
      explain({
        diagnosis: answer.status === 201 && payments.charged.length === 1 && diagnosis,
        sent: `a payment of order 7 with the key k1, then k1 with ${what}`,
        expected: '422',
        because: 'a key stands for one purchase; this is another one, and somebody’s program is wrong',
        look: 'what you compare when the key is known',
      }),
    ).toBe(422);
    expectError(answer, 422, 'the key belongs to another payment', 'what is answered for a key that was used before');
  });
});

test('another key for an order that is paid is refused with 409', async () => {
  const { client, payments } = await open();

  await pay(client, 'k1');
  const answer = await pay(client, 'k2');

  expect(
    [answer.status, payments.charged.length],
    explain({
      diagnosis: answer.status === 500 && payments.charged.length === 1 && 'A second key ended in a 500',
      sent: 'a payment of order 7 with the key k1, then one with k2',
      got: `${answer.status}, and ${charges(payments.charged.length)}`,
      expected: '409 and one charge',
      because: 'a second tab has a key of its own, and the order is paid already',
      look: 'what happens when the index one_alive refuses a row',
    }),
  ).toEqual([409, 1]);
  expectError(answer, 409, 'the order has another payment', 'what is answered when an order is paid already');
});

describe('without a reply', () => {
  test('a payment is pending, and its key charges nobody again', async () => {
    const { client, db, payments } = await open();
    payments.fate = 'reply lost';

    const first = await pay(client, 'k1');

    expect(
      [first.status, payments.charged.length],
      explain({
        diagnosis:
          payments.charged.length === 2
            ? 'A lost reply was charged again'
            : first.status === 402 && 'Charged, and told that it failed',
        sent: 'a payment of order 7; the card is charged, and the reply is lost',
        got: `${first.status}, and ${charges(payments.charged.length)}`,
        expected: '202 and one charge',
        because: 'nobody here knows yet, and both guesses cost somebody money',
        look: 'the catch around payments.charge',
      }),
    ).toEqual([202, 1]);
    expect(
      readJson(first),
      explain({
        sent: 'a payment of order 7 whose reply is lost',
        expected: 'the payment, with `status` pending',
        because: 'the page has to say that it is not known yet',
        look: 'the body of your 202',
      }),
    ).toMatchObject({ id: expect.any(Number), orderId: 7, amountCents: 4200, status: 'pending' });
    const second = await pay(client, 'k1');
    expect(
      [second.status, payments.charged.length, await orderOf(db)],
      explain({
        diagnosis: payments.charged.length === 2 && 'Customer paid twice',
        sent: 'the same again, with the same key',
        got: `${second.status}, ${charges(payments.charged.length)}, and order 7 is ${await orderOf(db)}`,
        expected: '202, one charge, and order 7 still open',
        because: 'nothing new is known',
        look: 'what is answered for a pending payment',
      }),
    ).toEqual([202, 1, 'open']);
  });

  test.each<[string, Fate, string, string, number]>([
    ['that never arrived', 'request lost', 'tok_ann', 'open', 402],
    ['that succeeded', 'reply lost', 'tok_ann', 'paid', 201],
    ['that was declined', 'reply lost', 'tok_empty', 'open', 402],
  ])('a charge %s is settled by reconcile', async (what, fate, card, order, status) => {
    const { client, db, payments, reconcile } = await open();
    payments.fate = fate;

    const first = await pay(client, 'k1', { card });
    const before = payments.charged.length;
    await reconcile();
    await reconcile();
    const answer = await pay(client, 'k1', { card });

    const found = [answer.status, await orderOf(db), payments.charged.length - before];
    expect(
      found,
      explain({
        diagnosis:
          fate === 'request lost' && first.status === 202 && found[1] === 'paid'
            ? 'Reconciled without asking the provider'
            : fate === 'request lost' && answer.status === 202 && 'What never arrived stayed pending',
        sent: `a payment without a reply, for a charge ${what}; reconcile twice; the payment again`,
        got: `${answer.status}, order 7 ${found[1]}, ${found[2]} more charges`,
        expected: `${status}, order 7 ${order}, no more charges`,
        because: 'the provider knows what happened, so it is asked',
        look:
          payments.unknown.length && fate === 'reply lost'
            ? 'the reference: find knows the one that charge was given'
            : 'what reconcile does with what payments.find gives',
      }),
    ).toEqual([status, order, 0]);
  });
});

test('a process that ends right after the charge does not charge again', async () => {
  const db = await postgres({ setup });
  const payments = createProvider();
  const cluster = await instances(() => import('./app.ts'), {
    count: 1,
    create: (app) => app.createApp({ db: openPool(db), payments }),
  });
  const [one] = cluster.instances;
  let open = false;
  payments.afterCharge = async () => {
    payments.afterCharge = () => undefined;
    // While a transaction is open, this PostgreSQL refuses to be asked by others.
    await db.query('SELECT 1').catch(() => (open = true));
    one!.kill();
  };

  await pay(cluster.client, 'k1');
  await one!.restart();
  const answer = await pay(cluster.client, 'k1');

  const { length } = payments.charged;
  await pay(cluster.client, 'k1');
  const keeps = payments.charged.length === length;
  expect(
    [length, answer.status],
    explain({
      diagnosis:
        length === 2 &&
        keeps &&
        (open ? 'The key was undone with its transaction' : 'Crash between charge and key charged twice'),
      sent: 'a payment; the process ends when the card is charged; it starts again, and the same key comes again',
      got: `${charges(length)} and ${answer.status}`,
      expected: 'one charge and 202',
      because: 'what is not committed before the charge is forgotten with the process',
      look: open ? 'what stands between BEGIN and COMMIT' : 'which comes first: the charge or the key',
    }),
  ).toEqual([1, 202]);
  await reconcile({ db: openPool(db), payments });
  expect(
    await orderOf(db),
    explain({
      sent: 'then reconcile',
      got: `order 7 is ${await orderOf(db)}`,
      expected: 'order 7 to be paid',
      because: 'the provider has the money',
      look: 'reconcile, and the reference that find is asked for',
    }),
  ).toBe('paid');
});

test('the same key three times at the same moment is one charge', async () => {
  const { client, payments } = await open();

  const answers = await Promise.all([pay(client, 'k1'), pay(client, 'k1'), pay(client, 'k1')]);

  const statuses = answers.map(({ status }) => status);
  const broken = statuses.some((status) => status >= 500) && payments.charged.length === 1;
  expect(
    [payments.charged.length, statuses.filter((status) => ![201, 202].includes(status))],
    explain({
      diagnosis: broken && 'A double click ended in a 500',
      sent: 'the same payment three times at once, with one key',
      got: `${payments.charged.length === 1 ? 'one charge' : 'several charges'}, and ${broken ? 'a 500' : `the answers ${statuses.join(', ')}`}`,
      expected: 'one charge, and 201 or 202 for each of them',
      because: 'all of them may look for the key before one has written it',
      look: 'what lies between looking for the key and writing it',
    }),
  ).toEqual([1, []]);
});

function expectStatus(answer: Answer, status: number, because: string, look: string) {
  expect(answer.status, explain({ expected: String(status), because, look })).toBe(status);
}

function expectError(answer: Answer, status: number, because: string, look: string) {
  expectStatus(answer, status, because, look);
  expect(
    readJson(answer),
    explain({
      expected: 'an error with title, status and detail',
      because: `the page has to say why: ${because}`,
      look,
    }),
  ).toMatchObject({ title: expect.stringMatching(/\S/), status, detail: expect.stringMatching(/\S/) });
}

function readJson(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
}
