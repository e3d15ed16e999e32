import { Binary, Decimal128, Long, ObjectId } from 'mongodb';
import { expect, test } from 'vitest';
import { open, seed } from './open.ts';

test('the driver inserts and finds; types survive', async () => {
  const { users } = await open();
  const id = new ObjectId();
  const document = {
    _id: id,
    at: new Date(1_700_000_000_123),
    price: Decimal128.fromString('19.90'),
    big: Long.fromString('9007199254740993'),
    bytes: new Binary(Buffer.from([0, 255])),
    pattern: /a+/i,
    nothing: null,
    text: 'Zoë',
    half: 0.5,
    nested: { list: [1, { a: true }] },
  };
  const { insertedId } = await users.insertOne(document);
  expect(insertedId).toEqual(id);
  expect(await users.findOne({ _id: id })).toEqual(document);
  const named = await users.insertOne({ name: 'no id' });
  expect(named.insertedId).toBeInstanceOf(ObjectId);
  expect(await users.countDocuments()).toBe(2);
  expect(await users.estimatedDocumentCount()).toBe(2);
});

test('filters, sorts, projects, skips, limits, counts and tells what is distinct', async () => {
  const { users } = await open();
  await seed(users);
  const names = async (filter: object) =>
    (await users.find(filter).sort({ name: -1 }).toArray()).map(({ name }) => name as string);
  expect(await names({ age: { $gte: 20 } })).toEqual(['Bob', 'Ann']);
  expect(await names({ tags: 'b' })).toEqual(['Cy', 'Ann']);
  expect(await names({ 'address.city': /^R/ })).toEqual(['Ann']);
  expect(await names({ age: { $exists: false } })).toEqual(['Cy']);
  expect(await names({ $or: [{ age: 20 }, { name: { $in: ['Cy'] } }] })).toEqual(['Cy', 'Bob']);
  expect(
    await users
      .find({}, { projection: { name: 1, _id: 0 } })
      .sort({ age: 1 })
      .skip(1)
      .limit(1)
      .toArray(),
  ).toEqual([{ name: 'Bob' }]);
  expect(await users.distinct('tags')).toEqual(['a', 'b']);
  expect(await users.countDocuments({ tags: 'b' })).toBe(2);
});

test('gives long results in batches', async () => {
  const { server, users } = await open();
  await users.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })));
  expect(await users.find().batchSize(100).toArray()).toHaveLength(250);
  expect(server.commands().map(({ name, returned }) => [name, returned])).toEqual([
    ['insert', 0],
    ['find', 100],
    ['getMore', 100],
    ['getMore', 50],
  ]);
  const cursor = users.find().batchSize(10);
  await cursor.next();
  await cursor.close();
  expect(() => server.command('shop', { getMore: Long.fromNumber(7), collection: 'users' })).toThrow(
    'cursor id 7 not found',
  );
});

test('updates with operators, arrays, pipelines and upserts', async () => {
  const { users } = await open();
  await seed(users);
  expect(
    await users.updateOne(
      { name: 'Ann' },
      { $inc: { age: 1 }, $push: { tags: 'c' as never }, $set: { 'address.zip': 1 } },
    ),
  ).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
  expect(await users.findOne({ name: 'Ann' })).toEqual({
    _id: 1,
    name: 'Ann',
    age: 31,
    tags: ['a', 'b', 'c'],
    address: { city: 'Rome', zip: 1 },
  });
  expect(await users.updateMany({}, { $set: { seen: true } })).toMatchObject({ matchedCount: 3, modifiedCount: 3 });
  expect(await users.updateMany({}, { $set: { seen: true } })).toMatchObject({ matchedCount: 3, modifiedCount: 0 });
  expect(await users.updateOne({ name: 'Bob' }, [{ $set: { next: { $add: ['$age', 1] } } }])).toMatchObject({
    modifiedCount: 1,
  });
  expect(await users.findOne({ name: 'Bob' })).toMatchObject({ next: 21 });
  const upserted = await users.updateOne(
    { name: 'Dee' },
    { $set: { age: 1 }, $setOnInsert: { born: true } },
    { upsert: true },
  );
  expect(upserted).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
  expect(await users.findOne({ _id: upserted.upsertedId! })).toEqual({
    _id: upserted.upsertedId,
    name: 'Dee',
    age: 1,
    born: true,
  });
  await users.updateOne(
    { name: 'Cy' },
    {
      $set: {
        items: [
          { k: 1, n: 1 },
          { k: 2, n: 1 },
        ],
      },
    },
  );
  await users.updateOne({ name: 'Cy', 'items.k': 2 }, { $inc: { 'items.$.n': 5 } });
  await users.updateOne({ name: 'Cy' }, { $set: { 'items.$[one].n': 9 } }, { arrayFilters: [{ 'one.k': 1 }] });
  expect((await users.findOne({ name: 'Cy' }))!['items']).toEqual([
    { k: 1, n: 9 },
    { k: 2, n: 6 },
  ]);
  expect(await users.replaceOne({ name: 'Cy' }, { name: 'Cyd' })).toMatchObject({ modifiedCount: 1 });
  expect(await users.findOne({ _id: 3 as never })).toEqual({ _id: 3, name: 'Cyd' });
  expect(
    await users.findOneAndUpdate(
      { name: 'Bob' },
      { $set: { age: 5 } },
      { returnDocument: 'after', projection: { age: 1, _id: 0 } },
    ),
  ).toEqual({ age: 5 });
  expect(await users.findOneAndDelete({}, { sort: { _id: -1 } })).toMatchObject({ name: 'Dee' });
  expect(await users.deleteMany({ seen: true })).toMatchObject({ deletedCount: 2 });
  const bulk = await users.bulkWrite([
    { insertOne: { document: { x: 1 } } },
    { updateMany: { filter: {}, update: { $set: { y: 2 } } } },
    { deleteOne: { filter: { x: 1 } } },
  ]);
  expect([bulk.insertedCount, bulk.modifiedCount, bulk.deletedCount]).toEqual([1, 2, 1]);
});
