import compression, { filter } from 'compression';
import cors from 'cors';
import express from 'express';
import helmet, { contentSecurityPolicy } from 'helmet';
import zlib from 'node:zlib';
import { rateLimit } from 'express-rate-limit';
import { serve } from './support.js';

const hello = (...middleware) => {
  const app = express();
  app.disable('x-powered-by');
  for (const one of middleware) app.use(one);
  app.get('/', (request, response) => response.json({ hello: 'world' }));
  app.get('/long', (request, response) => response.type('text').send('line of text\n'.repeat(500)));
  app.get('/image', (request, response) => response.type('png').send(Buffer.alloc(5000)));
  return app;
};

export default [
  [
    'cors: simple requests and preflight',
    async ({ log }) => {
      const { request, close } = await serve(
        hello(
          cors({ origin: ['https://a.org', /\.b\.org$/], credentials: true, maxAge: 600, exposedHeaders: ['X-Total'] }),
        ),
      );
      for (const origin of ['https://a.org', 'https://x.b.org', 'https://evil.org'])
        log(await request('/', { headers: { origin } }));
      const headers = {
        origin: 'https://a.org',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-a, authorization',
      };
      log(await request('/', { method: 'OPTIONS', headers }));
      await close();
    },
  ],
  [
    'cors: options per request, and open to all',
    async ({ log }) => {
      const decide = (request, done) =>
        request.url === '/long' ? done(new Error('no')) : done(null, { origin: 'https://one.org', methods: 'GET' });
      const app = hello(cors(decide));
      app.use((error, request, response, _next) => response.status(403).end(error.message));
      const one = await serve(app);
      log(await one.request('/'), await one.request('/long'));
      await one.close();
      const all = await serve(hello(cors()));
      log((await all.request('/')).headers, (await all.request('/', { method: 'OPTIONS' })).headers);
      await all.close();
    },
  ],
  [
    'cors: continues after the preflight when told to',
    async ({ log }) => {
      const app = express();
      app.options('/', cors({ preflightContinue: true, optionsSuccessStatus: 200 }), (request, response) =>
        response.send('mine'),
      );
      const { request, close } = await serve(app);
      log(await request('/', { method: 'OPTIONS', headers: { origin: 'x', 'access-control-request-method': 'POST' } }));
      await close();
    },
  ],
  [
    'compression: negotiates gzip, deflate and nothing',
    async ({ log }) => {
      const { request, close } = await serve(hello(compression({ threshold: 1024 })));
      for (const encoding of ['gzip', 'deflate', 'identity', '', 'gzip;q=0', '*']) {
        const response = await request('/long', { headers: { 'accept-encoding': encoding } });
        const { 'content-encoding': used, vary, 'content-length': length } = response.headers;
        const text =
          used === 'gzip'
            ? zlib.gunzipSync(response.bytes)
            : used === 'deflate'
              ? zlib.inflateSync(response.bytes)
              : used
                ? used
                : response.bytes;
        log(
          encoding,
          used === 'br' ? 'any' : used,
          vary,
          length,
          used === 'br' ? 0 : text.length,
          response.bytes.length < 1000,
        );
      }
      await close();
    },
  ],
  [
    'compression: leaves small answers, images and HEAD alone',
    async ({ log }) => {
      const { request, close } = await serve(hello(compression()));
      const headers = { 'accept-encoding': 'gzip' };
      log((await request('/', { headers })).headers, (await request('/image', { headers })).headers);
      const head = await request('/long', { method: 'HEAD', headers });
      log(head.headers, head.bytes.length);
      await close();
    },
  ],
  [
    'compression: streams with flush, and honours no-transform',
    async ({ log }) => {
      const app = express();
      app.use(compression({ filter: (request, response) => request.url !== '/plain' && filter(request, response) }));
      const stream = async (response) => {
        response.type('text');
        for (const part of ['one ', 'two ', 'three']) {
          response.write(part);
          response.flush();
          await new Promise((r) => setTimeout(r, 5));
        }
        response.end();
      };
      app.use('/stream', (request, response) => stream(response));
      for (const path of ['/plain', '/keep'])
        app.get(path, (request, response) =>
          response
            .set('Cache-Control', path === '/keep' ? 'no-transform' : 'no-store')
            .type('text')
            .send('x'.repeat(3000)),
        );
      const { request, close } = await serve(app);
      const headers = { 'accept-encoding': 'gzip' };
      const streamed = await request('/stream', { headers });
      log(streamed.headers, zlib.gunzipSync(streamed.bytes).toString());
      for (const path of ['/plain', '/keep']) log((await request(path, { headers })).headers);
      await close();
    },
  ],
  [
    'helmet: default headers',
    async ({ log }) => {
      const { request, close } = await serve(hello(helmet()));
      log(await request('/'));
      await close();
    },
  ],
  [
    'helmet: options',
    async ({ log }) => {
      const { request, close } = await serve(
        hello(
          helmet({
            contentSecurityPolicy: {
              directives: {
                scriptSrc: ["'self'", 'cdn.org', (request) => `'nonce-${request.method}'`],
                upgradeInsecureRequests: null,
              },
            },
            strictTransportSecurity: { maxAge: 60, preload: true },
            xFrameOptions: { action: 'deny' },
            xPoweredBy: false,
            referrerPolicy: false,
          }),
        ),
      );
      log((await request('/')).headers);
      await close();
    },
  ],
  [
    'helmet: single parts and wrong options',
    async ({ log, attempt }) => {
      const { request, close } = await serve(
        hello(
          helmet.noSniff(),
          contentSecurityPolicy({ useDefaults: false, directives: { 'default-src': ["'none'"] }, reportOnly: true }),
        ),
      );
      log((await request('/')).headers);
      await close();
      attempt(() => contentSecurityPolicy({ useDefaults: false, directives: {} }));
      attempt(() => helmet({ strictTransportSecurity: { maxAge: -1 } }));
      attempt(() => contentSecurityPolicy({ directives: { 'script-src': ['self'] } }));
    },
  ],
  [
    'express-rate-limit: counts, refuses and tells',
    async ({ log }) => {
      const { request, close } = await serve(
        hello(
          rateLimit({
            windowMs: 60_000,
            limit: 2,
            standardHeaders: 'draft-8',
            legacyHeaders: false,
            identifier: 'api',
          }),
        ),
      );
      for (let count = 0; count < 3; count++) {
        const { status, headers, text } = await request('/');
        log(status, text, steady(headers));
      }
      await close();
    },
  ],
  [
    'express-rate-limit: older headers, keys, skipping and a handler',
    async ({ log }) => {
      const limiter = rateLimit({
        windowMs: 60_000,
        limit: 1,
        legacyHeaders: true,
        standardHeaders: 'draft-6',
        keyGenerator: (request) => request.get('x-user') ?? 'nobody',
        skip: (request) => request.path === '/long',
        handler: (request, response, next, options) => response.status(options.statusCode).json({ slow: 'down' }),
      });
      const { request, close } = await serve(hello(limiter));
      for (const user of ['a', 'a', 'b']) {
        const { status, headers, text } = await request('/', { headers: { 'x-user': user } });
        log(status, text, steady(headers));
      }
      log((await request('/long')).status);
      await close();
    },
  ],
  [
    'express-rate-limit: a store of its own',
    async ({ log }) => {
      const calls = [];
      const store = {
        init: () => calls.push('init'),
        increment: (key) => {
          calls.push(`increment ${key}`);
          return { totalHits: calls.length, resetTime: undefined };
        },
        decrement: (key) => calls.push(`decrement ${key}`),
        resetKey: () => {},
      };
      const { request, close } = await serve(
        hello(rateLimit({ limit: 3, store, keyGenerator: () => 'k', skipSuccessfulRequests: true, validate: false })),
      );
      log((await request('/')).status, (await request('/nothing')).status, (await request('/')).status, calls);
      await close();
    },
  ],
];

/** The window's end depends on the moment. */
const steady = (headers) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name.includes('ratelimit') || name === 'retry-after' ? value.replace(/t=\d+|\b(5\d|60)\b|\d{9,}/g, '<t>') : value,
    ]),
  );
