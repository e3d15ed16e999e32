import { spawn } from 'node:child_process';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { MongoClient } from 'mongodb';
import { createClient } from 'redis';
import { startMongo } from '../../sandbox/services/mongodb/server.ts';
import { startRedis } from '../../sandbox/services/redis/server.ts';
import { median } from './median.ts';

const requests = 20_000;
const documents = 2000;

export interface ServiceFigures {
  /** ms until our Redis and our MongoDB listen. */
  redisBoot: number;
  mongoBoot: number;
  /** Requests a second through the client, 100 at a time; the real server's only where one is installed. */
  redis: number;
  realRedis: number | undefined;
  /** Documents found by `_id` a second through the driver, one after the other. */
  mongo: number;
}

export async function measureServices(rounds: number): Promise<ServiceFigures> {
  const redisBoots: number[] = [];
  const mongoBoots: number[] = [];
  for (let round = 0; round < rounds; round++) {
    redisBoots.push(await timed(async () => (await startRedis()).close()));
    mongoBoots.push(await timed(async () => (await startMongo()).close()));
  }
  const ours = await startRedis();
  const redis = await redisRate(ours.url);
  await ours.close();
  const real = await startRealRedis();
  const realRedis = real && (await redisRate(real.url));
  real?.stop();
  return { redisBoot: median(redisBoots), mongoBoot: median(mongoBoots), redis, realRedis, mongo: await mongoRate() };
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

async function redisRate(url: string): Promise<number> {
  const client = await createClient({ url }).connect();
  const time = await timed(async () => {
    for (let sent = 0; sent < requests; sent += 100) {
      await Promise.all(
        Array.from({ length: 50 }, (_, n) => [client.set(`key:${n}`, 'value'), client.get(`key:${n}`)]).flat(),
      );
    }
  });
  client.destroy();
  return requests / (time / 1000);
}

async function mongoRate(): Promise<number> {
  const server = await startMongo();
  const client = await new MongoClient(server.url).connect();
  const collection = client.db('bench').collection<{ _id: number }>('documents');
  await collection.insertMany(Array.from({ length: documents }, (_, n) => ({ _id: n, name: `document ${n}` })));
  const time = await timed(async () => {
    for (let n = 0; n < documents; n++) await collection.findOne({ _id: n });
  });
  await client.close();
  await server.close();
  return documents / (time / 1000);
}

/** Debian's `redis-server`, where it is installed. */
async function startRealRedis(): Promise<{ url: string; stop(): void } | undefined> {
  const place = net.createServer();
  await new Promise<void>((resolve) => place.listen(0, '127.0.0.1', resolve));
  const { port } = place.address() as AddressInfo;
  await new Promise((resolve) => place.close(resolve));
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
    child.stdout.on('data', (text: Buffer) => String(text).includes('Ready to accept connections') && resolve(true));
  });
  return ready ? { url: `redis://127.0.0.1:${port}`, stop: () => child.kill() } : undefined;
}
