import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedPage, type EmbeddedPage } from '../../support/embedded-page.ts';

/** A learner's program tries every door of the browser; a server stands outside and writes down who came. */
const visitors: string[] = [];
const outside = http.createServer((request, response) => {
  visitors.push(`${request.method} ${request.url}`);
  response.setHeader('access-control-allow-origin', '*').end('export default 1');
});
let embedded: EmbeddedPage;

beforeAll(async () => {
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  outside.on('upgrade', (request, socket) => {
    visitors.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  embedded = await openEmbeddedPage();
  // Storage that a leak would find.
  await embedded.page.evaluate(() => {
    document.cookie = 'secret=1';
    localStorage.setItem('secret', '1');
  });
}, 60_000);

afterAll(async () => {
  await embedded?.close();
  outside.close();
});

const doors: Record<string, string> = {
  fetch: `await fetch(URL_OUT + 'fetch').then((r) => r.text())`,
  'native fetch': `await WorkerGlobalScope.prototype.fetch?.call(self, URL_OUT + 'native-fetch') ?? fail()`,
  XMLHttpRequest: `await new Promise((ok, no) => { const x = new XMLHttpRequest(); x.open('GET', URL_OUT + 'xhr'); x.onload = ok; x.onerror = no; x.send(); })`,
  WebSocket: `await new Promise((ok, no) => { const w = new WebSocket(URL_OUT.replace('http', 'ws') + 'ws'); w.onopen = ok; w.onerror = no; })`,
  EventSource: `await new Promise((ok, no) => { const e = new EventSource(URL_OUT + 'sse'); e.onopen = ok; e.onerror = no; })`,
  importScripts: `importScripts(URL_OUT + 'import-scripts')`,
  import: `await new Function('url', 'return import(url)')(URL_OUT + 'import')`,
  Worker: `await new Promise((ok, no) => { const w = new Worker(URL_OUT + 'worker'); w.onmessage = ok; w.onerror = no; setTimeout(no, 500, new Error('silence')); })`,
  sendBeacon: `navigator.sendBeacon(URL_OUT + 'beacon') || fail()`,
  WebTransport: `await new WebTransport(URL_OUT.replace('http', 'https') + 'wt').ready`,
  'node:http to the outside': `await new Promise((ok, no) => { require_http.get(URL_OUT + 'http', ok).on('error', no); })`,
  IndexedDB: `await new Promise((ok, no) => { const r = indexedDB.open('x'); r.onsuccess = ok; r.onerror = no; })`,
  caches: `await caches.open('x')`,
  OPFS: `await navigator.storage.getDirectory()`,
  locks: `await navigator.locks.request('x', () => 1)`,
  cookies: `document.cookie`,
  cookieStore: `await cookieStore.getAll()`,
  localStorage: `localStorage.getItem('secret')`,
  BroadcastChannel: `await new Promise((ok, no) => { const c = new BroadcastChannel('leak'); c.postMessage('leak'); setTimeout(no, 300, new Error('silence')); })`,
};

test('no door of the browser opens', async () => {
  const { port } = outside.address() as AddressInfo;
  const source = `
    import { test, expect } from 'vitest';
    import require_http from 'node:http';
    const URL_OUT = 'http://127.0.0.1:${port}/';
    const fail = () => { throw new Error('not there'); };
    ${Object.entries(doors)
      .map(
        ([name, code]) =>
          `test(${JSON.stringify(name)}, async () => { await expect((async () => { ${code}; })()).rejects.toBeDefined(); });`,
      )
      .join('\n')}
  `;
  await embedded.page.evaluate(() => {
    new BroadcastChannel('leak').onmessage = () => (document.title = 'leaked');
  });

  const { report } = await embedded.grade({ 'app.test.ts': source }, { timeLimit: 20 });

  expect(report.status === 'error' ? report.message : '').toBe('');
  const open =
    report.status === 'error' ? [] : report.tests.filter((one) => one.status !== 'passed').map((one) => one.name);
  expect(open).toEqual([]);
  expect(visitors).toEqual([]);
  expect(await embedded.page.title()).toBe('A page');
}, 60_000);
