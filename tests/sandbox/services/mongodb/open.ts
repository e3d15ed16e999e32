import { MongoClient, type Collection } from 'mongodb';
import { onTestFinished } from 'vitest';
import { mongodb } from '../../../../sandbox/testing/parts/mongodb.ts';

export async function connect(url: string) {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 500 });
  onTestFinished(() => client.close());
  return client.connect();
}

/** A server with a connected client and one collection. */
export async function open(now?: () => number) {
  const server = await mongodb(now ? { now } : {});
  const client = await connect(server.url);
  const db = client.db('shop');
  return { server, client, db, users: db.collection('users') };
}

export const seed = (users: Collection) =>
  users.insertMany([
    { _id: 1 as never, name: 'Ann', age: 30, tags: ['a', 'b'], address: { city: 'Rome' } },
    { _id: 2 as never, name: 'Bob', age: 20, tags: [] },
    { _id: 3 as never, name: 'Cy', tags: ['b'] },
  ]);
