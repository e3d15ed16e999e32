import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BrowserPage } from '../support/browsers.ts';
import { openContainerPage, type ContainerPage } from '../support/webcontainer/page.ts';

/** A start never hangs, and says by name what was in its way. The service is our double, which fails on demand. */
vi.setConfig({ testTimeout: 40_000 });
let opened: ContainerPage;
let page: BrowserPage;
const double = () => opened.double!;

beforeAll(async () => void (opened = await openContainerPage()));
afterAll(() => opened?.close());
beforeEach(async () => {
  double().fault = '';
  // What was given up stays so in its page.
  page = await opened.browser.openPage(opened.url);
});
afterEach(() => page.close());

interface Started {
  cause?: string | undefined;
  message?: string | undefined;
  waits: (number | 'over')[];
  ms: number;
}

/** Starts a runtime and ends it again. */
const start = (options: { limit?: number; assets?: string; stopAfter?: number } = {}): Promise<Started> =>
  page.evaluate(async ({ limit = 20, assets = '/snapshot/', stopAfter }) => {
    const waits: (number | 'over')[] = [];
    const began = performance.now();
    const signal = stopAfter === undefined ? undefined : AbortSignal.timeout(stopAfter);
    const result = (more: object) => ({ waits, ms: performance.now() - began, ...more });
    try {
      const boot = { limit, signal, onWait: (left?: number) => void waits.push(left ?? 'over') };
      const runtime = await window.createRuntime('webcontainer', { assets, engine: '/engine/', boot });
      await runtime.dispose();
      return result({});
    } catch (error) {
      const { bootCause, message } = error as Error & { bootCause?: string };
      return result({ cause: bootCause, message });
    }
  }, options);

test('without a fault it starts', async () => {
  const { cause, waits } = await start();
  expect(cause).toBeUndefined();
  expect(waits.at(-1), 'the count-down ends with the wait').toBe('over');
});

describe('a service that never answers', () => {
  test('is given up at the limit, after a count-down, and a later start says so at once', async () => {
    double().fault = 'never';
    const first = await start({ limit: 2 });
    expect(first).toMatchObject({ cause: 'silent', waits: [2, 1, 0] });
    expect(first.message).toMatch(/gave no sign of life.*Your work is safe.*reload this page/);
    expect(await start({ limit: 2 })).toMatchObject({ cause: 'silent', waits: [] });
  });

  test('is tried again after a reload', async () => {
    double().fault = 'never';
    expect(await start({ limit: 1 })).toMatchObject({ cause: 'silent' });
    double().fault = '';
    await page.goto(opened.url);
    expect((await start()).cause).toBeUndefined();
  });

  test('can be stopped by whoever waits', async () => {
    double().fault = 'never';
    expect(await start({ stopAfter: 300 })).toMatchObject({ cause: 'stopped' });
  });
});

test('an answer after the limit is ignored, and its container ended', async () => {
  double().fault = 'late:2500';
  const before = double().booted;
  await page.evaluate(() => {
    Object.assign(window, { loud: [] });
    addEventListener('unhandledrejection', ({ reason }) => (window as never as { loud: string[] }).loud.push(String(reason)));
  }); // prettier-ignore
  expect(await start({ limit: 1 })).toMatchObject({ cause: 'silent' });
  await vi.waitFor(() => expect(double().booted).toBe(before + 1), { timeout: 10_000 });
  await vi.waitFor(() => expect(double().living).toBe(0), { timeout: 10_000 });
  expect(await page.evaluate(() => (window as never as { loud: string[] }).loud)).toEqual([]);
});

test('a service that cannot be reached is told from one that is silent', async () => {
  await page.evaluate(() => void (window.WEBCONTAINER_API_IFRAME_URL = 'http://localhost:1/'));
  const { cause, message } = await start({ limit: 1 });
  expect(cause).toBe('blocked');
  expect(message).toMatch(/network, or an extension/);
});

test('nobody waits until the limit for a service that cannot be reached', async () => {
  await page.evaluate(() => void (window.WEBCONTAINER_API_IFRAME_URL = 'http://localhost:1/'));
  const { cause, ms } = await start({ limit: 40 });
  expect(cause).toBe('blocked');
  expect(ms).toBeLessThan(20_000);
});

test('a device that is offline does not wait', async () => {
  await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { value: false }));
  const { cause, ms } = await start();
  expect(cause).toBe('offline');
  expect(ms).toBeLessThan(2000);
});

test('a page that is not isolated says which headers are missing', async () => {
  await page.goto(`${opened.url}bare`);
  const { cause, message } = await start();
  expect(cause).toBe('not-isolated');
  expect(message).toMatch(/Cross-Origin-Opener-Policy/);
});

test.each([
  ['SharedArrayBuffer transfer requires self.crossOriginIsolated.', 'not-isolated'],
  ['WebAssembly.Memory(): could not allocate memory', 'memory'],
  ['Failed to register a ServiceWorker: third-party cookies are blocked', 'cookies'],
  ['This browser is not supported.', 'unsupported'],
  ['Something new', 'failed'],
])('a service that refuses with “%s” is told as %s', async (says, cause) => {
  double().fault = `refuses:${says}`;
  const said = await start();
  expect(said.cause).toBe(cause);
  expect(said.message).toContain(`Details: ${says}`);
});

test('a second container of the page is refused, and whoever shares ours is not', async () => {
  const { second, shared } = await page.evaluate(async () => {
    const create = () => window.createRuntime('webcontainer', { assets: '/snapshot/', engine: '/engine/' });
    const both = await Promise.all([create(), create(), window.openSession({ assets: '/snapshot/' })]);
    both[2].leave();
    await Promise.all([both[0].dispose(), both[1].dispose()]);
    const other = await window.WebContainer.boot({ coep: 'require-corp' });
    const second = await create().catch((error: Error & { bootCause: string }) => error.bootCause);
    other.teardown();
    return { second, shared: both.length };
  });
  expect({ second, shared }).toEqual({ second: 'second', shared: 3 });
});

test('a snapshot that is not there names the file, and ends the container', async () => {
  const { cause, message } = await start({ assets: '/nowhere/' });
  expect(cause).toBe('failed');
  expect(message).toContain('/nowhere/snapshot.json could not be fetched: the server answered 404');
  await vi.waitFor(() => expect(double().living).toBe(0), { timeout: 10_000 });
});

test('a container that dies while tests run ends them with a report that says so', async () => {
  const before = double().booted;
  const report = page.evaluate(async () => {
    const runtime = await window.createRuntime('webcontainer', { assets: '/snapshot/', engine: '/engine/', timeLimit: 4 });
    await runtime.mount({
      'app.test.ts': "import { test } from 'vitest';\ntest('waits', async () => { console.log('begun'); await new Promise(() => {}); });",
    });
    const report = await runtime.test({ onTestStart: () => document.body.append('begun') });
    await runtime.dispose();
    return report;
  }); // prettier-ignore
  await vi.waitFor(async () => expect(await page.evaluate(() => document.body.textContent)).toContain('begun'), { timeout: 20_000 });
  expect(double().booted).toBe(before + 1);
  double().die();
  const said = await report;
  expect(said).toMatchObject({ status: 'error', reason: 'boot' });
  expect((said as { message: string }).message).toMatch(/has stopped answering.*Your work is safe/);
}); // prettier-ignore

test('a loop is ended at the limit, with the test that it was in, and the next run works', async () => {
  const { looped, next } = await page.evaluate(async () => {
    const session = await window.openSession({ assets: '/snapshot/' });
    const runtime = await window.createRuntime('webcontainer', { assets: '/snapshot/', engine: '/engine/', timeLimit: 2 });
    const suite = (body: string) => ({ 'app.test.ts': `import { test } from 'vitest';\ntest('works', () => { ${body} });` });
    await runtime.mount(suite('for (;;);'));
    const looped = await runtime.test();
    const ended = () => !session.processes.list().length;
    if (!ended()) await new Promise<void>((resolve) => session.processes.subscribe(() => ended() && resolve()));
    await runtime.mount(suite(''));
    const next = await runtime.test();
    await runtime.dispose();
    session.leave();
    return { looped, next };
  });
  expect(looped).toMatchObject({ status: 'error', reason: 'timeout' });
  expect((looped as { message: string }).message).toMatch(/still busy after 2 s while “works” was running/);
  expect(next).toMatchObject({ status: 'passed' });
}); // prettier-ignore
