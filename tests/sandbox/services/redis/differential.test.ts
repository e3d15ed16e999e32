import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { absentCommands } from '../../../../sandbox/services/redis/absent.ts';
import { commands } from '../../../../sandbox/services/redis/commands.ts';
import { startRedis } from '../../../../sandbox/services/redis/server.ts';
import { differences } from './differences.ts';
import { sequences } from './sequences.ts';
import { runSteps } from './talk.ts';

const version = redisVersion();

/** Skipped where no Redis 7.0 is installed (Debian's `redis-server`); CI has it. */
describe.skipIf(!version)(`the same steps at redis-server ${version ?? '7.0, which is not installed'}`, () => {
  let real: { port: number; child: ChildProcess; folder: string };
  beforeAll(async () => {
    real = await startRealRedis();
  });
  afterAll(() => {
    real?.child.kill();
    if (real) rmSync(real.folder, { recursive: true, force: true });
  });

  test.each(sequences)('%s: byte for byte the same replies', async (name, steps) => {
    const ours = await startRedis();
    await runSteps(real.port, ['FLUSHALL', 'SCRIPT FLUSH']);
    const [theirs, got] = await Promise.all([runSteps(real.port, steps), runSteps(ours.port, steps)]);
    await ours.close();
    const differing = steps.flatMap((step, index) =>
      theirs[index] === got[index] ? [] : [{ step, redis: theirs[index], ours: got[index] }],
    );
    const listed = (differences[name] ?? []).map(({ step }) => step);
    expect(differing.filter(({ step }) => !listed.includes(step))).toEqual([]);
    // What is listed and does not differ any more has to leave the list.
    expect(differing.map(({ step }) => step)).toEqual(listed);
  });

  test('its list of commands is what ours are compared with', async () => {
    const [list] = await runSteps(real.port, ['COMMAND LIST']);
    const names = list!.split('\r\n').filter((line) => /^[a-z]/.test(line) && !line.includes('|'));
    expect([...commands.keys(), ...absentCommands].toSorted()).toEqual(names.toSorted());
  });

  test('our commands take as many words as its own', async () => {
    const names = [...commands.keys()];
    const infos = await runSteps(
      real.port,
      names.map((name) => `COMMAND INFO ${name}`),
    );
    const arities = infos.map((info) => Number(/\r\n:(-?\d+)\r\n/.exec(info)![1]));
    expect(Object.fromEntries(names.map((name) => [name, commands.get(name)!.arity]))).toEqual(
      Object.fromEntries(names.map((name, index) => [name, arities[index]])),
    );
  });
});

function redisVersion(): string | undefined {
  try {
    const said = execFileSync('redis-server', ['--version'], { encoding: 'utf8' });
    return /v=(7\.0\.\d+)/.exec(said)?.[1];
  } catch {
    return undefined;
  }
}

async function startRealRedis() {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'redis-'));
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => String(text).includes('Ready to accept connections') && resolve());
    child.once('exit', () => reject(new Error('redis-server ended before it was ready')));
  });
  return { port, child, folder };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
