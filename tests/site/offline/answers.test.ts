import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { answer } from '../../../site/offline/answers.ts';
import type { Manifest } from '../../../site/offline/protocol.ts';
import { createStore } from '../../../site/offline/store.ts';
import { memoryCaches } from './memory-caches.ts';

const scope = 'https://course.example/base/';
const texts: Record<string, string> = {
  'about/': 'about',
  '404.html': 'no page',
  'preview.html': 'preview',
  'offline/': 'not here yet',
  'engine/frame.abc.html': 'frame',
};

function fileOf(text: string) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { hash, bytes: text.length, type: 'text/html; charset=utf-8' };
}

const manifest: Manifest = {
  version: 'one',
  files: Object.fromEntries(Object.entries(texts).map(([address, text]) => [address, fileOf(text)])),
};

async function setUp(there: string[], network?: (url: string) => Response) {
  const store = createStore(scope, memoryCaches());
  for (const address of there) await store.put(address, fileOf(texts[address]!), texts[address]!);
  const work: Promise<unknown>[] = [];
  const ask = (path: string, navigates = true) => {
    const request = new Request(scope + path);
    if (navigates) Object.defineProperty(request, 'mode', { value: 'navigate' });
    return answer(request, {
      scope,
      store,
      manifest: async () => manifest,
      fetch: async (input) => {
        if (!network) throw new TypeError('Failed to fetch');
        return network((input as Request).url);
      },
      later: (one) => void work.push(one),
    });
  };
  return { ask, store, settle: () => Promise.all(work) };
}

test.each(['about/', 'about/index.html', 'about/?from=mail', 'about/#privacy'])('%s is answered', async (path) => {
  const { ask } = await setUp(['about/']);
  expect(await (await ask(path)).text()).toBe('about');
});

test('a forgotten slash leads to the page', async () => {
  const { ask } = await setUp(['about/']);
  expect((await ask('about')).headers.get('location')).toBe(`${scope}about/`);
});

test('without a network, an unknown address gets the page for those, and one not here yet another', async () => {
  const { ask } = await setUp(['404.html', 'offline/']);
  const unknown = await ask('abuot/');
  expect([unknown.status, await unknown.text()]).toEqual([404, 'no page']);
  const absent = await ask('about/');
  expect([absent.status, await absent.text()]).toEqual([503, 'not here yet']);
  await expect(ask('picture.png', false)).rejects.toThrow(TypeError);
});

test('what comes over the network is kept when it is of this version', async () => {
  const same = await setUp([], () => new Response('about'));
  await same.ask('about/');
  await same.settle();
  expect(await same.store.get('about/', fileOf('about'))).toBeDefined();

  const other = await setUp([], () => new Response('about, later'));
  expect(await (await other.ask('about/')).text()).toBe('about, later');
  await other.settle();
  expect(await other.store.get('about/', fileOf('about'))).toBeUndefined();
});

test('a file of an older version is still answered when the host has it no more', async () => {
  const { ask, store } = await setUp([], () => new Response('', { status: 404 }));
  await store.put('_astro/old.abc.js', fileOf('old()'), 'old()');
  expect(await (await ask('_astro/old.abc.js', false)).text()).toBe('old()');
});

test('only the documents that isolate code are answered isolated, and only then', async () => {
  const { ask } = await setUp(['about/', 'engine/frame.abc.html']);
  const policy = async (path: string) => (await ask(path)).headers.get('content-security-policy');
  expect(await policy('engine/frame.abc.html?isolated')).toContain('sandbox allow-scripts');
  expect(await policy('engine/frame.abc.html')).toBeNull();
  expect(await policy('about/?isolated')).toBeNull();
});

test('a document that isolates code is isolated too when it comes over the network, and what is no page stays so', async () => {
  const { ask } = await setUp([], (url) => new Response('frame', { status: url.includes('preview') ? 404 : 200 }));
  const frame = await ask('engine/frame.abc.html?isolated');
  expect(frame.headers.get('content-security-policy')).toContain('sandbox allow-scripts');
  expect(await frame.text()).toBe('frame');
  expect((await ask('preview.html?isolated')).status).toBe(404);
});

const isolation = ({ headers }: Response) =>
  ['opener', 'embedder'].map((name) => headers.get(`Cross-Origin-${name[0]!.toUpperCase()}${name.slice(1)}-Policy`));

test('pages on full Node are isolated where their host cannot say so, and no other page is', async () => {
  const { ask } = await setUp(['about/'], () => new Response('a workspace'));
  const page = await ask('full-node/hello-server/');
  expect([await page.clone().text(), ...isolation(page)]).toEqual(['a workspace', 'same-origin', 'require-corp']);
  expect(isolation(await ask('about/'))).toEqual([null, null]);
  expect(isolation(await ask('exercises/hello-server/'))).toEqual([null, null]);
  expect(isolation(await ask('preview.html', false))).toEqual([null, 'require-corp']);
});

test('without a network a page on full Node is not there, rather than unknown', async () => {
  const { ask } = await setUp(['404.html', 'offline/']);
  const page = await ask('full-node/hello-server/');
  expect([page.status, await page.text()]).toEqual([503, 'not here yet']);
});
