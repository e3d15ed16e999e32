import { createClient } from 'redis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { explain } from '#testing';
import { redis } from '#testing/redis';
import { createShop, type CartLine, type Db, type Product } from './app.ts';

const bob = 1;
const ann = 2;
const second = 1000;

type Call = keyof Db;

/** A database that counts its calls, and can be broken or held up by a test. */
function createDb() {
  const products = new Map<number, Product>([
    [1, { id: 1, name: 'Bag', cents: 1000 }],
    [2, { id: 2, name: 'Cup', cents: 450 }],
  ]);
  const carts = new Map<number, CartLine[]>([
    [bob, [{ productId: 2, quantity: 3 }]],
    [ann, [{ productId: 1, quantity: 1 }]],
  ]);
  const calls: Record<Call, number> = { loadProduct: 0, loadCart: 0, savePrice: 0 };
  const faults: Partial<Record<Call, string>> = {};
  const gates: Partial<Record<Call, Promise<void>>> = {};
  const enter = async (name: Call) => {
    calls[name] += 1;
    await gates[name];
    if (faults[name]) throw new Error(faults[name]);
  };
  const db: Db = {
    async loadProduct(id) {
      await enter('loadProduct');
      const product = products.get(id);
      return product ? { ...product } : null;
    },
    async loadCart(userId) {
      await enter('loadCart');
      return structuredClone(carts.get(userId) ?? []);
    },
    async savePrice(id, cents) {
      await enter('savePrice');
      products.get(id)!.cents = cents;
    },
  };
  return {
    db,
    calls,
    /** Changes the truth behind the shop's back. */
    setCents: (id: number, cents: number) => void (products.get(id)!.cents = cents),
    /** Calls of this name fail with these words, until the words are empty again. */
    fail: (name: Call, words: string) => void (faults[name] = words),
    /** Calls of this name wait until the function that comes back is called. */
    hold(name: Call) {
      const { promise, resolve } = Promise.withResolvers<void>();
      gates[name] = promise;
      return resolve;
    },
  };
}

/** A Redis of the test's own, whose clock the test moves, and shops on it that share one database. */
async function setUp() {
  let time = Date.parse('2026-03-01T09:00:00.000Z');
  const server = await redis({ now: () => time });
  const cache = createClient({ url: server.url });
  cache.on('error', () => {});
  await cache.connect();
  onTestFinished(() => cache.destroy());
  const database = createDb();
  const open = () => createShop({ db: database.db, cache });
  return {
    ...database,
    server,
    shop: open(),
    /** One more server of the same shop. */
    open,
    wait: (ms: number) => void (time += ms),
    /** Resolves when Redis has answered all that was asked: one connection answers in order. */
    settled: async () => {
      for (let round = 0; round < 3; round++) await cache.ping();
    },
  };
}

/** A value as a learner reads it, and a text as it is. */
const show = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'));
/** What a call gives, or words for its error. */
const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: Error) => `the error “${error.message}”`);
const bag = { id: 1, name: 'Bag', cents: 1000 };

describe('a copy', () => {
  test('answers as the database did, without asking it again', async () => {
    const { shop, calls } = await setUp();

    const first = await outcome(shop.getProduct(1));
    const again = await outcome(shop.getProduct(1));

    expect(
      [first, again],
      explain({
        sent: 'getProduct(1), twice',
        got: `${show(first)} and then ${show(again)}`,
        expected: 'the same product both times, its price a number',
        because: 'nobody may notice where an answer comes from',
        look: `${show(first)}${show(again)}`.includes('[object Promise]')
          ? 'what `cache.get` and `cache.set` give you: a promise, and behind `await` what Redis answered'
          : 'how a product becomes a text for Redis, and a product again',
      }),
    ).toEqual([bag, bag]);
    expect(
      calls.loadProduct,
      explain({
        sent: 'getProduct(1), twice',
        got: `${calls.loadProduct} loads`,
        expected: 'one load',
        because: 'the second visitor reads the copy',
        look: 'what getProduct does before and after db.loadProduct',
      }),
    ).toBe(1);
  });

  test('is shared by all servers of the shop', async () => {
    const { shop, open, calls } = await setUp();

    await shop.getProduct(1);
    await open().getProduct(1);

    expect(
      calls.loadProduct,
      explain({
        diagnosis: calls.loadProduct === 2 && 'A second server loaded it again',
        sent: 'getProduct(1) to one shop and then to another one on the same Redis',
        got: `${calls.loadProduct} loads`,
        expected: 'one load',
        because: 'with ten servers, ten caches of their own would disagree',
        look: 'where you keep the copy: in Redis, or in a variable of this process',
      }),
    ).toBe(1);
  });

  test('of a cart answers without a load, too', async () => {
    const { shop, calls } = await setUp();

    await shop.getCart(ann);
    const again = await shop.getCart(ann);

    expect(
      [calls.loadCart, again],
      explain({
        sent: 'getCart(2), twice; user 2 is Ann',
        got: `${calls.loadCart} loads, and ${show(again)} at the end`,
        expected: 'one load, and one bag in her cart',
        because: 'carts are read on every page',
        look: 'getCart: it wants the same steps as getProduct',
      }),
    ).toEqual([1, [{ productId: 1, quantity: 1 }]]);
  });

  test('of a product that is not there says so each time', async () => {
    const { shop } = await setUp();

    const answers = [await outcome(shop.getProduct(99)), await outcome(shop.getProduct(99))];

    expect(
      answers,
      explain({
        sent: 'getProduct(99), twice; there is no product 99',
        got: answers.map(show).join(' and then '),
        expected: 'null both times',
        because: '“there is none” is an answer and no failure',
        look: 'how null goes into the cache and comes out of it',
      }),
    ).toEqual([null, null]);
  });
});

describe('a key', () => {
  test('tells users apart', async () => {
    const { shop } = await setUp();

    await shop.getCart(bob);
    const cart = await shop.getCart(ann);

    expect(
      cart,
      explain({
        diagnosis: cart[0]?.quantity === 3 && "Ann got Bob's cart",
        sent: 'getCart(1) for Bob, then getCart(2) for Ann',
        got: show(cart),
        expected: "Ann's own cart: one bag",
        because: 'a key names everything that the answer depends on',
        look: 'the key of a cart',
      }),
    ).toEqual([{ productId: 1, quantity: 1 }]);
  });

  test('tells products apart', async () => {
    const { shop } = await setUp();

    await shop.getProduct(1);
    const product = await shop.getProduct(2);

    expect(
      product,
      explain({
        sent: 'getProduct(1), then getProduct(2)',
        got: show(product),
        expected: 'product 2, the cup',
        because: 'a key names everything that the answer depends on',
        look: 'the key of a product',
      }),
    ).toMatchObject({ id: 2, name: 'Cup' });
  });

  test('tells kinds of things apart', async () => {
    const { shop } = await setUp();

    await shop.getProduct(1);
    const cart = await shop.getCart(1);

    expect(
      cart,
      explain({
        diagnosis: !Array.isArray(cart) && 'Cart 1 was answered with product 1',
        sent: 'getProduct(1), then getCart(1)',
        got: show(cart),
        expected: "user 1's cart: three cups",
        because: 'all of the shop shares one Redis, so ids alone are not enough',
        look: 'the keys of products and of carts side by side',
      }),
    ).toEqual([{ productId: 2, quantity: 3 }]);
  });
});

describe('the end of a copy', () => {
  test('is not before 60 seconds', async () => {
    const { shop, wait, calls } = await setUp();
    await shop.getProduct(1);

    wait(second);
    await shop.getProduct(1);
    const soon = calls.loadProduct;
    wait(58 * second);
    await shop.getProduct(1);

    expect(
      calls.loadProduct,
      explain({
        diagnosis: soon > 1 && 'After one second the product was forgotten',
        sent: 'getProduct(1) at once, after 1 s and after 59 s',
        got: `${calls.loadProduct} loads`,
        expected: 'one load',
        because: 'the copy is good for 60 seconds',
        look: 'the unit of the time to live: EX counts seconds, PX milliseconds',
      }),
    ).toBe(1);
  });

  test.each([
    ['product', 'getProduct(1)'],
    ['cart', 'getCart(1)'],
  ])('comes after 60 seconds (%s)', async (what, call) => {
    const { shop, open, wait, calls, setCents } = await setUp();
    const read = () => (what === 'product' ? shop.getProduct(1) : shop.getCart(1));
    await read();
    setCents(1, 1200);

    wait(60 * second);
    const later = await read();

    const loads = what === 'product' ? calls.loadProduct : calls.loadCart;
    await open().getProduct(1);
    const keptByAll = calls.loadProduct === 1;
    expect(
      loads,
      explain({
        diagnosis: keptByAll && what === 'product' && 'After 60 s the old price was still served',
        sent: `${call}, and again 60 s later; in between the database changed`,
        got: `${loads} load${loads === 1 ? '' : 's'}, and ${show(later)}`,
        expected: 'two loads',
        because: 'a copy without an end is wrong for ever',
        look: 'the time to live that goes to Redis together with the value',
      }),
    ).toBe(2);
  });

  test('counts from the load, not from the last visit', async () => {
    const { shop, wait, setCents } = await setUp();
    await shop.getProduct(1);
    await shop.getProduct(2);
    setCents(1, 1200);
    setCents(2, 500);

    wait(40 * second);
    await shop.getProduct(1);
    wait(20 * second);
    const product = await shop.getProduct(1);
    const unvisited = await shop.getProduct(2);

    expect(
      product?.cents,
      explain({
        diagnosis: product?.cents === 1000 && unvisited?.cents === 500 && 'Each read kept the old price for longer',
        sent: 'getProduct(1) at 0, 40 and 60 s; the database changed at 0 s',
        got: `a price of ${product?.cents}`,
        expected: '1200',
        because: 'the most popular product would never be loaded again',
        look: 'what a hit does to the time to live',
      }),
    ).toBe(1200);
  });
});

describe('setPrice', () => {
  test('shows in the next answer, of every server', async () => {
    const { shop, open } = await setUp();
    const other = open();
    await shop.getProduct(1);
    await other.getProduct(1);

    await shop.setPrice(1, 1200);
    const prices = [(await shop.getProduct(1))?.cents, (await other.getProduct(1))?.cents];

    expect(
      prices,
      explain({
        diagnosis: prices[0] === 1000 && 'Price stayed 1000 after an update',
        sent: 'setPrice(1, 1200) to one server, then getProduct(1) to it and to another',
        got: `prices of ${prices.join(' and ')}`,
        expected: '1200 both times',
        because: 'whoever changes the truth takes care of its copies',
        look: 'what setPrice does to the copy of the product',
      }),
    ).toEqual([1200, 1200]);
  });

  test('wins against a visitor who comes while it is being saved', async () => {
    const { shop, hold, settled } = await setUp();
    await shop.getProduct(1);
    const release = hold('savePrice');

    const saving = shop.setPrice(1, 1200);
    await settled();
    await shop.getProduct(1);
    release();
    await saving;
    const product = await shop.getProduct(1);
    await shop.setPrice(1, 1300);
    const undisturbed = await shop.getProduct(1);

    expect(
      product?.cents,
      explain({
        diagnosis:
          product?.cents === 1000 && undisturbed?.cents === 1300 && 'The old price came back during the update',
        sent: 'setPrice(1, 1200), getProduct(1) while it was being saved, and again afterwards',
        got: `a price of ${product?.cents} at the end`,
        expected: '1200',
        because: 'a visitor in between loads the old price, which is still the truth, and keeps it',
        look: 'the order in setPrice: what comes last, saving or forgetting?',
      }),
    ).toBe(1200);
  });

  test('that fails shows nobody the new price', async () => {
    const { shop, fail } = await setUp();
    await shop.getProduct(1);
    fail('savePrice', 'The disk is full');

    const told = await outcome(shop.setPrice(1, 1200));
    const product = await shop.getProduct(1);

    expect(
      product?.cents,
      explain({
        diagnosis: product?.cents === 1200 && 'A price that was never saved was shown',
        sent: 'setPrice(1, 1200), which the database could not save, then getProduct(1)',
        got: `a price of ${product?.cents}`,
        expected: '1000',
        because: 'the database owns the truth, the cache only repeats it',
        look: 'what setPrice writes before the database has said yes',
      }),
    ).toBe(1000);
    expect(
      told,
      explain({
        sent: 'setPrice(1, 1200), which the database could not save',
        got: show(told),
        expected: 'the error “The disk is full”',
        because: 'whoever set the price has to learn that it is not set',
        look: 'what setPrice does with an error of savePrice',
      }),
    ).toBe('the error “The disk is full”');
  });
});

describe('visitors at once', () => {
  test('cost one load when they miss together', async () => {
    const { shop, hold, settled, calls } = await setUp();
    const release = hold('loadProduct');

    const visits = Array.from({ length: 100 }, () => shop.getProduct(1));
    await settled();
    release();
    const products = await Promise.all(visits);

    expect(
      calls.loadProduct,
      explain({
        diagnosis: calls.loadProduct === 100 && '100 misses ran 100 loads',
        sent: 'getProduct(1), 100 times before the first load was done',
        got: `${calls.loadProduct} loads`,
        expected: 'one load',
        because: 'a popular copy ends for everybody in the same moment, and the database meets them all',
        look: 'what a second visitor finds while the first one is loading',
      }),
    ).toBe(1);
    expect(
      products.every((product) => product?.name === 'Bag'),
      explain({
        sent: 'getProduct(1), 100 times at once',
        got: show(products.find((product) => product?.name !== 'Bag')),
        expected: 'the bag for each of the 100',
        because: 'all of them asked for it',
        look: 'what those who wait are given',
      }),
    ).toBe(true);
  });

  test('get what each of them asked for', async () => {
    const { shop } = await setUp();

    const answers = await Promise.all([shop.getProduct(1), shop.getProduct(2), shop.getCart(1), shop.getCart(2)]);

    expect(
      answers,
      explain({
        sent: 'getProduct(1), getProduct(2), getCart(1) and getCart(2) at once',
        got: show(answers),
        expected: 'the bag, the cup, three cups, one bag',
        because: 'only those who want the same thing can share a load',
        look: 'the key below which a load under way is found',
      }),
    ).toMatchObject([{ name: 'Bag' }, { name: 'Cup' }, [{ quantity: 3 }], [{ quantity: 1 }]]);
  });
});

describe('an error of the database', () => {
  test('is not remembered', async () => {
    const { shop, fail, calls } = await setUp();
    fail('loadProduct', 'Too many connections');

    const first = await outcome(shop.getProduct(1));
    fail('loadProduct', '');
    const second = await outcome(shop.getProduct(1));

    const stuck = calls.loadProduct === 1;
    const rejected = typeof second === 'string';
    expect(
      second,
      explain({
        diagnosis: stuck && (rejected ? 'One failed load is handed out for ever' : 'One error lasted 60 s'),
        sent: 'getProduct(1) while the database was down, and again when it was back',
        got: `${show(first)}, and then ${show(second)}`,
        expected: 'the product the second time',
        because: 'an outage of a second must not last a minute',
        look: stuck && rejected ? 'when a load that failed leaves your Map' : 'what is kept after a load that failed',
      }),
    ).toEqual(bag);
  });

  test('reaches everybody who waits for that load', async () => {
    const { shop, fail } = await setUp();
    fail('loadProduct', 'Too many connections');

    const outcomes = await Promise.all([outcome(shop.getProduct(1)), outcome(shop.getProduct(1))]);

    expect(
      outcomes,
      explain({
        sent: 'getProduct(1), twice at once, while the database was down',
        got: outcomes.map(show).join(' and '),
        expected: 'the error “Too many connections” for both',
        because: '“I could not look” is another answer than “there is none”',
        look: 'where you catch an error of the load',
      }),
    ).toEqual(['the error “Too many connections”', 'the error “Too many connections”']);
  });
});

test.each([
  ['product', 'getProduct(1)'],
  ['cart', 'getCart(2)'],
])('a Redis that answers with errors costs a load, not the %s', async (what, call) => {
  const { shop, server, calls } = await setUp();
  server.fault({ error: "OOM command not allowed when used memory > 'maxmemory'." });

  const answer = await outcome(what === 'product' ? shop.getProduct(1) : shop.getCart(ann));

  const failed = typeof answer === 'string';
  expect(
    answer,
    explain({
      diagnosis: failed && what === 'product' && 'Redis had no memory left, and the shop had no products',
      sent: `${call}, while Redis answered every command with an error`,
      got: show(answer),
      expected: 'the answer of the database',
      because: 'a cache makes a shop faster; it must not be able to close it',
      look:
        failed && calls.loadProduct + calls.loadCart > 0 ? 'the command after the load' : 'the command before the load',
    }),
  ).toEqual(what === 'product' ? bag : [{ productId: 1, quantity: 1 }]);
});
