import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { explain } from '#testing';

const query = readFileSync(new URL('./query.sql', import.meta.url), 'utf8');

const schema = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
  CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER REFERENCES customers (id),
    status      TEXT    NOT NULL CHECK (status IN ('paid', 'sent', 'cancelled')),
    cents       INTEGER NOT NULL
  ) STRICT;
`;

type Row = Record<string, unknown>;

/** What the customer's orders came to, in the order in which they were placed; a guest has no id and no name. */
interface Customer {
  id: number | null;
  name: string;
  orders: ('paid' | 'sent' | 'cancelled')[];
}

const guest: Customer = { id: null, name: 'a guest', orders: ['paid'] };

/** Two shops: rows that were typed instead of queried are right in one of them at most. */
const shops: Record<string, Customer[]> = {
  'the corner shop': [
    { id: 1, name: 'Sam', orders: ['paid', 'cancelled', 'sent'] },
    { id: 2, name: 'Ann', orders: ['sent', 'sent', 'paid'] },
    { id: 3, name: 'Dora', orders: [] },
    { id: 4, name: 'Cleo', orders: ['cancelled'] },
    { id: 5, name: 'Sam', orders: ['paid'] },
    { id: 6, name: 'Bob', orders: ['cancelled', 'paid'] },
    guest,
  ],
  'the station shop': [
    { id: 11, name: 'Zoe', orders: ['sent', 'cancelled', 'cancelled', 'paid', 'sent'] },
    { id: 12, name: 'Kim', orders: [] },
    { id: 13, name: 'Ben', orders: ['cancelled', 'cancelled'] },
    { id: 14, name: 'Kim', orders: ['paid', 'sent'] },
    { id: 15, name: 'Eve', orders: ['sent'] },
    { id: 16, name: 'Abe', orders: [] },
    guest,
    guest,
  ],
};

/**
 * The rows of the learner's query, or what the database says about it. With `latestFirst`, the database has the same
 * customers, and comes upon the one with the largest id first.
 */
function ask(people: Customer[], { latestFirst = false } = {}): { rows: Row[]; got: string } {
  const db = new Database(':memory:');
  try {
    // In SQLite, DESC makes the key an index of its own, beside the order in which rows were added.
    db.exec(latestFirst ? schema.replace('PRIMARY KEY, name', 'PRIMARY KEY DESC, name') : schema);
    const addCustomer = db.prepare('INSERT INTO customers (id, name) VALUES (?, ?)');
    const addOrder = db.prepare('INSERT INTO orders (customer_id, status, cents) VALUES (?, ?, ?)');
    const added = latestFirst ? people.toReversed() : people;
    for (const { id, name } of added) if (id !== null) addCustomer.run(id, name);
    for (const { id, orders } of people) for (const status of orders) addOrder.run(id, status, 1200);
    const rows = db.prepare<[], Row>(query).all();
    return { rows, got: show(rows) };
  } catch (error) {
    return { rows: [], got: `no rows, because the database says: ${(error as Error).message}` };
  } finally {
    db.close();
  }
}

/** Where to look when the database refused the query. */
function adviceFor(refusal: string): string {
  if (refusal.includes('ambiguous')) return 'that column: both tables have one, so say whose, as in `customers.id`';
  if (refusal.includes('no statements')) return 'query.sql, which holds no query';
  if (refusal.includes('more than one statement')) return 'the semicolons: one query, and nothing behind it';
  return 'the word that the message names';
}

const show = (rows: Row[]) =>
  rows.length ? rows.map((row) => Object.values(row).map(String).join('|')).join(', ') : 'no rows at all';
const count = ({ orders }: Customer) => orders.filter((status) => status !== 'cancelled').length;
const names = (people: Customer[]) => people.map(({ id, name }) => `${id}|${name}`).join(', ');

const rowOf = (one: Customer): Row => ({ id: one.id, name: one.name, orders: count(one) });
const byId = (rows: Row[]) => rows.map(({ id, name, orders }) => `${id}|${name}|${orders}`).toSorted();

describe.each(Object.entries(shops))('in %s', (shop, people) => {
  const customers = people.filter(({ id }) => id !== null);
  const never = customers.filter(({ orders }) => orders.length === 0);
  const allCancelled = customers.filter((one) => one.orders.length > 0 && count(one) === 0);
  const sent = `your query to ${shop}, with ${customers.length} customers`;
  const sorted = customers.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id! - b.id!));
  const idsOf = (rows: Row[]) => rows.map(({ id }) => id);
  const without = (rows: Row[]) => (wanted: Customer) => !idsOf(rows).includes(wanted.id);
  const ordersOf = (rows: Row[], some: Customer[]) =>
    some.map(({ id, name }) => `${id} ${name} ${rows.find((row) => row.id === id)?.orders}`);

  test('each row has an id, a name and a number of orders', () => {
    const { rows, got } = ask(people);

    const columns = Object.keys(rows[0] ?? {}).join(', ');
    expect(
      Object.keys(rows[0] ?? {}).toSorted(),
      explain({
        sent,
        got: columns ? `the columns ${columns}` : got,
        expected: 'the columns id, name and orders',
        because: 'the letters are written from these three',
        look: columns ? 'what stands behind SELECT, and the names after AS' : adviceFor(got),
      }),
    ).toEqual(['id', 'name', 'orders']);
  });

  test('nobody stands on the list twice', () => {
    const { rows, got } = ask(people);

    const twice = customers.filter(({ id }) => idsOf(rows).filter((one) => one === id).length > 1);
    expect(
      names(twice),
      explain({
        diagnosis: twice.length > 0 && 'One row for each order instead of each customer',
        sent,
        got,
        expected: 'each id once',
        because: 'a join gives one row for each match, and a customer with three orders has three',
        look: 'what makes one row of several: GROUP BY, by which column?',
      }),
    ).toBe('');
  });

  test('guests are not customers', () => {
    const { rows, got } = ask(people);

    const strangers = idsOf(rows).filter((id) => !customers.some((one) => one.id === id));
    expect(
      strangers,
      explain({
        diagnosis: strangers.includes(null) && 'A guest’s order became a customer without a name',
        sent,
        got,
        expected: 'only ids of the table customers',
        because: 'an order without an account belongs to nobody on this list',
        look: 'which table stands behind FROM: all of its rows are kept',
      }),
    ).toEqual([]);
  });

  test('who never ordered is on the list', () => {
    const { rows, got } = ask(people);

    const missing = never.filter(without(rows));
    expect(
      names(missing),
      explain({
        diagnosis: missing.length > 0 && whyTheyVanished(rows),
        sent: `${sent}; ${names(never)} never ordered`,
        got,
        expected: `${names(never)} among the rows`,
        because: 'they are customers as well, and the ones to be missed',
        look: whereToLook(rows),
      }),
    ).toBe('');
  });

  test('who cancelled every order is on the list', () => {
    const { rows, got } = ask(people);

    const missing = allCancelled.filter(without(rows));
    expect(
      names(missing),
      explain({
        diagnosis: missing.length > 0 && !never.some(without(rows)) && 'Whoever had only cancelled orders vanished',
        sent: `${sent}; ${names(allCancelled)} cancelled every order`,
        got,
        expected: `${names(allCancelled)} among the rows`,
        because: 'its customer stays when an order does not count',
        look: 'where the status is asked for: WHERE removes rows, ON decides about matches',
      }),
    ).toBe('');
  });

  test('two customers of one name stay two', () => {
    const { rows, got } = ask(people);

    const missing = customers.filter(without(rows));
    const shared = missing.filter(({ name }) => rows.some((row) => row.name === name));
    expect(
      names(missing),
      explain({
        diagnosis: shared.length > 0 && shared.length === missing.length && 'Two customers of one name became one',
        sent,
        got,
        expected: `a row for ${names(missing.length ? missing : customers)}`,
        because: 'a name does not tell two people apart, an id does',
        look: 'the columns of your GROUP BY or DISTINCT',
      }),
    ).toBe('');
  });

  test('who never ordered has 0', () => {
    const { rows, got } = ask(people);

    const numbers = never.map(({ id }) => rows.find((row) => row.id === id)?.orders);
    expect(
      ordersOf(rows, never),
      explain({
        diagnosis: numbers.every((number) => number === 1)
          ? 'Zero orders counted as 1'
          : numbers.every((number) => number === null) && 'No orders became NULL instead of 0',
        sent,
        got,
        expected: `0 for ${names(never)}`,
        because: 'the row that stands for “no match” is a row, though none of an order',
        look: 'what you count: rows, or a column that only an order fills',
      }),
    ).toEqual(never.map(({ id, name }) => `${id} ${name} 0`));
  });

  test('everybody’s orders are counted, without the cancelled ones', () => {
    const { rows, got } = ask(people);

    expect(
      ordersOf(rows, customers),
      explain({
        diagnosis: keepsCancelled(rows) && 'Cancelled orders were counted',
        sent,
        got,
        expected: customers.map((one) => `${one.name} ${count(one)}`).join(', '),
        because: 'what was cancelled was never bought',
        look: 'the condition on the status',
      }),
    ).toEqual(customers.map((one) => `${one.id} ${one.name} ${count(one)}`));
  });

  test('the rows stand in the order of the names', () => {
    const { rows, got } = ask(people);

    expect(
      rows,
      explain({
        diagnosis:
          String(byId(rows)) === String(byId(sorted.map(rowOf))) && 'The right rows in an order that nobody asked for',
        sent,
        got,
        expected: `the order ${names(sorted)}`,
        because: 'a database gives rows in any order until you ask for one',
        look: 'the ORDER BY, and what decides between two of the same name',
      }),
    ).toEqual(sorted.map(rowOf));
  });

  test('of two customers with one name, the smaller id comes first', () => {
    const usual = ask(people).rows;
    const { rows, got } = ask(people, { latestFirst: true });

    const namesakes = customers.filter((one) => customers.some(({ id, name }) => id !== one.id && name === one.name));
    const found = rows.filter(({ id }) => namesakes.some((one) => one.id === id));
    const byLuck = String(idsOf(usual)) === String(sorted.map(({ id }) => id));
    expect(
      idsOf(found),
      explain({
        diagnosis: byLuck && 'Two customers of one name stood in an order left to luck',
        sent: `your query to ${shop}, whose database now comes upon the last customer first`,
        got: found.length ? show(found) : got,
        expected: names(namesakes),
        because: 'their name does not say which of the two comes first',
        look: 'what the ORDER BY says after the name',
      }),
    ).toEqual(namesakes.map(({ id }) => id));
  });

  /** Why those without orders are gone, as far as the query's behaviour proves it. */
  function whyTheyVanished(rows: Row[]): string | undefined {
    if (oneGroup(rows)) return 'All customers became one row';
    if (hiddenByGuests(rows)) return 'A guest’s order hid everybody without orders';
    const others = rows.some(({ id }) => !customers.some((one) => one.id === id));
    if (rows.length === 0 || others || !never.every(without(rows))) return undefined;
    return leftJoin ? 'The filter undid the LEFT JOIN' : 'Customers without orders vanished';
  }

  function whereToLook(rows: Row[]): string {
    if (oneGroup(rows)) return 'the GROUP BY: without one, counting makes one row of everybody';
    if (hiddenByGuests(rows)) return 'the NOT IN: one NULL in its list, and it is true for nobody';
    return leftJoin ? 'the conditions that look at a column of orders' : 'the kind of the join';
  }

  /** Whether one row has the orders of everybody in it. */
  function oneGroup(rows: Row[]): boolean {
    const all = customers.reduce((sum, one) => sum + count(one), 0);
    return rows.length === 1 && Number(rows[0]?.orders) >= all;
  }

  /** Whether those without orders would be there if no guest had ordered. */
  function hiddenByGuests(rows: Row[]): boolean {
    const { rows: withoutGuests } = ask(customers);
    return rows.length > 0 && never.every((one) => without(rows)(one) && !without(withoutGuests)(one));
  }

  /** Whether every number is what it would be if cancelled orders were orders. */
  function keepsCancelled(rows: Row[]): boolean {
    return customers.every(({ id, orders }) => rows.find((row) => row.id === id)?.orders === orders.length);
  }
});

/** Chooses words only: what an inner join and a filtered outer join give is the same. */
const leftJoin = /\bleft\s+(outer\s+)?join\s+(?!customers\b)/i.test(query.replace(/--.*/g, ''));
