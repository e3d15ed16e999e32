import bodyParser from 'body-parser';
import serveStatic from 'serve-static';
import { serve } from './support.js';

export default [
  [
    'body-parser: kinds of bodies',
    async ({ log }) => {
      const parsers = {
        '/json': bodyParser.json({ limit: '1kb', reviver: (key, value) => (value === 'x' ? 'y' : value) }),
        '/text': bodyParser.text(),
        '/raw': bodyParser.raw({ type: '*/*' }),
        '/form': bodyParser.urlencoded({ extended: true }),
      };
      const { request, close } = await serve((incoming, response) =>
        parsers[incoming.url](incoming, response, (error) =>
          response.end(
            JSON.stringify(error ? [error.status, error.type, error.message] : [typeof incoming.body, incoming.body]),
          ),
        ),
      );
      const post = async (path, type, body) =>
        log(path, (await request(path, { method: 'POST', headers: { 'content-type': type }, body })).text);
      await post('/json', 'application/json', '{"a":"x"}');
      await post('/json', 'application/json', '{"a":');
      await post('/json', 'application/json', JSON.stringify('x'.repeat(2000)));
      await post('/json', 'application/json; charset=klingon', '{}');
      await post('/json', 'text/plain', '{}');
      await post('/text', 'text/plain; charset=iso-8859-1', Buffer.from([0xe4]));
      await post('/raw', 'image/png', Buffer.from([1, 2]));
      await post('/form', 'application/x-www-form-urlencoded', 'a[b]=1&c=d+e%20f');
      await close();
    },
  ],
  [
    'body-parser: compressed bodies and charsets',
    async ({ log }) => {
      const zlib = await import('node:zlib');
      const { request, close } = await serve((incoming, response) =>
        bodyParser.text({
          type: () => true,
          verify: (r, s, bytes, _encoding) => {
            if (bytes[0] === 33) throw new Error('refused');
          },
        })(incoming, response, (error) =>
          response.end(JSON.stringify(error ? [error.status, error.type, error.message] : incoming.body)),
        ),
      );
      const post = async (headers, body) => log((await request('/', { method: 'POST', headers, body })).text);
      await post({ 'content-encoding': 'gzip' }, zlib.gzipSync('packed'));
      await post({ 'content-encoding': 'deflate' }, zlib.deflateSync('packed'));
      await post({ 'content-encoding': 'gzip' }, 'not gzip');
      await post({ 'content-encoding': 'other' }, 'x');
      await post({ 'content-type': 'text/plain; charset=shift_jis' }, Buffer.from([0x83, 0x65, 0x83, 0x58]));
      await post({ 'content-type': 'text/plain; charset=utf-16' }, Buffer.from('\ufeffhi', 'utf16le'));
      await post({}, '!bad');
      await close();
    },
  ],
  [
    'body-parser: inflation limits and aborts',
    async ({ log }) => {
      const zlib = await import('node:zlib');
      const { request, close } = await serve((incoming, response) =>
        bodyParser.raw({ type: () => true, limit: 100 })(incoming, response, (error) =>
          response.end(error ? error.type : String(incoming.body?.length)),
        ),
      );
      log(
        (
          await request('/', {
            method: 'POST',
            headers: { 'content-encoding': 'gzip' },
            body: zlib.gzipSync('x'.repeat(1000)),
          })
        ).text,
      );
      log((await request('/', { method: 'POST', body: 'x'.repeat(101) })).text, (await request('/')).text);
      await close();
    },
  ],
  [
    'serve-static: files, folders, index',
    async ({ log, folder, fs }) => {
      fs.mkdirSync(`${folder}/a/b`, { recursive: true });
      fs.writeFileSync(`${folder}/a/page.html`, '<p>');
      fs.writeFileSync(`${folder}/a/b/index.html`, 'inner');
      const listener = serveStatic(`${folder}/a`, {
        etag: true,
        lastModified: false,
        maxAge: '1d',
        extensions: ['html'],
        setHeaders: (response, file) => response.setHeader('x-file', file.split('/').at(-1)),
      });
      const { request, close } = await serve((incoming, response) =>
        listener(incoming, response, () => response.writeHead(404).end('none')),
      );
      for (const path of ['/page.html', '/page', '/b', '/b/', '/none', '/%2e%2e/x']) {
        const { status, headers, text } = await request(path);
        log(path, status, { ...headers, etag: typeof headers.etag }, text.slice(0, 60));
      }
      log((await request('/page', { method: 'POST' })).status);
      await close();
    },
  ],
  [
    'serve-static: conditional and partial',
    async ({ log, folder, fs }) => {
      fs.writeFileSync(`${folder}/big.txt`, 'abcdefghij'.repeat(100));
      fs.utimesSync(`${folder}/big.txt`, 1_700_000_000, 1_700_000_000);
      const listener = serveStatic(folder);
      const { request, close } = await serve((incoming, response) =>
        listener(incoming, response, (error) => response.writeHead(error?.status ?? 404).end()),
      );
      const first = await request('/big.txt');
      log(first.headers, first.text.length);
      log(
        (await request('/big.txt', { headers: { 'if-none-match': first.headers.etag } })).status,
        (await request('/big.txt', { headers: { 'if-modified-since': first.headers['last-modified'] } })).status,
      );
      for (const range of ['bytes=0-4', 'bytes=-3', 'bytes=2000-', 'bytes=0-1,3-4']) {
        const { status, headers, text } = await request('/big.txt', { headers: { range } });
        log(range, status, headers['content-range'], text.length);
      }
      await close();
    },
  ],
  [
    'serve-static: redirects, dotfiles, fallthrough',
    async ({ log, folder, fs }) => {
      fs.mkdirSync(`${folder}/d`);
      fs.writeFileSync(`${folder}/.secret`, 's');
      for (const options of [
        {},
        { redirect: false },
        { dotfiles: 'allow' },
        { dotfiles: 'deny', fallthrough: false },
      ]) {
        const listener = serveStatic(folder, options);
        const { request, close } = await serve((incoming, response) =>
          listener(incoming, response, (error) =>
            response.writeHead(error?.status ?? 404).end(error?.message.split(',')[0] ?? ''),
          ),
        );
        log(options, (await request('/d')).status, (await request('/.secret')).status, (await request('/x')).status);
        await close();
      }
    },
  ],
];
