import pg from 'pg';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { explain, serve, type Answer } from '#testing';
import { instances } from '#testing/instances';
import { postgres, type Postgres, type Statement } from '#testing/postgres';
import { createApp } from './app.ts';

const setup = `
  CREATE TABLE events (id int PRIMARY KEY, name text NOT NULL, tickets_left int NOT NULL);
  CREATE TABLE tickets (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id int NOT NULL REFERENCES events, buyer text NOT NULL
  );
  INSERT INTO events VALUES (12, 'Poetry night', 40), (7, 'Winter concert', 1);
`;

/** Called before each statement of the app, with a way to run another first. What it returns is sent in its place. */
type Before = (sql: string, run: (sql: string) => Promise<unknown>) => Promise<string | void> | void;

/**
 * A pool whose statements pass by `before`, with those that went over the pool itself, and beside a transaction. The
 * suite's own questions to `db` wait until what was left open is taken back.
 */
function openPool(db: Postgres, before: Before = () => {}) {
  const seen = { overPool: [] as string[], beside: [] as string[], leftOpen: 0 };
  const clients: Watched[] = [];
  const takenBack: Promise<unknown>[] = [];
  class Watched extends pg.Client {
    inside = false;
    constructor(...parts: ConstructorParameters<typeof pg.Client>) {
      super(...parts);
      clients.push(this);
    }
    override query(...parts: any[]): any {
      const sql = textOf(parts);
      const run = (...other: any[]) => Reflect.apply(super.query, this, other);
      const callbacks = parts.filter((part) => typeof part === 'function');
      const send = async (first: Promise<string | void>) => {
        const instead = await first;
        return await (instead ? run(instead, ...callbacks) : run(...parts));
      };
      this.inside = (this.inside || begins.test(sql)) && !ends.test(sql);
      const first = before(sql, run);
      return first ? send(first) : run(...parts);
    }
    takeBack() {
      this.inside = false;
      takenBack.push(super.query('ROLLBACK').catch(() => {}));
    }
  }
  const pool = new pg.Pool({ connectionString: db.url, max: 16, Client: Watched });
  // What is given back in a transaction is written down and ended, so that one fault is not found as another.
  pool.on('release', (_error, client) => {
    const watched = client as unknown as Watched;
    if (!watched.inside) return;
    seen.leftOpen++;
    watched.takeBack();
  });
  // The connections of an instance end with it; and a pool would wait for those that were not given back.
  pool.on('error', () => {});
  onTestFinished(() => {
    void pool.end();
    for (const client of clients) void client.end();
  });
  const ask = db.query;
  db.query = async (...parts: Parameters<typeof ask>) => {
    await Promise.all(takenBack);
    return ask(...parts) as Promise<never>;
  };
  const query = pool.query.bind(pool) as (...parts: any[]) => any;
  pool.query = ((...parts: any[]) => {
    seen.overPool.push(textOf(parts));
    if (clients.some(({ inside }) => inside)) seen.beside.push(textOf(parts));
    return query(...parts);
  }) as typeof pool.query;
  return { pool, seen };
}

const textOf = ([first]: any[]): string => first?.text ?? first;

// What is slow the first time shall not count as slow to anybody.
beforeAll(async () => {
  const client = new pg.Client({ connectionString: (await postgres({ setup })).url });
  await client.connect();
  await client.query('SELECT * FROM events');
  await client.end();
}, 30_000);

/** An app on a database of its own, with so many tickets left for event 7. */
async function open(left: number, before?: Before) {
  const db = await postgres({ setup: `${setup} UPDATE events SET tickets_left = ${left} WHERE id = 7;` });
  const { pool, seen } = openPool(db, before);
  return { db, pool, seen, client: await serve(createApp({ db: pool })) };
}

/** Event 7 as it was at the beginning. */
async function putBack(db: Postgres, left: number) {
  await db.query('DELETE FROM tickets');
  await db.query('UPDATE events SET tickets_left = $1 WHERE id = 7', [left]);
}

/** What the database says about event 7, whatever the app says. */
async function look(db: Postgres) {
  const shop = await read(db).catch((error: Error) => {
    if (!error.message.includes('still open')) throw error;
  });
  if (!shop) {
    expect(
      shop,
      explain({
        diagnosis: 'The answer left before its transaction had ended',
        got: 'an answer, and a transaction without COMMIT or ROLLBACK behind it',
        expected: 'the end of the transaction first, then the answer',
        because: 'until COMMIT everything can still be taken back',
        look: 'answers that are sent inside of `work`: give back what is needed, and answer below inTransaction',
      }),
    ).toBeDefined();
  }
  return shop!;
}

async function read(db: Postgres) {
  const [event] = await db.query<{ left: number }>('SELECT tickets_left AS left FROM events WHERE id = 7');
  const tickets = await db.query<{ buyer: string }>('SELECT buyer FROM tickets WHERE event_id = 7 ORDER BY id');
  return { left: event!.left, buyers: tickets.map(({ buyer }) => buyer) };
}

const begins = /^\s*(begin|start\s+transaction)\b/i;
const ends = /^\s*(commit|end|abort|rollback(?!\s+to))\b/i;
const locks = /\bfor\s+(no\s+key\s+)?update\b|^\s*lock\b|\bpg_(try_)?advisory_/i;
const snapshots = /\bisolation\s+level\s+(serializable|repeatable\s+read)\b/i;
const writes = /\b(update|insert|delete)\b/i;

const buy = { json: { buyer: 'Ann' } };

describe('one buyer after the other', () => {
  test('a transaction keeps to one connection', async () => {
    const { client, seen } = await open(1);

    // Where only one session is there, a statement beside the transaction gets no answer; once is enough to know it.
    for (let buyer = 1; buyer <= 2 && !seen.beside.length; buyer++)
      await client.post('/events/7/tickets', buy).catch(() => {});

    expect(
      seen.overPool.filter((sql) => begins.test(sql)),
      explain({
        diagnosis: 'BEGIN went to a connection of its own',
        sent: 'two purchases, one after the other',
        got: 'a BEGIN over db.query',
        expected: 'BEGIN, the changes and COMMIT over one client',
        because: 'db.query takes any free connection, and the next statement may get another',
        look: 'db.connect(), or inTransaction in transaction.ts',
      }),
    ).toEqual([]);
    expect(
      seen.beside,
      explain({
        sent: 'a purchase',
        got: `“${short(seen.beside[0])}” over db.query, while a client had a transaction open`,
        expected: 'every statement of a transaction over the client that began it',
        because: 'another connection sees nothing of it',
        look: 'db.query inside of inTransaction: `work` gets a client',
      }),
    ).toEqual([]);
  });

  test('Ann gets the last ticket', async () => {
    const { client, db } = await open(1);

    const answer = await client.post('/events/7/tickets', buy);

    expect(
      answer.status,
      explain({ expected: '201', because: 'one ticket is left', look: 'the way from the request to its answer' }),
    ).toBe(201);
    expect(
      readJson(answer),
      explain({
        expected: 'the ticket, with `id`, `eventId` and `buyer`',
        because: 'it is what Ann shows at the door',
        look: 'what the INSERT returns',
      }),
    ).toEqual({ id: expect.any(Number), eventId: 7, buyer: 'Ann' });
    expect(
      await look(db),
      explain({
        got: describeShop(await look(db)),
        expected: 'one ticket, of Ann, and 0 left',
        because: 'what was sold is written down and taken from the event',
        look: 'the UPDATE of events and the INSERT into tickets',
      }),
    ).toEqual({ left: 0, buyers: ['Ann'] });
  });

  test('Bob comes too late and reads 409', async () => {
    const { client } = await open(1);

    await client.post('/events/7/tickets', buy);
    const answer = await client.post('/events/7/tickets', { json: { buyer: 'Bob' } });

    expect(
      answer.status,
      explain({ expected: '409', because: 'the last ticket is Ann’s', look: 'what happens when nothing is left' }),
    ).toBe(409);
    expectError(answer, 409, 'sendSoldOut');
  });

  test('every transaction is ended', async () => {
    const { client, seen } = await open(1);

    await client.post('/events/7/tickets', buy);
    await client.post('/events/7/tickets', { json: { buyer: 'Bob' } });

    expect(
      seen.leftOpen,
      explain({
        diagnosis: !overPool(seen) && 'A sold-out answer left its transaction open',
        sent: 'POST /events/7/tickets for the last ticket, and once more',
        got: 'a connection given back whose BEGIN has no COMMIT or ROLLBACK',
        expected: 'every transaction ended',
        because: 'an open one keeps its locks, and the next request inherits it with the connection',
        look: 'each return between BEGIN and COMMIT',
      }),
    ).toBe(0);
  });

  test.each(['999', 'x7', '7x'])('event %s is not there: 404', async (id) => {
    const { client } = await open(1);

    const requests = [() => client.post(`/events/${id}/tickets`, buy), () => client.get(`/events/${id}`)];
    for (const send of requests) {
      const answer = await send();
      expect(
        answer.status,
        explain({ expected: '404', because: `there is no event ${id}`, look: 'what tells “sold out” from “unknown”' }),
      ).toBe(404);
      expectError(answer, 404, 'sendNotFound');
    }
  });

  test('every connection is given back', async () => {
    const { client, pool } = await open(1);

    for (const path of ['/events/7/tickets', '/events/7/tickets', '/events/999/tickets']) await client.post(path, buy);

    await vi.waitFor(() => {
      const kept = pool.totalCount - pool.idleCount;
      expect(
        kept,
        explain({
          diagnosis: kept > 0 && 'A sold-out answer kept its connection',
          sent: 'a purchase, one too late, and one for an unknown event',
          got: `${kept} of ${pool.totalCount} connections not given back`,
          expected: 'all of them back in the pool',
          because: 'a pool has ten, and after ten such answers nobody is served',
          look: 'client.release(): a `finally` is reached on every way out',
        }),
      ).toBe(0);
    }, patience);
  });
});

describe('around the purchase', () => {
  test('an event says what is left', async () => {
    const { client } = await open(1);

    const before = readJson(await client.get('/events/12'));
    await client.post('/events/12/tickets', buy);
    const after = readJson(await client.get('/events/12'));

    const event = { id: 12, name: 'Poetry night', ticketsLeft: 40 };
    expect(
      [before, after],
      explain({
        sent: 'GET /events/12, a purchase, and GET /events/12 again',
        got: JSON.stringify([before, after]),
        expected: `${JSON.stringify(event)}, then 39 tickets left`,
        because: 'the page shows what can still be bought',
        look: 'GET /events/:id',
      }),
    ).toEqual([event, { ...event, ticketsLeft: 39 }]);
  });

  test.each<[string, object]>([
    ['no body', {}],
    ['no buyer', { json: {} }],
    ['a buyer without a name', { json: { buyer: '' } }],
    ['a name of 81 characters', { json: { buyer: 'A'.repeat(81) } }],
    ['a list of buyers', { json: { buyer: ['Ann'] } }],
  ])('%s is answered with 422, and nothing is sold', async (what, request) => {
    const { client, db } = await open(1);

    const answer = await client.post('/events/7/tickets', request);

    expect(
      [answer.status, await look(db)],
      explain({
        got: `${answer.status}, ${describeShop(await look(db))}`,
        expected: '422, no ticket, and 1 left',
        because: `a ticket needs the name of its buyer, and here is ${what}`,
        look: 'readBuyer, and what is done when it finds no name',
      }),
    ).toEqual([422, { left: 1, buyers: [] }]);
    expectError(answer, 422, 'sendInvalidBuyer');
  });

  test.each([1, 80])('a name with a length of %i gets a ticket', async (length) => {
    const { client } = await open(1);

    const answer = await client.post('/events/7/tickets', { json: { buyer: 'A'.repeat(length) } });

    expect(
      answer.status,
      explain({ expected: '201', because: 'a name has 1 to 80 characters', look: 'the limits in readBuyer' }),
    ).toBe(201);
  });
});

test('of 12 buyers at once, one gets the last ticket', async () => {
  const { client, db, pool } = await open(1);
  const buyers = Array.from({ length: 12 }, (_, at) => `Buyer ${at + 1}`);
  const opened = await Promise.all(buyers.map(() => pool.connect()));
  for (const one of opened) one.release();
  // Not over the client, which writes every answer down: which of them wins is another one at each run.
  const headers = { 'content-type': 'application/json' };
  const buyOne = (buyer: string) =>
    fetch(`${client.url}/events/7/tickets`, { method: 'POST', headers, body: JSON.stringify({ buyer }) });
  const answers = await Promise.all(buyers.map(buyOne));

  const sold = answers.filter(({ status }) => status === 201);
  const shop = await look(db);
  const others = answers.filter(({ status }) => status !== 201 && status !== 409);
  // A yes or a no: how many were too quick is another number at each run.
  expect(
    sold.length === 1,
    explain({
      diagnosis: sold.length > 1 && howTheyOversold(shop.left, await db.statements()),
      sent: '12 POST /events/7/tickets at once; 1 ticket is left',
      got:
        sold.length > 1
          ? `201 for more than one of them, and ${shop.left < 0 ? 'less than 0' : shop.left} left`
          : `${sold.length} × 201`,
      expected: '201 once',
      because: sold.length
        ? 'all of them may have looked before the first one acted'
        : 'a ticket is there, and one of them has to get it',
      look: shop.left < 0 ? 'the moment between reading tickets_left and changing it' : 'the `rowCount` of the UPDATE',
    }),
  ).toBe(true);
  expect(
    [...new Set(others.map(({ status }) => status))],
    explain({
      sent: '12 POST /events/7/tickets at once; 1 ticket is left',
      got: `${others[0]?.status} for some of them`,
      expected: '409 for the other 11',
      because: 'to be too late is no error of the server',
      look: 'what your code does when the ticket is gone',
    }),
  ).toEqual([]);
});

test('a purchase at another instance, in any gap, is noticed', async () => {
  const db = await postgres({ setup });
  let gap = 0;
  let sent = 0;
  let inside = false;
  let rival = '';
  const before: Before = async (sql) => {
    // Inside of a transaction this PostgreSQL, with its one session, would let nobody else in.
    const inTransaction = inside;
    inside = (inside || begins.test(sql)) && !ends.test(sql);
    if (++sent !== gap || inTransaction) return;
    rival = sql;
    await second!.client.post('/events/7/tickets', { json: { buyer: 'Bob' } });
  };
  const cluster = await instances(() => import('./app.ts'), {
    create: (app, { number }) => app.createApp({ db: openPool(db, number === 1 ? before : undefined).pool }),
  });
  const [first, second] = cluster.instances;

  do {
    [gap, sent, rival] = [gap + 1, 0, ''];
    await putBack(db, 1);
    const answer = await first!.client.post('/events/7/tickets', buy);

    const shop = await look(db);
    const oversold = shop.left < 0 && !(await db.statements()).some(({ sql }) => locks.test(sql));
    expect(
      shop.buyers.length,
      explain({
        diagnosis: oversold && 'The second instance oversold',
        sent: `Ann’s purchase to one instance, and Bob’s to the other before her “${short(rival)}”`,
        got: `${answer.status} for Ann, ${describeShop(shop)}`,
        expected: 'one ticket for one of them',
        because: 'two instances share the database and nothing else',
        look: 'who makes sure that only one sells: it has to be the database',
      }),
    ).toBe(1);
  } while (sent >= gap);
});

describe.each([
  [1, 'the last ticket is sold once'],
  [2, 'both buyers get one of two tickets'],
])('somebody else buys between two statements, with %i left', (left, name) => {
  test(name, async () => {
    let other = createRival(0);
    const { client, db } = await open(left, (sql, run) => other.before(sql, run));

    for (let gap = 1; gap === 1 || other.sent() >= gap - 1; gap++) {
      other = createRival(gap);
      await putBack(db, left);
      const answer = await client.post('/events/7/tickets', buy);

      const shop = await look(db);
      const sent = `a purchase as Ann, with ${left} left${other.struck() ? `; Bob buys before her “${short(other.struck())}”` : ''}`;
      const got = `${answer.status} for Ann, ${describeShop(shop)}`;
      expect(
        answer.status === 500 && other.refused(),
        explain({
          diagnosis: other.refused() && 'PostgreSQL said 40001, and nobody tried again',
          sent,
          got: '500, because the error 40001 of PostgreSQL ended the request',
          expected: 'a new try of the whole transaction',
          because: '40001 says that somebody else was quicker, not that anything is broken',
          look: 'the catch around your transaction',
        }),
      ).toBe(false);
      expect(
        shop.buyers.length + shop.left === left && shop.left >= 0,
        explain({
          diagnosis: shop.left < 0 && other.fault(),
          sent,
          got,
          expected: `${left === 1 ? 'one ticket' : 'no more tickets than there were'}`,
          because:
            shop.left < 0
              ? 'each statement sees what others have committed, in a transaction too'
              : 'what is taken from the event has to reach a buyer, and the other way round',
          look: shop.left < 0 ? 'the WHERE of your UPDATE, or a lock' : 'what is committed when your answer is 409',
        }),
      ).toBe(true);
      expect(
        answer.status,
        explain({
          diagnosis: left === 2 && answer.status === 409 && 'A buyer was turned away while a ticket was left',
          sent,
          got,
          expected: shop.buyers.includes('Ann') || left === 2 ? '201' : '409',
          because: left === 2 ? 'there is a ticket for each of them' : 'an answer has to say what is stored',
          look:
            left === 2 ? 'what your code does when the row is no longer what it read' : 'the `rowCount` of the UPDATE',
        }),
      ).toBe(shop.buyers.includes('Ann') || left === 2 ? 201 : 409);
    }
  });
});

test('a ticket that cannot be written is not taken', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => quiet.mockRestore());
  const { client, db, seen } = await open(1);
  await db.query("ALTER TABLE tickets ADD CHECK (buyer <> 'Mallory')");

  const answer = await client.post('/events/7/tickets', { json: { buyer: 'Mallory' } });

  const shop = await look(db);
  expect(
    shop,
    explain({
      diagnosis:
        shop.left === 0 && !shop.buyers.length && !overPool(seen) && 'A ticket left the event and reached nobody',
      sent: 'POST /events/7/tickets as Mallory; the database refuses to write his ticket',
      got: `${answer.status}, ${describeShop(shop)}`,
      expected: 'no ticket, and 1 left',
      because: 'half a purchase is a chair that stays empty',
      look: 'whether the UPDATE and the INSERT are one transaction',
    }),
  ).toEqual({ left: 1, buyers: [] });
});

/** Bob, who buys as one should, right before the statement with the number `gap`. Whoever holds a lock makes him wait. */
function createRival(gap: number) {
  const buys = `WITH taken AS (UPDATE events SET tickets_left = tickets_left - 1 WHERE id = 7 AND tickets_left > 0 RETURNING id)
    INSERT INTO tickets (event_id, buyer) SELECT id, 'Bob' FROM taken`;
  const refuses = `DO $$ BEGIN RAISE EXCEPTION 'could not serialize access due to concurrent update' USING ERRCODE = '40001'; END $$`;
  let count = 0;
  let struck: string | undefined;
  let inside = false;
  let locked = false;
  let snapshot = false;
  let fault: string | undefined;
  let refused = false;
  /** Whether Bob still has to buy, when the transaction that lost to him has ended. */
  let owed = false;
  const before: Before = async (sql, run) => {
    if (ends.test(sql)) [inside, locked, snapshot] = [false, false, false];
    else if (owed && !inside) [owed] = [false, await run(buys)];
    snapshot ||= snapshots.test(sql);
    // A setting reads nothing and changes nothing.
    if (/^\s*set\b/i.test(sql)) return undefined;
    count++;
    const strikes = count >= gap && !struck && !locked;
    if (strikes && snapshot && writes.test(sql)) {
      // Here PostgreSQL would refuse the change: the row is no longer the one that the transaction read.
      [struck, refused, owed] = [sql, true, true];
      return refuses;
    }
    if (strikes && count === gap && !snapshot) {
      struck = sql;
      await run(buys);
      if (inside) fault = 'The transaction sold a ticket that was gone by then';
    }
    inside ||= begins.test(sql);
    locked ||= inside && (locks.test(sql) || (writes.test(sql) && !struck));
    return undefined;
  };
  return { before, sent: () => count, struck: () => struck, fault: () => fault, refused: () => refused };
}

/** Why several buyers got one ticket, as far as the log proves it. */
function howTheyOversold(left: number, statements: Statement[]): string {
  if (left >= 0) return 'Buyers got 201 although the UPDATE found no ticket';
  const lock = statements.findIndex(({ sql }) => locks.test(sql));
  if (lock < 0) return 'Several buyers got 1 ticket';
  const inside = openTransactions(statements.slice(0, lock)).includes(statements[lock]!.connection);
  return inside ? 'What was read before the lock was out of date' : 'The lock ended with its statement';
}

/** The connections that began a transaction and did not end it. */
function openTransactions(statements: Statement[]): number[] {
  const open = new Set<number>();
  for (const { connection, sql } of statements) {
    if (begins.test(sql)) open.add(connection);
    if (ends.test(sql)) open.delete(connection);
  }
  return [...open];
}

const overPool = (seen: { overPool: string[] }) => seen.overPool.some((sql) => begins.test(sql));

const patience = { timeout: 500, interval: 10 };

const describeShop = ({ left, buyers }: { left: number; buyers: string[] }) =>
  `${buyers.length ? `tickets of ${buyers.join(' and ')}` : 'no ticket'}, and ${left} left`;

const short = (sql = '') => (sql.trim().split(/\s+/).slice(0, 2).join(' ') + ' …').trim();

function expectError(answer: Answer, status: number, look: string) {
  expect(
    readJson(answer),
    explain({
      expected: 'an error with title, status and detail',
      because: 'the page has to tell the buyer why',
      look,
    }),
  ).toMatchObject({ title: expect.stringMatching(/\S/), status, detail: expect.stringMatching(/\S/) });
}

function readJson(answer: { text: string }): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
}
