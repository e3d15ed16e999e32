import { MongoServerError, type Collection } from 'mongodb';
import { expect, test } from 'vitest';
import { connect, open, seed } from './open.ts';

test('refuses a second document with a unique key, in the words of MongoDB', async () => {
  const { users } = await open();
  expect(await users.createIndex({ email: 1 }, { unique: true })).toBe('email_1');
  await users.insertOne({ email: 'a@b.c' });
  const error = await users.insertOne({ email: 'a@b.c' }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MongoServerError);
  expect(error).toMatchObject({
    code: 11000,
    message: 'E11000 duplicate key error collection: shop.users index: email_1 dup key: { email: "a@b.c" }',
    keyPattern: { email: 1 },
    keyValue: { email: 'a@b.c' },
  });
  await users.insertOne({ _id: 7 as never, email: 'x' });
  await expect(users.insertOne({ _id: 7 as never })).rejects.toThrow(
    'E11000 duplicate key error collection: shop.users index: _id_ dup key: { _id: 7 }',
  );
  await expect(users.updateOne({ _id: 7 as never }, { $set: { email: 'a@b.c' } })).rejects.toThrow('E11000');
  expect((await users.indexes()).map(({ name }) => name)).toEqual(['_id_', 'email_1']);
  await users.dropIndex('email_1');
  await users.insertOne({ email: 'a@b.c' });
  await expect(users.createIndex({ email: 1 }, { unique: true })).rejects.toThrow('E11000');
  await expect(users.dropIndex('none')).rejects.toThrow('index not found with name [none]');
});

test('aggregates, also over two collections and into a third', async () => {
  const { db, users } = await open();
  await seed(users);
  const orders = db.collection('orders');
  await orders.insertMany([
    { user: 1, total: 5 },
    { user: 1, total: 7 },
    { user: 2, total: 1 },
  ]);
  const sums = await orders
    .aggregate([{ $group: { _id: '$user', sum: { $sum: '$total' }, n: { $sum: 1 } } }, { $sort: { sum: -1 } }])
    .toArray();
  expect(sums).toEqual([
    { _id: 1, sum: 12, n: 2 },
    { _id: 2, sum: 1, n: 1 },
  ]);
  const joined = await users
    .aggregate([
      { $match: { _id: 1 } },
      { $lookup: { from: 'orders', localField: '_id', foreignField: 'user', as: 'orders' } },
      { $project: { n: { $size: '$orders' } } },
    ])
    .toArray();
  expect(joined).toEqual([{ _id: 1, n: 2 }]);
  await orders.aggregate([{ $group: { _id: '$user', sum: { $sum: '$total' } } }, { $out: 'sums' }]).toArray();
  expect(await db.collection('sums').countDocuments()).toBe(2);
  expect(await orders.countDocuments()).toBe(3);
});

test('says what it looked at, and that it is no MongoDB', async () => {
  const { server, users } = await open();
  await users.insertMany(Array.from({ length: 50 }, (_, n) => ({ n, email: `u${n}@x` })));
  const look = async () =>
    (await users.find({ email: 'u7@x' }).explain()) as {
      note: string;
      queryPlanner: { winningPlan: { stage: string } };
      executionStats: object;
    };
  expect(await look()).toMatchObject({
    queryPlanner: { winningPlan: { stage: 'TEACHING_LOOK_AT_EVERY_DOCUMENT' } },
    executionStats: { nReturned: 1, totalDocsExamined: 50, totalKeysExamined: 0 },
  });
  await users.createIndex({ email: 1 });
  const indexed = await look();
  expect(indexed).toMatchObject({
    queryPlanner: { winningPlan: { stage: 'TEACHING_INDEX_LOOKUP', indexName: 'email_1' } },
    executionStats: { nReturned: 1, totalDocsExamined: 1, totalKeysExamined: 1 },
  });
  expect(indexed.note).toMatch(/not MongoDB/);
  await users.findOne({ email: 'u8@x' });
  expect(server.commands().at(-1)).toMatchObject({
    name: 'find',
    collection: 'users',
    documentsExamined: 1,
    index: 'email_1',
    body: { filter: { email: 'u8@x' } },
  });
});

test('validates what is written when the collection was created with a schema', async () => {
  const { db } = await open();
  const $jsonSchema = {
    bsonType: 'object',
    required: ['name'],
    properties: { name: { bsonType: 'string' }, age: { bsonType: 'int', minimum: 0 } },
  };
  const people = await db.createCollection('people', { validator: { $jsonSchema } });
  await people.insertOne({ name: 'Ann', age: 3 });
  await expect(people.insertOne({ age: 3 })).rejects.toMatchObject({
    code: 121,
    message: 'Document failed validation',
  });
  await expect(people.updateOne({ name: 'Ann' }, { $set: { age: -1 } })).rejects.toMatchObject({ code: 121 });
  await expect(db.createCollection('people')).rejects.toMatchObject({
    code: 48,
    message: 'Collection shop.people already exists.',
  });
});

test.each([
  [
    'an unknown operator of a filter',
    (users: Collection) => users.findOne({ a: { $foo: 1 } as never }),
    2,
    'unknown operator: $foo',
  ],
  [
    'an unknown stage',
    (users: Collection) => users.aggregate([{ $foo: 1 }]).toArray(),
    40324,
    "Unrecognized pipeline stage name: '$foo'",
  ],
  [
    'an unknown modifier',
    (users: Collection) => users.updateOne({}, { $foo: { a: 1 } } as never),
    9,
    'Unknown modifier: $foo. Expected a valid update modifier or pipeline-style update specified as an array',
  ],
  [
    'a number that is none',
    (users: Collection) => users.updateOne({ name: 'Ann' }, { $inc: { name: 1 } as never }),
    14,
    "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'name' of non-numeric type string",
  ],
  [
    'a list that is none',
    (users: Collection) => users.updateOne({ name: 'Ann' }, { $push: { age: 1 as never } }),
    2,
    "The field 'age' must be an array but is of type int in document {_id: 1}",
  ],
  [
    'another _id',
    (users: Collection) => users.updateOne({ name: 'Ann' }, { $set: { _id: 9 as never } }),
    66,
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  ],
  [
    'two changes of one field',
    (users: Collection) => users.updateOne({ name: 'Ann' }, { $set: { a: 1 }, $inc: { a: 1 } as never }),
    40,
    "Updating the path 'a' would create a conflict at 'a'",
  ],
])('refuses %s', async (_title, act, code, message) => {
  const { users } = await open();
  await seed(users);
  await expect(act(users)).rejects.toMatchObject({ code, message });
});

test('has no transactions, as a server that stands alone has none', async () => {
  const { client, users } = await open();
  const session = client.startSession();
  const work = session.withTransaction(() => users.insertOne({ a: 1 }, { session }));
  await expect(work).rejects.toThrow('Transactions need a replica set, and this server stands alone');
  await session.endSession();
  expect(await users.countDocuments()).toBe(0);
});

test('names databases and collections, and drops them', async () => {
  const { client, db, users } = await open();
  await users.insertOne({});
  await db.createCollection('empty');
  expect((await db.listCollections().toArray()).map(({ name }) => name)).toEqual(['empty', 'users']);
  expect((await client.db().admin().listDatabases()).databases.map(({ name }) => name)).toEqual(['shop']);
  expect(await db.dropCollection('empty')).toBe(true);
  expect(await db.dropDatabase()).toBe(true);
  expect(await users.countDocuments()).toBe(0);
  expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  await expect(db.command({ dbStats: 1 })).rejects.toThrow(
    "no such command: 'dbStats'; MongoDB has it, the teaching server of Engine Room does not",
  );
});

test('documents expire by the clock that the suite sets', async () => {
  let time = 1_000_000;
  const { users } = await open(() => time);
  await users.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  await users.insertOne({ at: new Date(time) });
  time += 59_999;
  expect(await users.countDocuments()).toBe(1);
  time += 1;
  expect(await users.countDocuments()).toBe(0);
});

test('fails as it is told, is mended, and keeps nothing for the next', async () => {
  const { server, users } = await open();
  await users.insertOne({ a: 1 });
  server.fault({ error: 'not enough memory', code: 146 });
  await expect(users.findOne()).rejects.toMatchObject({ code: 146, message: 'not enough memory' });
  server.fault({ delay: 1 });
  expect(await users.countDocuments()).toBe(1);
  server.fault('refuse');
  await expect(connect(server.url)).rejects.toThrow();
  server.fault();
  expect(await users.countDocuments()).toBe(1);
  server.reset();
  expect(server.commands()).toEqual([]);
  expect(await users.countDocuments()).toBe(0);
  await server.close();
  await expect(connect(server.url)).rejects.toThrow();
});
