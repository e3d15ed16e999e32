import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { absentCommands } from '../../../../sandbox/services/redis/absent.ts';
import { commands } from '../../../../sandbox/services/redis/commands.ts';
import { startRedis } from '../../../../sandbox/services/redis/server.ts';
import { redisVersion, startRealRedis, type RealRedis } from '../../../support/redis-server.ts';
import { differences } from './differences.ts';
import { sequences } from './sequences.ts';
import { runSteps } from './talk.ts';

const version = redisVersion('redis-server');

/** Skipped where no Redis 7.0 is installed (Debian's `redis-server`); CI has it. */
describe.skipIf(!version)(`the same steps at redis-server ${version ?? '7.0, which is not installed'}`, () => {
  let real: RealRedis;
  beforeAll(async () => {
    real = await startRealRedis();
  });
  afterAll(() => real?.end());

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
