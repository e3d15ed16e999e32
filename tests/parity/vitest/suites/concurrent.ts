import { describe, expect, test } from 'vitest';

const log: string[] = [];
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
describe.concurrent('together', () => {
  test('slow', async ({ expect }) => {
    await wait(60);
    log.push('slow');
    expect(1).toBe(2);
  });
  test('fast', async ({ expect }) => {
    await wait(10);
    log.push('fast');
    expect('x').toBe('y');
  });
  test('alone', { concurrent: false }, async () => void log.push('alone'));
});
test.concurrent('also together', async ({ expect }) => expect(log).toContain('fast'));
test.concurrent('snapshot', async ({ expect }) => expect({ a: 1 }).toMatchInlineSnapshot(`{}`));
test('in turn', () => expect(log).toEqual(['fast', 'slow', 'alone']));
