// `fetch` and the classes around it, against servers of the same realm.
const http = require('http');
const zlib = require('zlib');

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const routes = {
  '/cookies': (_q, r) => r.setHeader('Set-Cookie', ['a=1; Path=/', 'b=2']).setHeader('X-Two', ['1', '2']).end('{"ok":true}'),
  '/301': (_q, r) => r.writeHead(301, { Location: '/echo' }).end('moved'),
  '/303': (_q, r) => r.writeHead(303, { Location: '/echo?after=303' }).end(),
  '/307': (_q, r) => r.writeHead(307, { Location: '/echo' }).end(),
  '/loop': (_q, r) => r.writeHead(302, { Location: '/loop' }).end(),
  '/204': (_q, r) => r.writeHead(204).end(),
  '/304': (_q, r) => r.writeHead(304, { ETag: '"x"' }).end(),
  '/418': (_q, r) => r.writeHead(418, 'Short and stout').end('tea'),
  '/gzip': (_q, r) => r.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' }).end(zlib.gzipSync('zipped')),
  '/deflate': (_q, r) => r.writeHead(200, { 'Content-Encoding': 'deflate' }).end(zlib.deflateSync('deflated')),
  '/not-gzip': (_q, r) => r.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain'),
  '/slow': () => {},
  '/break': (_q, r) => { r.writeHead(200, { 'Content-Length': 10 }).write('abc'); setTimeout(() => r.destroy(), 5); },
  '/hang-up': (q) => q.socket.destroy(),
  '/parts': async (_q, r) => { for (const part of ['a', 'b', 'c']) { r.write(part); await pause(5); } r.end(); },
  '/endless': (_q, r) => { r.write('first'); },
  '/hints': (_q, r) => { r.writeEarlyHints({ link: '</a.css>; rel=preload' }); r.end('after hints'); },
  '/bad': (q) => q.socket.end('this is no HTTP\r\n\r\n'),
  '/form': (_q, r) => r.setHeader('Content-Type', 'multipart/form-data; boundary=B').end('--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nfile\r\n--B--\r\n'),
  '/urlencoded': (_q, r) => r.setHeader('Content-Type', 'application/x-www-form-urlencoded').end('a=1&a=2&b=%C3%A9'),
}; // prettier-ignore

/** A server that answers with what it got; programs log what they see without its port. */
const against = (title, run) =>
  program(title, async (tools) => {
    let port = '';
    const boundary = { text: '' };
    const log = (...values) =>
      tools.log(...values.map((value) => (value === undefined ? value : JSON.parse(JSON.stringify(value).replaceAll(port, 'PORT').replaceAll(boundary.text || '\0', 'BOUNDARY')))));
    const server = http.createServer(async (request, response) => {
      const path = request.url.split('?')[0];
      if (routes[path]) return void routes[path](request, response);
      const { method, url, rawHeaders } = request;
      let body = '';
      for await (const chunk of request.setEncoding('latin1')) body += chunk;
      boundary.text = /formdata-undici-\d+/.exec(body)?.[0] ?? boundary.text;
      log({ method, url, rawHeaders, body });
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ method, url }));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = String(server.address().port);
    try {
      await run({ ...tools, log, url: `http://127.0.0.1:${port}`, failure: (work) => failure(work, port), server });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }); // prettier-ignore

async function seen(response) {
  const { status, statusText, ok, redirected, url, type, headers, bodyUsed } = response;
  const pairs = [...headers].filter(([name]) => name !== 'date');
  const text = await response.text();
  return { status, statusText, ok, redirected, url, type, pairs, cookies: headers.getSetCookie(), bodyUsed, text, after: response.bodyUsed };
} // prettier-ignore

const fault = (error) =>
  error instanceof Error || error?.name
    ? { name: error.name, message: error.message, code: error.code, ...(error.cause !== undefined && { cause: fault(error.cause) }) }
    : String(error); // prettier-ignore

async function failure(work) {
  try {
    return { passed: await work() };
  } catch (error) {
    return fault(error);
  }
}

function form() {
  const data = new FormData();
  data.append('name', 'Ann\nLee');
  data.append('we "quote"', 'é');
  data.append('file', new File(['contents'], 'a "b".txt', { type: 'text/plain' }));
  data.append('blob', new Blob(['raw']));
  return data;
}

const streamed = (...parts) =>
  new ReadableStream({
    async start(controller) {
      for (const part of parts) {
        controller.enqueue(new TextEncoder().encode(part));
        await pause(2);
      }
      controller.close();
    },
  });

against('fetch: a GET', async ({ log, url }) => log(await seen(await fetch(`${url}/echo?a=b#c`))));
against('fetch: a URL object and headers', async ({ log, url }) => {
  const headers = { 'X-One': '1', Cookie: 'a=1; b=2', Accept: 'text/html', 'User-Agent': 'me' };
  log(await seen(await fetch(new URL(`${url}/echo`), { headers })));
  log(
    await seen(
      await fetch(`${url}/echo`, { headers: { Host: 'example.test', Origin: 'http://a.test', Connection: 'close' } }),
    ),
  );
});
against('fetch: headers as pairs and as Headers', async ({ log, url }) => {
  await fetch(`${url}/echo`, { headers: [['X-B', '1'], ['x-b', '2']] });
  await fetch(`${url}/echo`, { headers: new Headers({ cookie: 'x=y', 'Set-Cookie': 'no' }) });
  log('sent');
}); // prettier-ignore
against('fetch: methods', async ({ log, url, failure }) => {
  for (const method of ['post', 'PUT', 'PATCH', 'patch', 'delete', 'OPTIONS'])
    await fetch(`${url}/echo`, { method }).catch(() => {});
  for (const method of ['CONNECT', 'TRACE', 'a b', '']) log(await failure(() => fetch(url, { method })));
});
against('fetch: bodies', async ({ log, url }) => {
  const post = (body, more) => fetch(`${url}/echo`, { method: 'POST', body, ...more });
  log(await (await post(JSON.stringify({ a: 'é' }), { headers: { 'content-type': 'application/json' } })).json());
  await post('héllo');
  await post(new URLSearchParams({ a: '1 2', b: 'é' }));
  await post(new Uint8Array([1, 2, 255]));
  await post(new Uint8Array([1, 2, 3]).buffer);
  await post(new Blob(['x'], { type: 'text/x' }));
  await post('');
  await post(5);
  await post(form());
  await post(streamed('a', 'bc', 'd'), { duplex: 'half' });
  await post((async function* () { yield new TextEncoder().encode('from a generator'); })(), { duplex: 'half' }); // prettier-ignore
});
against('fetch: what the server sends', async ({ log, url }) => {
  for (const path of ['/cookies', '/gzip', '/deflate', '/204', '/304', '/418', '/hints'])
    log(path, await seen(await fetch(url + path)));
  log(await seen(await fetch(`${url}/418`, { method: 'HEAD' })));
  log(await seen(await fetch(`${url}/echo`, { headers: { 'If-None-Match': '"x"' } })));
  log(await seen(await fetch(`${url}/echo`, { headers: { Range: 'bytes=0-1' } })));
});
against('fetch: redirects', async ({ log, url, failure }) => {
  log(await seen(await fetch(`${url}/301`)), await seen(await fetch(`${url}/301`, { method: 'POST', body: 'x' })));
  log(await seen(await fetch(`${url}/303`, { method: 'PUT', body: 'x' })), await seen(await fetch(`${url}/307`, { method: 'POST', body: 'again' })));
  log(await seen(await fetch(`${url}/301`, { redirect: 'manual' })), await failure(() => fetch(`${url}/301`, { redirect: 'error' })), await failure(() => fetch(`${url}/loop`)));
  log(await failure(() => fetch(`${url}/307`, { method: 'POST', body: streamed('x'), duplex: 'half' })));
}); // prettier-ignore
against('fetch: secrets stay with their origin', async ({ log, url }) => {
  const other = http.createServer((request, response) => response.end(JSON.stringify(Object.keys(request.headers))));
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  routes['/away'] = (_q, r) => r.writeHead(302, { Location: `http://127.0.0.1:${other.address().port}/` }).end();
  log(await (await fetch(`${url}/away`, { headers: { Authorization: 'x', Cookie: 'y', 'X-Z': '1' } })).json());
  other.closeAllConnections();
  other.close();
});
against('fetch: parts as they come', async ({ log, url }) => {
  const parts = [];
  for await (const part of (await fetch(`${url}/parts`)).body) parts.push(new TextDecoder().decode(part));
  log(parts);
});
against('fetch: clones and used bodies', async ({ log, url, failure }) => {
  const response = await fetch(`${url}/cookies`);
  const copy = response.clone();
  log(
    await seen(response),
    await seen(copy),
    await failure(() => response.text()),
    await failure(async () => response.clone()),
  );
});
against('fetch: aborts', async ({ log, url, failure }) => {
  const later = new AbortController();
  setTimeout(() => later.abort(), 10);
  const reason = new AbortController();
  setTimeout(() => reason.abort(new Error('mine')), 10);
  log(await failure(() => fetch(`${url}/slow`, { signal: AbortSignal.abort() })), await failure(() => fetch(`${url}/slow`, { signal: later.signal })));
  log(await failure(() => fetch(`${url}/slow`, { signal: reason.signal })), await failure(() => fetch(`${url}/slow`, { signal: AbortSignal.timeout(10) })));
  const controller = new AbortController();
  const response = await fetch(`${url}/endless`, { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  log(await failure(() => response.text()));
}); // prettier-ignore
against('fetch: connections that fail', async ({ log, url, failure }) => {
  log(await failure(() => fetch(`${url}/hang-up`)), await failure(async () => (await fetch(`${url}/break`)).text()), await failure(() => fetch('http://127.0.0.1:4')));
  log(await failure(async () => (await fetch(`${url}/not-gzip`)).text()));
  log((await failure(() => fetch(`${url}/bad`))).message, await failure(() => fetch('http://127.0.0.1:6000')));
}); // prettier-ignore
against('fetch: wrong uses', async ({ log, url, failure }) => {
  log(await failure(() => fetch('/relative')), await failure(() => fetch(`${url}/echo`, { body: 'x' })));
  log(await failure(() => fetch(`${url}/echo`, { method: 'POST', body: streamed('x') })));
  log(await failure(() => fetch(url.replace('//', '//ann:secret@'))), await failure(() => fetch('ftp://127.0.0.1/')));
  log(await failure(() => fetch()), await failure(() => fetch(url, { headers: { 'a b': '1' } })), await failure(() => fetch(url, { signal: 5 })));
}); // prettier-ignore
against('fetch: other schemes', async ({ log, failure }) => {
  log(await (await fetch('data:text/plain,hello%20there')).text());
  log(await (await fetch('data:application/json;base64,eyJhIjoxfQ==')).json());
  log(
    [...(await fetch('data:,x')).headers],
    await failure(() => fetch('data:broken')),
    await failure(() => fetch('about:blank')),
  );
});
against('fetch: a Request', async ({ log, url, failure }) => {
  const request = new Request(`${url}/echo`, { method: 'POST', headers: { Cookie: 'a=1', 'X-B': '2' }, body: 'text' });
  log(request.method, request.url, [...request.headers], request.bodyUsed, request.redirect, request instanceof Request, request.body instanceof ReadableStream);
  log(request.cache, request.credentials, request.mode, request.referrer, request.keepalive, request.duplex, request.integrity, request.destination);
  const copy = request.clone();
  log(await seen(await fetch(request)), request.bodyUsed, copy.bodyUsed, await copy.text(), [...copy.headers]);
  log(await failure(() => fetch(request)));
  const first = new Request(`${url}/echo`, { method: 'PUT', headers: { cookie: 'a=1' }, body: 'one' });
  const second = new Request(first, { headers: { cookie: 'b=2' } });
  log(second.method, second.headers.get('cookie'), await seen(await fetch(second)), first.bodyUsed, new Request(url).headers.get('accept'));
}); // prettier-ignore
against('fetch: bodies of Requests', async ({ log, url, failure }) => {
  log(await new Request(url, { method: 'POST', body: '{"a":1}' }).json(), await new Request(url, { method: 'POST', body: new URLSearchParams('a=1') }).text());
  log([...(await new Request(url, { method: 'POST', body: new URLSearchParams('a=1&b=2') }).formData())]);
  await fetch(new Request(`${url}/echo`, { method: 'POST', body: form() }));
  const entries = [...(await new Request(url, { method: 'POST', body: form() }).formData())];
  log(entries.map(([name, value]) => [name, typeof value === 'string' ? value : [value.name, value.type, value.size]]));
  log(await failure(async () => new Request(url, { body: 'x' })), await failure(async () => new Request('/x')), (await new Request(url).text()).length);
  log([...(await new Request(url, { method: 'POST', body: 'abc' }).bytes())], (await new Request(url, { method: 'POST', body: 'abc' }).blob()).type);
}); // prettier-ignore
against('fetch: forms from the server', async ({ log, url, failure }) => {
  const entries = [...(await (await fetch(`${url}/form`)).formData())];
  log(entries.map(([name, value]) => [name, typeof value === 'string' ? value : [value.name, value.type, value.size]]));
  log(
    [...(await (await fetch(`${url}/urlencoded`)).formData())],
    await failure(async () => (await fetch(`${url}/418`)).formData()),
  );
});
against('fetch: many at once, then an end', async ({ log, url, server }) => {
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) => fetch(`${url}/cookies?${name}`).then((answer) => answer.json())),
  );
  log(answers);
  await new Promise((resolve) => server.close(resolve));
  log('closed');
});

program('Response: made by programs', async ({ log, attempt }) => {
  const response = new Response('text', { status: 201, statusText: 'Made', headers: { 'X-A': '1', 'Set-Cookie': 'a=1' } });
  log(response.status, response.statusText, response.ok, response.type, response.url, [...response.headers], await response.text());
  log(await Response.json({ a: 1 }, { status: 202 }).json(), [...Response.json(null).headers]);
  const moved = Response.redirect('http://a.test/x', 307);
  log(moved.status, moved.headers.get('location'), Response.error().type, Response.error().status);
  attempt(() => new Response('x', { status: 204 }).status);
  attempt(() => new Response(null, { status: 99 }).status);
  attempt(() => Response.redirect('http://a.test', 200));
  attempt(() => Response.json(undefined));
  attempt(() => new Response(null, { statusText: 'a\nb' }).status);
  attempt(() => { try { Response('x'); } catch (error) { return error.name; } });
  log(Object.prototype.toString.call(response), response instanceof Response, Response.name, typeof Response.prototype.clone);
}); // prettier-ignore
program('Headers: guards, order, cookies', ({ log, attempt }) => {
  const headers = new Headers([['b', '1'], ['A', ' 2 '], ['b', '3'], ['Set-Cookie', 'x=1'], ['set-cookie', 'y=2']]);
  log([...headers], headers.get('B'), headers.get('set-cookie'), headers.getSetCookie(), headers.has('a'), headers.get('none'));
  headers.append('a', '4');
  headers.delete('set-cookie');
  headers.set('Host', 'h');
  log([...headers.keys()], [...headers.values()], Object.prototype.toString.call(headers));
  attempt(() => headers.set('a b', '1'));
  attempt(() => headers.set('a', 'x\ny'));
  attempt(() => new Headers([['a']]));
  attempt(() => new Headers(5));
  attempt(() => headers.get());
  headers.forEach((value, name, all) => log(name, value, all === headers));
}); // prettier-ignore
program('FormData: entries', async ({ log, attempt }) => {
  const data = new FormData();
  data.append('a', 1);
  data.append('a', '2');
  data.append('f', new Blob(['xy'], { type: 'text/x' }));
  data.append('g', new Blob(['z']), 'name.txt');
  log([...data].map(([name, value]) => [name, typeof value === 'string' ? value : [value.constructor.name, value.name, value.type, value.size]]));
  log(data.get('a'), data.getAll('a'), data.has('f'), data.get('none'), await data.get('g').text());
  data.set('a', '3');
  data.delete('f');
  log([...data.keys()]);
  attempt(() => data.append('a'));
  attempt(() => data.append('a', 'text', 'name'));
  attempt(() => new FormData(5));
}); // prettier-ignore
program('fetch: another computer cannot be reached', async ({ log }) => {
  const error = await fetch('http://no-such-host.invalid/').catch((reason) => reason);
  log(error.name, error.message, error.cause.code, error.cause.syscall, error.cause.hostname, error.cause.errno);
});
