import { parse, serialize } from 'cookie';
import cookieParser, { signedCookie } from 'cookie-parser';
import cookieSession from 'cookie-session';
import express from 'express';
import { createHmac } from 'node:crypto';
import session, { MemoryStore } from 'express-session';
import { cookiesOf, serve } from './support.js';

export default [
  [
    'cookie: parses and serializes',
    ({ log, attempt }) => {
      log({ ...parse('a=1; b=%20x; c="q"; a=2; broken; d=%E0%A4%A') });
      log(
        serialize('id', 'a b;c', {
          httpOnly: true,
          secure: true,
          sameSite: 'strict',
          path: '/',
          maxAge: 60,
          domain: 'a.org',
        }),
      );
      log(serialize('id', '', { expires: new Date(0), partitioned: true, priority: 'high' }));
      attempt(() => serialize('a b', '1'));
      attempt(() => serialize('a', '1', { maxAge: 'soon' }));
    },
  ],
  [
    'cookie-parser: plain, signed and JSON cookies',
    async ({ log }) => {
      const app = express();
      app.use(cookieParser('secret'));
      app.get('/set', (request, response) =>
        response.cookie('user', 'ann', { signed: true }).cookie('prefs', { dark: true }).end(),
      );
      app.get('/', (request, response) => response.json([request.cookies, request.signedCookies]));
      const { request, close } = await serve(app);
      const cookies = cookiesOf(await request('/set'));
      log(cookies, signedCookie(decodeURIComponent(cookies[0].split('=')[1]), 'secret'));
      log((await request('/', { headers: { cookie: cookies.join('; ') } })).text);
      log((await request('/', { headers: { cookie: cookies[0].replace('ann', 'bob') } })).text);
      log((await request('/', { headers: { cookie: 'x=1' } })).text);
      await close();
    },
  ],
  [
    'cookie-session: keeps the session in the cookie',
    async ({ log }) => {
      const app = express();
      app.use(cookieSession({ name: 's', keys: ['new', 'old'] }));
      app.get('/', (request, response) => {
        request.session.views = (request.session.views ?? 0) + 1;
        response.json(request.session);
      });
      app.get('/out', (request, response) => {
        request.session = null;
        response.end();
      });
      const { request, close } = await serve(app);
      const first = await request('/');
      log(first.text, first.headers['set-cookie']);
      const again = await request('/', { headers: { cookie: cookiesOf(first).join('; ') } });
      log(again.text, cookiesOf(again));
      log((await request('/', { headers: { cookie: cookiesOf(first).join('; ').replace('s=', 's=x') } })).text);
      log(cookiesOf(await request('/out', { headers: { cookie: cookiesOf(first).join('; ') } })));
      await close();
    },
  ],
  [
    'express-session: login, regenerate, destroy, store',
    async ({ log }) => {
      const store = new MemoryStore();
      const app = express();
      let next = 0;
      app.use(
        session({
          secret: 'k',
          store,
          resave: false,
          saveUninitialized: false,
          genid: () => `id${++next}`,
          cookie: { maxAge: 60_000 },
        }),
      );
      app.post('/login', (request, response, fail) =>
        request.session.regenerate((error) => {
          if (error) return fail(error);
          request.session.user = 'ann';
          response.json(request.sessionID);
        }),
      );
      app.get('/me', (request, response) =>
        response.status(request.session.user ? 200 : 401).json({ user: request.session.user ?? null }),
      );
      app.post('/logout', (request, response) => request.session.destroy(() => response.status(204).end()));
      const { request, close } = await serve(app);
      log((await request('/me')).headers);
      const login = await request('/login', { method: 'POST' });
      log(
        login.text,
        login.headers['set-cookie'].map((line) => line.replace(/Expires=[^;]+/, 'Expires=<date>')),
      );
      const headers = { cookie: cookiesOf(login).join('; ') };
      log((await request('/me', { headers })).text, Object.keys(store.sessions));
      log((await request('/me', { headers: { cookie: headers.cookie.slice(0, -2) } })).status);
      log(
        (await request('/logout', { method: 'POST', headers })).status,
        (await request('/me', { headers })).status,
        Object.keys(store.sessions),
      );
      await close();
    },
  ],
  [
    'cookie: names and values as browsers send them',
    ({ log, attempt }) => {
      log({ ...parse('=x; a; b=; c==d;e=f=g;  h = i ') }, { ...parse('a=%41', { decode: (value) => value }) });
      attempt(() => serialize('a', 'b', { path: 'x;y' }));
      attempt(() => serialize('a', 'b', { domain: 'a b' }));
      log(serialize('a', 'ä', { encode: (value) => value.toUpperCase().replace('Ä', 'AE') }));
    },
  ],
  [
    'cookie: prototypes stay out',
    ({ log }) => log(Object.getPrototypeOf(parse('__proto__=1')), Object.keys(parse('toString=1; __proto__=2'))),
  ],
  [
    'cookie-parser: several secrets',
    async ({ log }) => {
      const app = express();
      app.use(cookieParser(['new', 'old']));
      app.get('/', (request, response) => response.json([request.secret, request.signedCookies]));
      const { request, close } = await serve(app);
      const signed = 's%3Aann.' + encodeURIComponent(cookieSignature('ann', 'old'));
      log((await request('/', { headers: { cookie: `user=${signed}` } })).text);
      await close();
    },
  ],
  [
    'cookie-parser: functions of its own',
    ({ log }) => {
      log(
        cookieParser.JSONCookie('j:{"a":1}'),
        cookieParser.JSONCookie('j:{'),
        cookieParser.JSONCookies({ a: 'j:[1]', b: 'x' }),
        signedCookie('plain', 'k'),
        signedCookie('s:a.b', 'k'),
      );
    },
  ],
  [
    'cookie-session: wrong options',
    ({ attempt }) => {
      attempt(() => cookieSession({}));
      attempt(() => cookieSession({ keys: [] }));
    },
  ],
  [
    'cookie-session: unchanged and new sessions',
    async ({ log }) => {
      const app = express();
      app.use(cookieSession({ secret: 'k', maxAge: 1000, sameSite: 'lax' }));
      app.get('/same', (request, response) =>
        response.json([request.session.isNew, request.session.isPopulated, request.session.isChanged]),
      );
      app.get('/change', (request, response) => {
        request.session = { a: 1 };
        request.sessionOptions.maxAge = 5000;
        response.end();
      });
      const { request, close } = await serve(app);
      log((await request('/same')).headers['set-cookie'], (await request('/same')).text);
      log(
        (await request('/change')).headers['set-cookie'].map((line) => line.replace(/expires=[^;]+/, 'expires=<date>')),
      );
      await close();
    },
  ],
  [
    'express-session: rolling cookies and touched stores',
    async ({ log }) => {
      const calls = [];
      const store = new MemoryStore();
      for (const name of ['set', 'touch', 'destroy']) {
        const own = store[name].bind(store);
        store[name] = (...values) => {
          calls.push(name);
          own(...values);
        };
      }
      const app = express();
      app.use(
        session({
          secret: ['new', 'old'],
          store,
          resave: false,
          rolling: true,
          saveUninitialized: true,
          name: 'sid',
          cookie: { maxAge: 5000, sameSite: 'strict' },
        }),
      );
      app.get('/', (request, response) =>
        // What is left of it when it is asked: a millisecond less on some computers.
        response.json([typeof request.session.cookie.maxAge, Math.round(request.session.cookie.originalMaxAge / 1000)]),
      );
      const { request, close } = await serve(app);
      const first = await request('/');
      log(first.text, first.headers['set-cookie'].length);
      log((await request('/', { headers: { cookie: cookiesOf(first)[0] } })).headers['set-cookie'].length, calls);
      await close();
    },
  ],
  [
    'express-session: wrong options, and cookies only for TLS',
    async ({ log, attempt }) => {
      attempt(() => session({ secret: [] }));
      const app = express();
      app.use(session({ secret: 'k', resave: false, saveUninitialized: true, cookie: { secure: true } }));
      app.get('/', (request, response) => response.end('x'));
      app.use((error, request, response, _next) => response.end(error.message));
      const { request, close } = await serve(app);
      log((await request('/')).headers['set-cookie'] ?? null);
      await close();
    },
  ],
];
const cookieSignature = (value, secret) =>
  createHmac('sha256', secret).update(value).digest('base64').replace(/=+$/, '');
