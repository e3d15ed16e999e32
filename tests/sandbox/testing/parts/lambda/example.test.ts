import { expect, test } from 'vitest';
import { explain } from '#testing';
import { lambda, manualClock } from '#testing/lambda';

test('an order is saved before the answer', async () => {
  const saved: string[] = ((globalThis as any).savedOrders = []);
  const clock = manualClock();
  const { client, instances } = await lambda(() => import('./orders.ts'), { routes: ['PUT /orders/{id}'], clock });

  const answer = client.put('/orders/7', { json: { item: 'bag' } });
  await expect.poll(() => instances[0]?.pending()).toBe(1);
  await clock.advance(100);
  await answer;

  expect(
    saved,
    explain({ expected: 'order 7', because: 'an instance stands still after its answer', look: 'a missing `await`' }),
  ).toEqual(['7']);
  expect(instances).toHaveLength(1);
});
