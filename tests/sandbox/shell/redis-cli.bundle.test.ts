import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNativePlace } from '../../../sandbox/shell/native-shell.ts';
import { createScriptPlace, type ScriptPlace } from '../../../sandbox/shell/script-shell.ts';
import { redisVersion, startRealRedis, type RealRedis } from '../../support/redis-server.ts';
import { differences } from './redis-cli/differences.ts';
import { flows } from './redis-cli/lines.ts';

const cwd = '/home/learner/work';
const files = { [`${cwd}/.keep`]: '' };
const there = redisVersion('redis-cli') && redisVersion('redis-server');

describe.skipIf(!there)('as redis-cli 7.0, at the same redis-server', () => {
  let server: RealRedis;
  let debian: ScriptPlace;
  const run = (place: ScriptPlace, line: string) =>
    place.run(line.replaceAll('$CLI', `redis-cli -p ${server.port}`), {
      timeout: 20_000,
      cwd,
      env: { HOME: '/home/learner', LANG: 'C.UTF-8', PORT: String(server.port) },
    });
  /** Every line's output and end, from an empty server. */
  const runAll = async (place: ScriptPlace, lines: string[]) => {
    await run(debian, '$CLI FLUSHALL');
    const ends = [];
    for (const line of lines) ends.push(await run(place, line));
    return ends;
  };
  beforeAll(async () => {
    [server, debian] = [await startRealRedis(), await createNativePlace(files)];
  });
  afterAll(async () => {
    await debian?.end();
    server?.end();
  });

  test.each(Object.entries(flows))('%s: prints and ends the same, or is listed', async (name, lines) => {
    const [theirs, ours] = [await runAll(debian, lines), await runAll(createScriptPlace(files), lines)];
    const found = Object.fromEntries(
      lines.flatMap((line, at) =>
        JSON.stringify(theirs[at]) === JSON.stringify(ours[at])
          ? []
          : [[`${name} ${at}`, { line, redis: theirs[at], ours: ours[at] }]],
      ),
    );
    const listed = Object.keys(differences).filter((key) => key.replace(/ \d+$/, '') === name);
    const unlisted = Object.entries(found).filter(([key]) => !listed.includes(key));
    expect(Object.fromEntries(unlisted), 'differs, and is not listed in redis-cli/differences.ts').toEqual({});
    expect(listed.filter((key) => !found[key]), 'is listed, and does not differ any more').toEqual([]); // prettier-ignore
  });

  test('is compared on more than fifty lines', () => {
    expect(Object.values(flows).flat().length).toBeGreaterThanOrEqual(50);
  });
});

test.skipIf(there)('redis-cli 7.0 is not here: nothing was compared', () => {});
