import express from 'express';
import http from 'node:http';
import request, { agent } from 'supertest';

export default [
  [
    'supertest: chains of expectations',
    async ({ log, rejects }) => {
      const app = express();
      app.get('/', (incoming, response) => response.set('X-A', 'b').json({ ok: true, query: incoming.query }));
      app.post('/form', express.urlencoded(), (incoming, response) => response.status(201).json(incoming.body));
      app.post('/json', express.json(), (incoming, response) =>
        response.json([incoming.get('content-type'), incoming.body]),
      );
      const answer = await request(app)
        .get('/')
        .query({ a: [1, 2] })
        .set('Accept', 'application/json')
        .expect(200)
        .expect('X-A', 'b')
        .expect('Content-Type', /json/);
      log(answer.body, answer.type, answer.charset, answer.ok);
      await request(app).post('/form').type('form').send({ a: 'ä b' }).expect(201, { a: 'ä b' });
      log((await request(app).post('/json').send({ n: 1 })).body);
      const own = (promise) =>
        promise.catch((error) => {
          throw Object.assign(new Error(error.message), { name: error.name });
        });
      await rejects(own(request(app).get('/').expect(404)));
      await rejects(own(request(app).get('/').expect({ ok: false })));
      await rejects(own(request(app).get('/').expect('X-A', /c/)));
      await rejects(
        own(
          request(app)
            .get('/')
            .expect((response) => {
              if (response.body.ok) throw new Error('own check');
            }),
        ),
      );
    },
  ],
  [
    'supertest: agents, cookies, redirects, uploads',
    async ({ log, folder, fs }) => {
      const app = express();
      app.get('/in', (incoming, response) => response.cookie('user', 'ann').redirect('/me'));
      app.get('/me', (incoming, response) => response.send(incoming.headers.cookie ?? 'nobody'));
      app.post('/upload', async (incoming, response) => {
        const parts = [];
        for await (const part of incoming) parts.push(part);
        const text = Buffer.concat(parts).toString();
        response.json([
          /boundary/.test(incoming.headers['content-type']),
          text.includes('name="file"; filename="a.txt"'),
          text.includes('inside'),
          text.includes('name="b"'),
        ]);
      });
      const client = agent(app);
      log(
        (await client.get('/in').expect(302)).headers.location,
        (await client.get('/me')).text,
        (await client.get('/in').redirects(1)).text,
        (await request(app).get('/me')).text,
      );
      fs.writeFileSync(`${folder}/a.txt`, 'inside');
      log((await request(app).post('/upload').field('b', '1').attach('file', `${folder}/a.txt`)).body);
      log((await request(app).post('/upload').attach('file', Buffer.from('inside'), 'a.txt')).body);
    },
  ],
  [
    'supertest: callbacks, servers, buffers, auth, HEAD',
    async ({ log }) => {
      const server = http.createServer((incoming, response) => {
        response.setHeader('content-type', 'application/octet-stream');
        response.end(
          incoming.method === 'HEAD'
            ? undefined
            : Buffer.from([1, 2, ...Buffer.from(incoming.headers.authorization ?? '')]),
        );
      });
      await new Promise((resolve) =>
        request(server)
          .get('/')
          .auth('a', 'b')
          .buffer(true)
          .end((error, response) => {
            log(error, response.body);
            resolve();
          }),
      );
      log((await request(server).head('/')).status, (await request(server).delete('/x').timeout(1000)).statusCode);
      log(
        await request('http://127.0.0.1:1')
          .get('/')
          .catch((error) => [error.code, error.syscall]),
      );
    },
  ],
];
