import express, { Router, json } from 'express';
import { serve } from './support.js';

export default [
  [
    'express: routes, parameters, queries and bodies',
    async ({ log }) => {
      const app = express();
      app.use(json());
      const router = Router({ mergeParams: true });
      router.get('/notes/:note', (request, response) =>
        response.json({ params: request.params, query: request.query }),
      );
      app.use('/users/:user', router);
      app.post('/echo', (request, response) => response.status(201).location('/echo/1').json(request.body));
      const { request, close } = await serve(app);
      log(await request('/users/ann/notes/7?sort=new&tag=a&tag=b'));
      log(await request('/echo', { method: 'POST', json: { title: 'Ä', n: [1, null] } }));
      log(
        await request('/echo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":' }).then(
          (r) => r.status,
        ),
      );
      log(await request('/nothing'));
      await close();
    },
  ],
  [
    'express: errors, async handlers and next',
    async ({ log }) => {
      const app = express();
      const order = [];
      app.use((request, response, next) => {
        order.push('first');
        next();
      });
      app.get('/throw', async () => {
        throw Object.assign(new Error('boom'), { status: 418 });
      });
      app.get(
        '/skip',
        (request, response, next) => next('route'),
        () => order.push('never'),
      );
      app.get('/skip', (request, response) => response.send('second route'));
      app.use((error, request, response, _next) => response.status(error.status ?? 500).json({ error: error.message }));
      const { request, close } = await serve(app);
      for (const path of ['/throw', '/skip']) log(await request(path));
      log(order);
      await close();
    },
  ],
  [
    'express: etag, conditional requests, HEAD, redirect, cookies, download names',
    async ({ log }) => {
      const app = express();
      app.get('/page', (request, response) => response.send('<h1>Hi</h1>'));
      app.get('/old', (request, response) => response.redirect(301, '/page'));
      app.get('/cookie', (request, response) =>
        response.cookie('a', 'b c', { httpOnly: true, maxAge: 1000, path: '/x' }).end(),
      );
      app.get('/file', (request, response) => response.attachment('Müsli.txt').type('txt').send('x'));
      app.get('/vary', (request, response) =>
        response.format({ json: () => response.json({}), html: () => response.send('<p>') }),
      );
      const { request, close } = await serve(app);
      const first = await request('/page');
      log(first);
      log(await request('/page', { headers: { 'if-none-match': first.headers.etag } }));
      log(await request('/page', { method: 'HEAD' }));
      log(await request('/old'));
      log((await request('/cookie')).headers['set-cookie'][0].replace(/Expires=[^;]+/, 'Expires=<date>'));
      log(await request('/file'));
      for (const accept of ['text/html', 'application/json', 'image/png'])
        log((await request('/vary', { headers: { accept } })).status);
      await close();
    },
  ],
  [
    'express: static files with ranges and dotfiles',
    async ({ log, folder, fs }) => {
      fs.mkdirSync(`${folder}/public/.git`, { recursive: true });
      fs.writeFileSync(`${folder}/public/a.txt`, '0123456789');
      fs.writeFileSync(`${folder}/public/index.html`, '<title>Home</title>');
      fs.writeFileSync(`${folder}/public/.git/config`, 'secret');
      const app = express();
      app.use(express.static(`${folder}/public`, { etag: false, lastModified: false }));
      const { request, close } = await serve(app);
      for (const path of ['/', '/a.txt', '/.git/config', '/../package.json', '/none']) log(path, await request(path));
      log(await request('/a.txt', { headers: { range: 'bytes=2-4' } }));
      log(
        await request('/a.txt', { headers: { range: 'bytes=20-' } }).then((r) => [
          r.status,
          r.headers['content-range'],
        ]),
      );
      await close();
    },
  ],
];
