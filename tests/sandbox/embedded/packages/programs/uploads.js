import express from 'express';
import multer, { MulterError } from 'multer';
import { readdirSync, readFileSync } from 'node:fs';
import { serve } from './support.js';

const body = (parts, boundary = 'XX') => ({
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  method: 'POST',
  body: Buffer.concat([
    ...parts.map(([head, content]) =>
      Buffer.concat([
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
        Buffer.from(content),
        Buffer.from('\r\n'),
      ]),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]),
});
const fails = (error, request, response, _next) =>
  response
    .status(error instanceof MulterError ? 400 : 500)
    .json({ code: error.code, message: error.message, field: error.field });

export default [
  [
    'multer: files on disk',
    async ({ log, folder }) => {
      const storage = multer.diskStorage({
        destination: `${folder}/uploads`,
        filename: (request, file, done) => done(null, `${file.fieldname}-${file.originalname}`),
      });
      (await import('node:fs')).mkdirSync(`${folder}/uploads`);
      const app = express();
      app.post('/', multer({ storage }).array('photo', 2), (request, response) =>
        response.json([
          request.files.map(({ path: _path, destination: _destination, ...rest }) => rest),
          { ...request.body },
        ]),
      );
      const { request, close } = await serve(app);
      const sent = body([
        ['name="title"', 'Ferien'],
        ['name="photo"; filename="a.png"\r\nContent-Type: image/png', Buffer.from([137, 80, 0, 255, 10, 13, 10])],
        ['name="photo"; filename="b.txt"\r\nContent-Type: text/plain', 'x'.repeat(100_000)],
        ['name="tags[0]"', 'sun'],
        ['name="tags[1]"', 'sea'],
      ]);
      log((await request('/', sent)).text);
      log(
        readdirSync(`${folder}/uploads`),
        [...readFileSync(`${folder}/uploads/photo-a.png`)],
        readFileSync(`${folder}/uploads/photo-b.txt`).length,
      );
      await close();
    },
  ],
  [
    'multer: limits and filters',
    async ({ log }) => {
      const app = express();
      const upload = multer({
        limits: { fileSize: 10, fields: 1, files: 1 },
        fileFilter: (request, file, done) =>
          file.mimetype === 'text/html' ? done(new Error('no HTML')) : done(null, file.mimetype === 'text/plain'),
      });
      app.post('/', upload.single('file'), (request, response) =>
        response.json({ file: request.file ?? null, body: request.body }),
      );
      app.use(fails);
      const { request, close } = await serve(app);
      const file = (name, type, content) => [`name="${name}"; filename="f"\r\nContent-Type: ${type}`, content];
      for (const parts of [
        [file('file', 'text/plain', 'small')],
        [file('file', 'text/plain', 'much too large')],
        [file('other', 'text/plain', 'x')],
        [file('file', 'text/html', 'x')],
        [file('file', 'image/png', 'x')],
        [
          ['name="a"', '1'],
          ['name="b"', '2'],
        ],
      ]) {
        const response = await request('/', body(parts));
        log(response.status, response.text);
      }
      await close();
    },
  ],
  [
    'multer: memory, fields, and bodies that are broken',
    async ({ log }) => {
      const app = express();
      app.post('/', multer().fields([{ name: 'a', maxCount: 1 }, { name: 'b' }]), (request, response) =>
        response.json(
          Object.entries(request.files).map(([name, files]) => [
            name,
            files.map((file) => [file.size, file.buffer.toString(), file.encoding]),
          ]),
        ),
      );
      app.post('/none', multer().none(), (request, response) => response.json(request.body));
      app.use(fails);
      const { request, close } = await serve(app);
      const file = (name, content) => [`name="${name}"; filename="ü.txt"\r\nContent-Type: text/plain`, content];
      log((await request('/', body([file('a', 'Ä'), file('b', '1'), file('b', '')]))).text);
      log(
        (await request('/none', body([['name="x"', 'y']]))).text,
        (await request('/none', body([file('x', 'y')]))).text,
      );
      const cut = body([file('a', 'long')]);
      log((await request('/', { ...cut, body: cut.body.subarray(0, 60) })).text);
      log((await request('/', { ...cut, headers: { 'content-type': 'multipart/form-data' } })).text);
      await close();
    },
  ],
];
