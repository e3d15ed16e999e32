// The web's own globals, as Node words and prints them.
const util = require('util');
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

program('abort: reasons and words', async ({ log, attempt }) => {
  const controller = new AbortController();
  const { signal } = controller;
  signal.onabort = (event) => log('onabort', event.type);
  controller.abort();
  log(signal.aborted, signal.reason, AbortSignal.abort().reason, AbortSignal.abort('mine').reason);
  attempt(() => signal.throwIfAborted());
  const any = AbortSignal.any([AbortSignal.timeout(5), new AbortController().signal]);
  await new Promise((resolve) => any.addEventListener('abort', resolve));
  log(any.reason);
  attempt(() => AbortSignal.timeout('x'));
  attempt(() => AbortSignal.timeout(-1));
});
program('URL: wrong ones', ({ log, attempt }) => {
  attempt(() => new URL('nope'));
  attempt(() => new URL('/x', 'nope'));
  attempt(() => new URL());
  attempt(() => (new URL('http://a.test').href = 'nope'));
  log(URL.canParse('nope'), URL.parse('nope'), URL.name, URL.length, new URL('http://a.test') instanceof URL);
  class Own extends URL {}
  log(new Own('http://a.test').constructor.name, new Own('http://b.test') instanceof URL);
});
program('URL: what parsers argue about', ({ log, attempt }) => {
  for (const text of ['http://EXAMPLE.com:80/a/../b?x#y', 'http://a.test/%7Efoo/ä', 'HTTP://user:pass@[::1]:8080', 'http://a b', 'mailto:x@y.z', 'data:text/plain,x y', 'http://xn--mnchen-3ya.de', 'http://münchen.de', 'http://1.2.3', 'file:///C:/x', 'http://a.test/?q=a b&c=%zz', 'javascript:1', 'http://a.test\\b', 'http://a.test:99999', '//no'])
    attempt(() => new URL(text).href);
  log([...new URLSearchParams('a=1&a=2&b=%20+')], new URLSearchParams({ a: 'x y', b: 'ä&' }).toString(), new URLSearchParams('a=1&b').size);
}); // prettier-ignore
program('callbacks that are none', ({ attempt }) => {
  attempt(() => queueMicrotask());
  attempt(() => queueMicrotask('x'));
  attempt(() => setTimeout('code'));
  attempt(() => setImmediate(5));
});
program('text: decoders and encoders', ({ log, attempt }) => {
  attempt(() => new TextDecoder('nope'));
  attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])));
  log(new TextDecoder('latin1').encoding, new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 97])), new TextDecoder('utf-16le').decode(new Uint8Array([97, 0])));
  log(new TextEncoder().encodeInto('aé', new Uint8Array(4)), new TextEncoder().encode('\ud800'));
  log(atob('aGk='), btoa('hi'));
}); // prettier-ignore
program('structuredClone', ({ log, attempt }) => {
  log(structuredClone({ a: new Set([1]), e: new RangeError('x'), r: /a/g, b: new Uint8Array([1]) }));
  attempt(() => structuredClone(() => {}));
  attempt(() => structuredClone({ s: Symbol('x') }));
  attempt(() => structuredClone());
});
program('performance', ({ log, attempt }) => {
  performance.mark('a', { detail: 1 });
  performance.mark('b');
  const measured = performance.measure('ab', 'a', 'b');
  log(measured.name, measured.entryType, typeof measured.duration, performance.getEntriesByName('a')[0].detail);
  attempt(() => performance.measure('x', 'not there'));
  performance.clearMarks();
  log(performance.getEntriesByType('mark').length, typeof performance.timeOrigin, typeof performance.now());
});
program('events: targets', ({ log }) => {
  const target = new EventTarget();
  target.addEventListener('x', (event) => log(event.type, event.detail, event.target === target), { once: true });
  log(target.dispatchEvent(new CustomEvent('x', { detail: 5 })), target.dispatchEvent(new Event('x')));
});
program('Blob and File', async ({ log, attempt }) => {
  const blob = new Blob(['aé', new Uint8Array([98]), new Blob(['c'])], { type: 'Text/Plain' });
  log(blob.size, blob.type, await blob.text(), await blob.slice(3, 5, 'x/y').text(), blob.slice(-1).size, blob.slice(0, 1, 'x/y').type);
  log(new Uint8Array(await blob.arrayBuffer()), await blob.bytes());
  const file = new File(['x'], 'a.txt', { lastModified: 5 });
  log(file.name, file.size, file.lastModified, file instanceof Blob, String(file), String(blob));
  attempt(() => new Blob('x'));
  attempt(() => new File(['x']));
  const reader = new Blob(['abc']).stream().getReader({ mode: 'byob' });
  log((await reader.read(new Uint8Array(2))).value, (await reader.read(new Uint8Array(2))).value, (await reader.read(new Uint8Array(2))).done);
}); // prettier-ignore
program('streams of bytes', async ({ log }) => {
  const bytes = new ReadableStream({
    type: 'bytes',
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2, 3, 4, 5]));
      controller.close();
    },
  });
  const reader = bytes.getReader({ mode: 'byob' });
  log((await reader.read(new Uint8Array(2))).value, (await reader.read(new Uint16Array(1))).value);
  reader.releaseLock();
  log(bytes.locked);
  try {
    new ReadableStream().getReader({ mode: 'byob' });
  } catch (error) {
    log(error.name);
  }
  log(typeof ReadableStreamBYOBReader, typeof ReadableByteStreamController);
});
program('streams: transform, tee, pipe, compression', async ({ log }) => {
  const upper = new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk.toUpperCase()) });
  const [a, b] = ReadableStream.from(['x', 'y']).pipeThrough(upper).tee();
  log(await Array.fromAsync(a), await Array.fromAsync(b));
  const packed = new Blob(['hello hello']).stream().pipeThrough(new CompressionStream('gzip'));
  log(await new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text());
  const written = [];
  await ReadableStream.from([1, 2]).pipeTo(new WritableStream({ write: (chunk) => void written.push(chunk) }));
  log(written);
  const cancelled = new ReadableStream({ cancel: (reason) => log('cancelled', reason) });
  await cancelled.cancel('why');
});
program('messages between ports', async ({ log }) => {
  const { port1, port2 } = new MessageChannel();
  const got = new Promise((resolve) => (port2.onmessage = ({ data }) => resolve(data)));
  port1.postMessage({ a: new Map([[1, 2]]) });
  log(await got);
  port1.close();
  await later(1);
});
program('how they print', ({ log }) => {
  log(util.inspect(new AbortController()), util.inspect({ s: AbortSignal.abort() }, { depth: 0 }));
  log(util.inspect(new Blob(['a'], { type: 'x/y' })), util.inspect(new EventTarget()));
  log(util.inspect(new Event('x')).replace(/[\d.]+/, 'TIME'));
  log(util.inspect(new Headers({ a: 'b' })), util.inspect(new FormData()), util.inspect(new URLSearchParams('a=1')));
  log(String(new AbortController().signal), String(new ReadableStream()), String(new Response()), String(performance));
}); // prettier-ignore
program('crypto and navigator', async ({ log, attempt }) => {
  log(crypto.randomUUID().length, crypto.getRandomValues(new Uint8Array(3)).length, typeof crypto.subtle.digest);
  log(new Uint8Array(await crypto.subtle.digest('SHA-1', new Uint8Array([1]))).slice(0, 3));
  attempt(() => crypto.getRandomValues(new Uint8Array(65_537)));
  log(typeof navigator.hardwareConcurrency, navigator.userAgent.startsWith('Node.js/'), navigator.language);
});
