// Agents, clients, servers and the heads of messages, as their events and fields tell.
const http = require('http');
const net = require('net');
const { once } = require('events');

const listening = async (listener, options) => {
  const server = http.createServer(options ?? {}, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: server.address().port };
};
const answer = (options) =>
  new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ request, response, text }));
    });
    request.on('error', reject);
    request.end(options.body);
  });
// Until the server is done, or has been quiet for `wait` ms since it began to answer: a slow machine begins late.
const raw = async (port, text, wait = 30) => {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let got = '';
  await new Promise((resolve) => {
    let timer = setTimeout(resolve, 400);
    const over = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(resolve, ms);
    };
    socket.on('data', (chunk) => over(wait, (got += chunk))).on('end', () => over(0));
    socket.on('error', (error) => over(0, (got += error.code)));
    socket.write(text, 'latin1');
  });
  socket.destroy();
  return got.replace(/Date: [^\r]*/g, 'Date: …');
};
const stop = (server) => {
  server.closeAllConnections();
  server.close();
};
const names = (pool, port) => Object.keys(pool).map((name) => name.replaceAll(String(port), 'PORT'));

program('http.Agent: names, limits, options', ({ log, attempt }) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 3 });
  log(agent.getName(), agent.getName({ host: 'a', port: 1, localAddress: 'b', family: 6 }), agent.getName({ socketPath: '/x' }));
  log(agent.maxSockets, agent.maxFreeSockets, agent.maxTotalSockets, agent.totalSocketCount, agent.scheduling, agent.defaultPort, agent.protocol);
  log(http.Agent() instanceof http.Agent, http.globalAgent.keepAlive, http.globalAgent.options.timeout);
  attempt(() => new http.Agent({ scheduling: 'random' }));
  attempt(() => new http.Agent({ maxTotalSockets: 'x' }));
  attempt(() => new http.Agent({ maxTotalSockets: 0 }));
}); // prettier-ignore
program('http.Agent: connections are kept and given to the next', async ({ log, tick }) => {
  const { server, port } = await listening((request, response) => response.end(request.url));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const both = await Promise.all([answer({ port, agent, path: '/a' }), answer({ port, agent, path: '/b' })]);
  await tick();
  log(both.map(({ text, request }) => [text, request.reusedSocket, request.destroyed, request.closed]));
  log(names(agent.sockets, port), names(agent.freeSockets, port), agent.totalSocketCount);
  const third = await answer({ port, agent, path: '/c' });
  log(third.request.reusedSocket, third.response.socket, agent.totalSocketCount);
  await tick();
  agent.destroy();
  await tick();
  log(names(agent.freeSockets, port), agent.totalSocketCount);
  stop(server);
});
program('http.Agent: a total limit, and lifo before fifo', async ({ log }) => {
  const { server, port } = await listening((request, response) => setTimeout(() => response.end(request.url), 2));
  const agent = new http.Agent({ keepAlive: true, maxTotalSockets: 2 });
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, agent.totalSocketCount)), 1);
  const all = await Promise.all([1, 2, 3, 4, 5].map((n) => answer({ port, agent, path: `/${n}` })));
  clearInterval(watch);
  log(all.map(({ text }) => text), most);
  agent.destroy();
  stop(server);
}); // prettier-ignore
program('http.request: wrong options', ({ attempt }) => {
  for (const options of [
    { method: 5 }, { method: 'a b' }, { host: 5 }, { hostname: {} }, { agent: true }, { path: '/a b' }, { protocol: 'ftp:' }, { timeout: 'x' },
    { timeout: -1 }, { headers: { 'a b': 1 } }, { headers: { a: 'x\ny' } }, { headers: { a: undefined } }, { headers: { host: [] } }, { insecureHTTPParser: 1 }, { maxHeaderSize: 'x' }, { signal: 5 }, { port: 70000 },
  ]) attempt(() => void http.request(options).on('error', () => {}).destroy()); // prettier-ignore
  attempt(() => http.request('not a url'));
});
program('http.ClientRequest: what it is before and after', async ({ log }) => {
  const { server, port } = await listening((request, response) => response.end(JSON.stringify(request.rawHeaders)));
  const request = http.request({ host: '127.0.0.1', port, method: 'post', path: '/x', auth: 'a:b', headers: { 'X-A': ['1', '2'], cookie: ['c=1', 'd=2'] } });
  log(request.method, request.path, request.host, request.protocol, request.writableEnded, request.getRawHeaderNames(), request.getHeader('x-a'), request.headersSent, request.reusedSocket);
  request.write('a');
  request.end('b');
  const [response] = await once(request, 'response');
  log(response.statusCode, response.statusMessage, response.httpVersion, response.complete, request.writableFinished);
  log(JSON.parse(await new Promise((resolve) => response.once('data', (data) => resolve(String(data).replaceAll(String(port), 'PORT'))))));
  stop(server);
}); // prettier-ignore
program('http.ClientRequest: destroyed, aborted, refused', async ({ log }) => {
  const { server, port } = await listening(() => {});
  // One after another: how the events of several requests interleave is nobody's promise.
  const watch = async (name, request, end = () => {}, last = 'close') => {
    for (const event of ['abort', 'error', 'close']) request.on(event, (value) => log(name, event, value?.message, value?.code, request.destroyed, request.aborted));
    const over = new Promise((resolve) => request.once(last, resolve));
    await end(request);
    await over;
  };
  const get = (options) => http.get({ port, host: '127.0.0.1', ...options });
  await watch('at once', get(), (request) => request.destroy());
  await watch('with a reason', get(), (request) => request.destroy(new Error('mine')));
  await watch('abort', get(), async (request) => {
    await once(request, 'socket');
    request.abort();
  });
  const controller = new AbortController();
  await watch('signal', get({ signal: controller.signal }), () => controller.abort());
  await watch('refused', get({ port: 4 }));
  await watch('its own agent', get({ createConnection: () => { throw new Error('no connection'); } }), undefined, 'error');
  stop(server);
}); // prettier-ignore
program('http.ClientRequest: timeouts', async ({ log }) => {
  const { server, port } = await listening(() => {});
  const request = http.get({ port, host: '127.0.0.1', timeout: 5 });
  let count = 0;
  request.on('timeout', () => count++);
  request.on('error', (error) => log(error.message, error.code));
  await new Promise((resolve) => setTimeout(resolve, 40));
  log(count, request.timeout, request.destroyed);
  request.destroy();
  await once(request, 'close');
  stop(server);
});
program('http: information and early hints', async ({ log }) => {
  const { server, port } = await listening((request, response) => {
    response.writeProcessing();
    response.writeEarlyHints({ link: ['</a.css>; rel=preload; as=style', '</b.js>; rel=preload'], 'x-hint': '1' });
    for (const hints of [null, [], 'x', { link: 'nothing' }]) {
      try {
        response.writeEarlyHints(hints);
      } catch (error) {
        log(error);
      }
    }
    response.end('done');
  });
  const request = http.get({ port, host: '127.0.0.1' });
  request.on('information', ({ statusCode, statusMessage, headers, rawHeaders }) => log(statusCode, statusMessage, headers, rawHeaders));
  const [response] = await once(request, 'response');
  log(response.statusCode, response.resume().rawHeaders.filter((_, at) => at % 2 === 0));
  await once(response, 'end');
  stop(server);
}); // prettier-ignore
program('http: headers of both directions', async ({ log }) => {
  const { server, port } = await listening((request, response) => {
    log(request.headers, request.headersDistinct['x-a'], request.headers.constructor);
    response.setHeader('X-One', 1).setHeader('Set-Cookie', ['a=1']).appendHeader('set-cookie', 'b=2');
    response.setHeaders(new Map([['x-map', 'yes']]));
    log(response.getHeaders(), response.getHeaderNames(), response.getRawHeaderNames(), response.hasHeader('X-ONE'));
    response.removeHeader('x-one');
    response.writeHead(202, 'Taken', { 'X-Two': ['a', 'b'] });
    log(response.headersSent, response.statusMessage);
    try {
      response.setHeader('x', '1');
    } catch (error) {
      log(error);
    }
    response.addTrailers({ 'X-Trailer': 't' });
    response.end('body');
  });
  const list = [['Host', 'h'], ['X-A', '1'], ['x-a', '2'], ['Cookie', 'a=1'], ['cookie', 'b=2'], ['Referer', 'one'], ['referer', 'two'], ['constructor', 'x']];
  const { response, text } = await answer({ port, headers: list });
  log(response.statusMessage, response.headers['set-cookie'], response.headers['x-two'], text, response.trailers, response.rawTrailers);
  stop(server);
}); // prettier-ignore
program('http.ServerResponse: wrong uses', async ({ log }) => {
  const { server, port } = await listening((request, response) => {
    const attempt = (action) => {
      try {
        log(typeof action());
      } catch (error) {
        log(error);
      }
    };
    attempt(() => response.writeHead(99));
    attempt(() => response.writeHead({}));
    attempt(() => response.writeHead(200, ['a']));
    attempt(() => response.writeHead(200, 'bad\nreason'));
    attempt(() => response.setHeader('a b', 1));
    attempt(() => response.setHeader('a'));
    attempt(() => response.setHeaders([]));
    attempt(() => response.write(5));
    attempt(() => response.write(null));
    attempt(() => response.addTrailers({ 'a b': 1 }));
    attempt(() => request.socket.setEncoding('utf8'));
    response.statusMessage = 'Fine';
    response.end('ok');
    response.on('error', (error) => log('error event', error.code));
    response.write('late', (error) => log('callback', error.code));
  });
  log((await answer({ port })).text);
  stop(server);
});
program('http.ServerResponse: a strict length, corks, no bodies', async ({ log }) => {
  const { server, port } = await listening((request, response) => {
    if (request.url === '/strict') {
      response.strictContentLength = true;
      response.setHeader('Content-Length', 3);
      for (const text of ['four', 'ab']) {
        try {
          response.write(text);
        } catch (error) {
          log(error);
        }
      }
      try {
        response.end('c');
      } catch (error) {
        log(error);
        response.destroy();
      }
      return;
    }
    if (request.url === '/cork') {
      response.writeHead(200);
      response.flushHeaders();
      response.cork();
      response.write('a');
      response.write('b');
      log(response.writableCorked, response.writableLength);
      return process.nextTick(() => (response.uncork(), response.end('c')));
    }
    response.writeHead(204);
    response.end('not sent');
  });
  log(await answer({ port, path: '/strict' }).catch((error) => error.code));
  log(await raw(port, 'GET /cork HTTP/1.1\r\nHost: a\r\n\r\n'));
  log(await raw(port, 'GET /204 HTTP/1.1\r\nHost: a\r\n\r\n'));
  stop(server);
});
program('http: bytes that are no HTTP', async ({ log }) => {
  const { server, port } = await listening((request, response) => response.end('fine'));
  const head = 'GET / HTTP/1.1\r\nHost: a\r\n';
  for (const text of [
    'Oops\r\n', 'FOO / HTTP/1.1\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / JUNK\r\n\r\n', `${head}bad header\r\n\r\n`, `${head}a b: c\r\n\r\n`, `${head}: x\r\n\r\n`,
    'GET / HTTP/1.1\r\n\r\n', `${head}Content-Length: x\r\n\r\n`, `${head}Content-Length: 1\r\nContent-Length: 1\r\n\r\na`, `${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    `${head}Transfer-Encoding: gzip\r\n\r\n`, `${head}Transfer-Encoding: chunked\r\n\r\nz\r\n`, `${head}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(17000)}\r\n`, `${head}X: ${'a'.repeat(17000)}\r\n\r\n`,
    `${head}X: a\rb\r\n\r\n`, `${head}Expect: nothing\r\n\r\n`, 'GET / HTTP/1.0\r\n\r\n', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  ]) {
    const faults = [];
    const listener = (error, socket) => {
      faults.push([error.code, error.message, error.reason]);
      socket.end('HTTP/1.1 400 Bad\r\n\r\n');
    };
    server.on('clientError', listener);
    log(text.slice(0, 60), faults, (await raw(port, text)).split('\r\n')[0]);
    server.off('clientError', listener);
    log(await raw(port, text));
  }
  stop(server);
}); // prettier-ignore
program('http: too late', async ({ log }) => {
  const { server, port } = await listening((request, response) => response.end(), { requestTimeout: 30, headersTimeout: 10, connectionsCheckingInterval: 5 });
  log(await raw(port, 'GET / HTTP/1.1\r\n', 60), await raw(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\na', 90));
  stop(server);
}); // prettier-ignore
program('http.createServer: options', ({ attempt, log }) => {
  for (const options of [5, 'x', null, { requestTimeout: 'x' }, { headersTimeout: 5, requestTimeout: 1 }, { keepAliveTimeout: -1 }, { maxHeaderSize: 'x' }, { insecureHTTPParser: 1 }, { joinDuplicateHeaders: 1 }, { requireHostHeader: 1 }, { connectionsCheckingInterval: 1.5 }]) {
    attempt(() => typeof http.createServer(options));
  }
  const server = http.createServer();
  log(server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, server.maxRequestsPerSocket, server.listening);
}); // prettier-ignore
program('http.Server: requests of one connection', async ({ log }) => {
  const { server, port } = await listening((request, response) => response.end(request.url));
  server.maxRequestsPerSocket = 2;
  server.on('dropRequest', (request) => log('dropped', request.url));
  const get = (path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
  log(await raw(port, get('/1') + get('/2') + get('/3')));
  stop(server);
});
program('http.Server: closing', async ({ log, tick }) => {
  const { server, port } = await listening((request, response) => response.end('fast'));
  const agent = new http.Agent({ keepAlive: true });
  await answer({ port, agent });
  await tick();
  server.close(() => log('closed', server.listening));
  await once(server, 'close');
  server.close((error) => log(error));
  await tick();
});
program('http: parts under their old names', ({ log }) => {
  log(require('_http_agent').Agent === http.Agent, require('_http_server').ServerResponse === http.ServerResponse);
  const { _checkIsHttpToken, _checkInvalidHeaderChar } = require('_http_common');
  log(_checkIsHttpToken('a-b'), _checkIsHttpToken('a b'), _checkInvalidHeaderChar('a'), _checkInvalidHeaderChar('a\n'));
});
