import { expect, test } from 'vitest';
import { explain } from '#testing';
import { instances, manualClock } from '#testing/instances';

test('a login survives the end of one instance', async () => {
  const sessions = new Map<string, string>();
  const clock = manualClock();
  const cluster = await instances(() => import('./sessions.ts'), {
    create: ({ createApp }) => createApp(sessions),
    clock,
  });
  const { headers } = await cluster.client.post('/login', { json: { name: 'Ann' } });
  const ann = cluster.client.with({ cookie: headers['set-cookie']! });

  cluster.instances[0]!.kill();

  expect(
    (await ann.get('/me')).text,
    explain({ expected: 'Ann', because: 'every instance has to find her session', look: 'where you keep sessions' }),
  ).toBe('Ann');
});
