import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inBrowsers } from '../../support/in-browsers.ts';

/** A learner's program tries every door of the browser; a server stands outside and writes down who came. */
const visitors: string[] = [];
const outside = http.createServer((request, response) => {
  visitors.push(`${request.method} ${request.url}`);
  response.setHeader('access-control-allow-origin', '*').end('export default 1');
});
let connections = 0;
outside.on('connection', () => connections++);
outside.on('upgrade', (request, socket) => {
  visitors.push(`upgrade ${request.url}`);
  socket.destroy();
});
beforeAll(() => new Promise<void>((resolve) => void outside.listen(0, '127.0.0.1', resolve)));
afterAll(() => void outside.close());

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
  // WebKit opens one, which nobody else ever sees: it must be empty each time.
  caches: `const cache = await caches.open('x'); if (!(await cache.match('https://left.test/'))) { await cache.put('https://left.test/', new Response('1')); fail(); }`,
  OPFS: `await navigator.storage.getDirectory()`,
  locks: `await navigator.locks.request('x', () => 1)`,
  cookies: `document.cookie`,
  cookieStore: `await cookieStore.getAll()`,
  localStorage: `localStorage.getItem('secret')`,
  sessionStorage: `sessionStorage.getItem('secret')`,
  'a worker from data': `await new Promise((ok, no) => { const w = new Worker('data:text/javascript,' + encodeURIComponent('fetch("' + URL_OUT + 'nested").then(() => postMessage(1), () => close())')); w.onmessage = ok; w.onerror = no; setTimeout(no, 500, new Error('silence')); })`,
  'a worker from a blob': `await new Promise((ok, no) => { const w = new Worker(URL.createObjectURL(new Blob(['fetch("' + URL_OUT + 'nested-blob").then(() => postMessage(1), () => close())']))); w.onmessage = ok; w.onerror = no; setTimeout(no, 500, new Error('silence')); })`,
  'a script from data that loads': `importScripts('data:text/javascript,importScripts("' + URL_OUT + 'through-data")')`,
  'import from data that loads': `await new Function('url', 'return import(url)')('data:text/javascript,import "' + URL_OUT + 'import-through-data"')`,
  SharedWorker: `await new Promise((ok, no) => { const w = new SharedWorker(URL_OUT + 'shared'); w.port.onmessage = ok; w.onerror = no; setTimeout(no, 500, new Error('silence')); })`,
  ServiceWorker: `await navigator.serviceWorker.register(URL_OUT + 'service')`,
  RTCPeerConnection: `new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:' + new URL(URL_OUT).port }] })`,
  Notification: `Notification.permission === 'granted' || fail()`,
  'the page that holds the frame': `parent.postMessage('leak', '*') ?? top.document.cookie`,
  'a window': `open(URL_OUT + 'window') || fail()`,
  navigation: `location.href = URL_OUT + 'navigation'; await new Promise((_ok, no) => setTimeout(no, 300, new Error('silence')))`,
  fonts: `await new FontFace('x', 'url(' + URL_OUT + 'font)').load()`,
  'WASM over the network': `await WebAssembly.compileStreaming(globalThis.fetch(URL_OUT + 'wasm'))`,
  clipboard: `await navigator.clipboard.readText()`,
  geolocation: `await new Promise(navigator.geolocation.getCurrentPosition)`,
  'a shared file': `await showOpenFilePicker()`,
  // These need a document, and learner code has none: it never leaves the worker.
  'a form': `const form = document.createElement('form'); form.action = URL_OUT + 'form'; document.body.append(form); form.submit()`,
  'a picture': `new Image().src = URL_OUT + 'image'`,
  'a style': `document.head.innerHTML = '<style>@import url(' + URL_OUT + 'style); @font-face { font-family: x; src: url(' + URL_OUT + 'face) }</style>'`,
  'links ahead of time': `for (const rel of ['prefetch', 'preload', 'dns-prefetch', 'preconnect', 'stylesheet']) document.head.append(Object.assign(document.createElement('link'), { rel, href: URL_OUT + rel }))`,
  'a refresh': `document.head.innerHTML = '<meta http-equiv="refresh" content="0; url=' + URL_OUT + 'refresh">'`,
  'the frame of the worker': `parent.location = URL_OUT + 'frame'`,
  'a style sheet in the worker': `new CSSStyleSheet().replaceSync('@import url(' + URL_OUT + 'sheet)')`,
  'a picture from bytes': `await createImageBitmap(await (await globalThis.fetch(URL_OUT + 'bitmap')).blob())`,
  BroadcastChannel: `await new Promise((ok, no) => { const c = new BroadcastChannel('leak'); c.postMessage('leak'); setTimeout(no, 300, new Error('silence')); })`,
};

inBrowsers((embedded) => {
  beforeAll(async () => {
    // Storage that a leak would find, and an ear for what should not be said.
    await embedded().page.evaluate(() => {
      document.cookie = 'secret=1';
      localStorage.setItem('secret', '1');
      new BroadcastChannel('leak').onmessage = () => (document.title = 'leaked');
      addEventListener('message', ({ data }) => data === 'leak' && (document.title = 'leaked'));
    });
  });

  test('no door opens', async () => {
    const { port } = outside.address() as AddressInfo;
    for (const _time of ['first', 'again, after the first may have left something']) {
      const { report } = await embedded().grade({ 'app.test.ts': probe(port) }, { timeLimit: 30 });
      if (report.status === 'error') throw new Error(report.message);
      // Errors of workers that a door started are nobody's test.
      const tried = report.tests.filter(({ name }) => name in doors);
      expect(tried.filter(({ status }) => status !== 'passed').map(({ name }) => name)).toEqual([]);
      expect(tried.map(({ name }) => name)).toEqual(Object.keys(doors));
    }
    expect(visitors).toEqual([]);
    expect(connections).toBe(0);
    expect(await embedded().page.evaluate(() => document.title)).toBe('A page');
  });
});

function probe(port: number): string {
  const tests = Object.entries(doors).map(
    ([name, code]) =>
      `test(${JSON.stringify(name)}, async () => { await expect((async () => { ${code}; })()).rejects.toBeDefined(); });`,
  );
  return `
    import { test, expect } from 'vitest';
    import require_http from 'node:http';
    const URL_OUT = 'http://127.0.0.1:${port}/';
    const fail = () => { throw new Error('not there'); };
    ${tests.join('\n')}
  `;
}
