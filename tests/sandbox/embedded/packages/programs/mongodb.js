import { Decimal128, Long, MongoClient, MongoServerError, ObjectId } from 'mongodb';
import { startMongo } from './mongodb-server.js';

async function withShop(act) {
  const server = await startMongo();
  const client = await new MongoClient(server.url).connect();
  try {
    await act(client.db('shop'), server);
  } finally {
    await client.close();
    await server.close();
  }
}

export default [
  [
    'mongodb: types survive',
    ({ log }) =>
      withShop(async (db) => {
        const _id = new ObjectId('0123456789abcdef01234567');
        const big = Long.fromString('9007199254740993');
        await db
          .collection('a')
          .insertOne({ _id, at: new Date(5), price: Decimal128.fromString('1.50'), big, text: 'Zoë' });
        const found = await db.collection('a').findOne({ _id });
        log(found._id.toHexString(), found.at, found.price.toString(), found.big.toString(), found.text);
      }),
  ],
  [
    'mongodb: finds, updates, aggregates',
    ({ log }) =>
      withShop(async (db) => {
        const users = db.collection('users');
        await users.insertMany(Array.from({ length: 120 }, (_, n) => ({ _id: n, group: n % 3, tags: ['a'] })));
        log((await users.find({ group: 1 }).sort({ _id: -1 }).limit(2).toArray()).map(({ _id }) => _id));
        log((await users.find().toArray()).length, await users.countDocuments({ group: 2 }));
        const { matchedCount, modifiedCount } = await users.updateMany(
          { group: 0 },
          { $push: { tags: 'b' }, $inc: { n: 1 } },
        );
        log(matchedCount, modifiedCount, await users.findOne({ _id: 0 }), await users.distinct('tags'));
        log(await users.aggregate([{ $group: { _id: '$group', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray());
      }),
  ],
  [
    'mongodb: unique keys and explain',
    ({ log }) =>
      withShop(async (db, server) => {
        const users = db.collection('users');
        log(await users.createIndex({ email: 1 }, { unique: true }));
        await users.insertOne({ _id: 1, email: 'a@b.c' });
        await users
          .insertOne({ _id: 2, email: 'a@b.c' })
          .catch((error) => log(error instanceof MongoServerError, error.code, error.message));
        const { executionStats } = await users.find({ email: 'a@b.c' }).explain();
        log(
          executionStats.totalDocsExamined,
          server.commands().map(({ name }) => name),
        );
        await users.findOne({ a: { $foo: 1 } }).catch((error) => log(error.message));
      }),
  ],
];
