import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bringCore, createDownload, type Surroundings } from '../../../site/offline/download.ts';
import type { Manifest, OfflineState } from '../../../site/offline/protocol.ts';
import { createStore } from '../../../site/offline/store.ts';
import { memoryCaches } from './memory-caches.ts';

const scope = 'https://course.example/base/';
const contents: Record<string, string> = {
  '': '<h1>Home</h1>',
  'a.css': 'a {}',
  'fine.js': 'fine()',
  'engine/x.wasm': 'engine',
};

function manifestOf(texts: Record<string, string>): Manifest {
  const entries = Object.entries(texts).map(([address, text]) => {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const more = address === 'a.css' ? { core: true as const } : address === 'fine.js' ? { pointer: 'fine' as const } : {}; // prettier-ignore
    return [address, { hash, bytes: text.length, type: 'text/plain', ...more }];
  });
  return { version: 'one', files: Object.fromEntries(entries) };
}

function setUp(over: Partial<Surroundings> = {}, site: Record<string, string> = contents) {
  const store = createStore(scope, memoryCaches());
  const said: OfflineState[] = [];
  const asked: string[] = [];
  const surroundings: Surroundings = {
    scope,
    store,
    fetch: async (url) => {
      const address = String(url).slice(scope.length);
      asked.push(address);
      return site[address] === undefined ? new Response('', { status: 404 }) : new Response(site[address]);
    },
    newer: async () => false,
    room: async () => 1e9,
    idle: async () => {},
    pause: async () => {},
    say: (state) => said.push(state),
    ...over,
  };
  return { store, said, asked, surroundings };
}

test('everything comes, the editor for other pointers last, and the state counts bytes', async () => {
  const { asked, said, surroundings } = setUp();
  const download = createDownload(manifestOf(contents), surroundings);
  const total = Object.values(contents).join('').length;
  expect(await download.state()).toMatchObject({ phase: 'waiting', done: 0, total });
  await download.run('coarse');
  expect(asked.toSorted()).toEqual(Object.keys(contents).toSorted());
  expect(asked.at(-1)).toBe('fine.js');
  expect(said.at(-1)).toMatchObject({ phase: 'ready', done: total });
});

test('what every page needs comes alone', async () => {
  const { asked, surroundings } = setUp();
  await bringCore(manifestOf(contents), surroundings);
  expect(asked).toEqual(['a.css']);
});

test('it goes on where the network stopped it', async () => {
  const { asked, surroundings } = setUp();
  let works = false;
  const flaky: typeof fetch = (url, options) =>
    works || !String(url).endsWith('wasm') ? surroundings.fetch(url, options) : Promise.reject(new TypeError('failed'));
  const download = createDownload(manifestOf(contents), { ...surroundings, fetch: flaky });
  await download.run('fine');
  expect(await download.state()).toMatchObject({ phase: 'failed', fault: 'network' });
  works = true;
  asked.length = 0;
  await download.run('fine');
  expect(await download.state()).toMatchObject({ phase: 'ready' });
  expect(asked).toContain('engine/x.wasm');
  expect(asked).not.toContain('a.css');
});

test('one lost connection does not stop it', async () => {
  const { surroundings } = setUp();
  let lost = false;
  const flaky: typeof fetch = (url, options) => {
    if (lost) return surroundings.fetch(url, options);
    lost = true;
    return Promise.reject(new TypeError('failed'));
  };
  const download = createDownload(manifestOf(contents), { ...surroundings, fetch: flaky });
  await download.run('fine');
  expect(await download.state()).toMatchObject({ phase: 'ready' });
});

test('a site with another version stops it; a host that changes pages on their way does not', async () => {
  const altered = { ...contents, '': '<h1>Home</h1><p>From our host</p>' };
  const stopped = setUp({ newer: async () => true }, altered);
  const first = createDownload(manifestOf(contents), stopped.surroundings);
  await first.run('fine');
  expect(await first.state()).toMatchObject({ phase: 'failed', fault: 'changed' });

  const kept = setUp({}, altered);
  const second = createDownload(manifestOf(contents), kept.surroundings);
  await second.run('fine');
  expect(await second.state()).toMatchObject({ phase: 'ready' });
});

test('a device without room is told of before anything is fetched', async () => {
  const { asked, surroundings } = setUp({ room: async () => 3 });
  const download = createDownload(manifestOf(contents), surroundings);
  await download.run('fine');
  expect(await download.state()).toMatchObject({ phase: 'failed', fault: 'space' });
  expect(asked).toEqual([]);
});

test('an older version goes when no page uses it, and takes only its own files', async () => {
  const { store, surroundings } = setUp();
  const one = manifestOf(contents);
  const two = { ...manifestOf({ ...contents, '': 'new home' }), version: 'two' };
  await store.addList(one);
  await createDownload(one, surroundings).run('fine');
  await new Promise((resolve) => setTimeout(resolve, 2));
  await store.addList(two);
  expect(await store.missing(two)).toEqual(['']);
  await store.keepOnly('two', new Set(['one']));
  expect(await store.missing(one)).toEqual([]);
  await store.keepOnly('two', new Set(['two']));
  expect(await store.missing(one)).toEqual(['']);
  expect(await store.list('one')).toBeUndefined();
  expect(await store.missing(two)).toEqual(['']);
});

test('a newer version that waits is not touched', async () => {
  const { store } = setUp();
  await store.addList(manifestOf(contents));
  await new Promise((resolve) => setTimeout(resolve, 2));
  await store.addList({ ...manifestOf(contents), version: 'two' });
  await store.keepOnly('one', new Set(['one']));
  expect(await store.list('two')).toBeDefined();
});

test('what was deleted in the middle of a download does not come back', async () => {
  const caches = memoryCaches();
  const store = createStore(scope, caches);
  const { surroundings } = setUp({ store, idle: () => store.forget() });
  await store.addList(manifestOf(contents));
  await createDownload(manifestOf(contents), surroundings).run('fine');
  expect(await caches.keys()).toEqual([]);
  expect(await store.list('one')).toBeUndefined();
});
