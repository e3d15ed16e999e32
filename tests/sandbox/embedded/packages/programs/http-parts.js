import httpErrors, { HttpError } from 'http-errors';
import onFinished, { isFinished } from 'on-finished';
import qs, { parse } from 'qs';
import { serve } from './support.js';

export default [
  [
    'qs: nested and arrays',
    ({ log }) => {
      log(
        parse('a[b][c]=1&d[]=2&d[]=3&e=%C3%A4&f=x+y&g'),
        qs.stringify({ a: { b: [1, { c: 2 }] }, n: null, u: undefined, d: new Date(0) }),
      );
      log(
        qs.parse('a.b=1', { allowDots: true }),
        qs.stringify({ a: [1, 2] }, { arrayFormat: 'repeat' }),
        qs.stringify({ a: null }, { strictNullHandling: true, addQueryPrefix: true }),
      );
    },
  ],
  [
    'qs: limits',
    ({ log, attempt }) => {
      log(parse('a[1000]=x'), parse('a[b][c][d][e][f][g]=1'), parse('a=1&b=2', { parameterLimit: 1 }));
      attempt(() => parse('a=1&b=2', { parameterLimit: 1, throwOnLimitExceeded: true }));
    },
  ],
  [
    'qs: prototypes are safe',
    ({ log }) => log(parse('__proto__[x]=1&a[hasOwnProperty]=2'), {}.x, parse('a=1;b=2', { delimiter: ';' })),
  ],
  [
    'http-errors: classes and properties',
    ({ log, attempt }) => {
      const error = httpErrors(404, 'no such note', { id: 7 });
      log(
        error instanceof HttpError,
        error instanceof httpErrors.NotFound,
        error.status,
        error.expose,
        error.message,
        error.id,
        error.name,
      );
      log(
        httpErrors(500).expose,
        new httpErrors.ImATeapot().message,
        httpErrors(new Error('wrapped'), 503).status,
        httpErrors.isHttpError(error),
        httpErrors['422']().name,
      );
      attempt(() => new HttpError());
    },
  ],
  [
    'http-errors: odd arguments',
    ({ log }) => {
      log(httpErrors().status, httpErrors('only text').message, httpErrors(404, { a: 1 }).a, String(httpErrors(400)));
    },
  ],
  [
    'http-errors: through a server',
    async ({ log }) => {
      const { request, close } = await serve((incoming, response) => {
        const error = httpErrors(409, 'conflict');
        response.writeHead(error.status).end(error.expose ? error.message : 'hidden');
      });
      log(await request('/'));
      await close();
    },
  ],
  [
    'on-finished: answers and requests',
    async ({ log }) => {
      const seen = [];
      const { request, close } = await serve((incoming, response) => {
        onFinished(incoming, (error) => seen.push(['request', error?.code ?? null]));
        onFinished(response, (error, ended) =>
          seen.push(['response', error, ended === response, isFinished(response)]),
        );
        seen.push(isFinished(response));
        incoming.resume();
        response.end('x');
      });
      await request('/', { method: 'POST', body: 'abc' });
      await close();
      log(seen.map(String).sort());
    },
  ],
  [
    'on-finished: a client that goes away',
    async ({ log }) => {
      const { connect } = await import('node:net');
      const { port, close } = await serve((incoming, response) => {
        onFinished(response, (error) => log('over', error?.message ?? null, response.writableFinished));
        response.write('start');
      });
      await new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
        socket.once('data', () => {
          socket.destroy();
          setTimeout(resolve, 30);
        });
      });
      await close();
    },
  ],
  [
    'on-finished: what is over already',
    async ({ log }) => {
      const { request, close } = await serve((incoming, response) => {
        response.end('x', () => onFinished(response, () => log('at once', isFinished(response))));
      });
      await request('/');
      await new Promise((resolve) => setTimeout(resolve, 10));
      await close();
    },
  ],
  [
    'http: what clients look for in a TLS socket that they never use',
    async ({ log }) => {
      const [{ TLSSocket }, { PassThrough }] = [await import('node:tls'), await import('node:stream')];
      log(new TLSSocket(new PassThrough())._handle._parentWrap.constructor.name);
    },
  ],
];
