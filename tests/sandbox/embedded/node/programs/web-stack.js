// What Express, its middleware and common packages lean on, in the forms in which they do.
const { Buffer } = require('buffer');

program('express: etag of a body', ({ log }) => {
  const crypto = require('crypto');
  const hash = crypto.createHash('sha1').update('{"ok":true}', 'utf8').digest('base64').substring(0, 27);
  log(`"${Buffer.byteLength('{"ok":true}').toString(16)}-${hash}"`);
});
program('express: mixin of an emitter into a function', ({ log }) => {
  const { EventEmitter } = require('events');
  const app = () => {};
  for (const name of Object.getOwnPropertyNames(EventEmitter.prototype)) {
    if (!Object.hasOwn(app, name))
      Object.defineProperty(app, name, Object.getOwnPropertyDescriptor(EventEmitter.prototype, name));
  }
  app.on('mount', (value) => log('mounted', value));
  log(app.emit('mount', 1), app.listenerCount('mount'));
});
program('express: paths and view lookups', ({ log }) => {
  const path = require('path');
  log(
    path.resolve('/views', 'a.ejs'),
    path.extname('x.tar.gz'),
    path.basename('/a/b.html', '.html'),
    path.dirname('/a/b'),
  );
  log(path.normalize('/a/../../b//c'), path.join('a', '..', '..', 'b'), path.isAbsolute('./a'), path.sep);
});
program('parseurl and qs', ({ log, attempt }) => {
  const url = require('url');
  const querystring = require('querystring');
  log({ ...url.parse('/path/x?a=1&b=2#c') });
  log({ ...url.parse('http://user:pw@host.com:8080/p/a?x=%20y#h', true) });
  log(
    querystring.parse('a=1&a=2&b=%zz&c&d=+x'),
    querystring.stringify({ a: [1, 2], b: true, c: '', d: null, e: 'ü&' }),
  );
  attempt(() => url.parse(5));
  attempt(() => new URL('nope'));
});
program('body-parser: raw bodies collected from a stream', async ({ log }) => {
  const { Readable } = require('stream');
  const body = new Readable({ read() {} });
  const chunks = [];
  body.on('data', (chunk) => chunks.push(chunk)).on('end', () => log('end'));
  body.push('{"a":');
  body.push(Buffer.from('1}'));
  body.push(null);
  await require('events').once(body, 'close');
  log(JSON.parse(Buffer.concat(chunks).toString()), body.readableEnded, body.destroyed, body.readableFlowing);
});
program('body-parser: inflating', async ({ log }) => {
  const zlib = require('zlib');
  const { Readable } = require('stream');
  const inflated = Readable.from([zlib.gzipSync('hello hello hello')]).pipe(zlib.createGunzip());
  const chunks = [];
  for await (const chunk of inflated) chunks.push(chunk);
  log(Buffer.concat(chunks).toString());
});
program('body-parser: a body that is not gzip', async ({ log }) => {
  const zlib = require('zlib');
  const gunzip = zlib.createGunzip();
  gunzip.on('error', (error) => log(error));
  gunzip.end('plain');
  await new Promise((resolve) => gunzip.on('close', resolve));
});
program('multer and busboy: slices and searches in buffers', ({ log }) => {
  const bytes = Buffer.from('--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n\u00e4\r\n--x--');
  log(bytes.latin1Slice(0, 5), bytes.utf8Slice(50, 52), bytes.indexOf('\r\n\r\n'), bytes.hexSlice(0, 3));
  log(bytes.indexOf(Buffer.from('--x'), 4), bytes.lastIndexOf('--'), bytes.includes('name'), bytes.base64Slice(0, 6));
  log(bytes.ucs2Slice(0, 4), bytes.asciiSlice(0, 3));
});
program('multer: a writable that a file is piped into', async ({ log, tmp }) => {
  const fs = require('fs');
  const { PassThrough } = require('stream');
  const source = new PassThrough();
  const out = fs.createWriteStream(`${tmp}/upload.bin`);
  source.pipe(out);
  source.end(Buffer.alloc(100_000, 'a'));
  await require('events').once(out, 'finish');
  log(out.bytesWritten, out.path, fs.statSync(`${tmp}/upload.bin`).size);
  fs.unlinkSync(`${tmp}/upload.bin`);
});
program('morgan: times', ({ log }) => {
  const [seconds, nanos] = process.hrtime();
  const diff = process.hrtime([seconds, nanos]);
  log(Array.isArray(diff), diff.length, diff[0], typeof process.hrtime.bigint());
  log(typeof performance.now(), performance.now() > 0);
});
program('pino: hostname, pid, stdout', ({ log }) => {
  const os = require('os');
  log(typeof os.hostname(), typeof process.pid, typeof process.stdout.write, process.stdout.fd, os.EOL);
});
program('jsonwebtoken: HMAC over base64url', ({ log }) => {
  const crypto = require('crypto');
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const data = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: '1', iat: 1 })}`;
  log(`${data}.${crypto.createHmac('sha256', 'secret').update(data).digest('base64url')}`);
  const key = crypto.createSecretKey(Buffer.from('secret'));
  log(key.type, key.symmetricKeySize, key.export());
  log(crypto.createHmac('sha512', key).update('x').digest('hex'));
});
program('cookie-signature: equal in constant time', ({ log, attempt }) => {
  const crypto = require('crypto');
  log(
    crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ab')),
    crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ac')),
  );
  attempt(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')));
  attempt(() => crypto.timingSafeEqual('a', Buffer.from('a')));
});
program('ws: masks, frames, accept keys', ({ log }) => {
  const { createHash } = require('crypto');
  log(createHash('sha1').update('dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64'));
  const frame = Buffer.allocUnsafe(14).fill(0);
  frame.writeUInt16BE(65535, 2);
  frame.writeUIntBE(123456789012, 4, 6);
  log(frame, frame.readUInt16BE(2), frame.readUIntBE(4, 6));
});
program('ws: raw deflate with a sync flush', async ({ log }) => {
  const zlib = require('zlib');
  const deflate = zlib.createDeflateRaw({ windowBits: 15 });
  const chunks = [];
  deflate.on('data', (chunk) => chunks.push(chunk));
  deflate.write('hello');
  await new Promise((resolve) => deflate.flush(zlib.constants.Z_SYNC_FLUSH, resolve));
  const data = Buffer.concat(chunks);
  log(data.subarray(-4), zlib.inflateRawSync(data, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString());
});
program('compression: flush on a gzip stream', async ({ log, tick }) => {
  const zlib = require('zlib');
  const gzip = zlib.createGzip();
  let size = 0;
  gzip.on('data', (chunk) => (size += chunk.length));
  gzip.write('first');
  gzip.flush();
  await tick();
  log(size > 10);
  gzip.end('second');
  await require('events').once(gzip, 'end');
  log(gzip.bytesWritten);
});
program('depd: call sites', ({ log }) => {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, stack) => stack;
  const holder = {};
  Error.captureStackTrace(holder);
  const { stack } = holder;
  Error.prepareStackTrace = before;
  log(
    Array.isArray(stack),
    typeof stack[0].getFileName(),
    typeof stack[0].getLineNumber(),
    stack[0].isEval() === undefined,
  );
});
program('inherits, deprecate, promisify as libraries use them', async ({ log, attempt }) => {
  const util = require('util');
  function Parent() {}
  Parent.prototype.hi = () => 'hi';
  function Child() {}
  util.inherits(Child, Parent);
  log(new Child().hi(), Child.super_ === Parent);
  attempt(() => util.inherits(Child, null));
  const read = util.promisify((a, b, done) => done(null, a + b));
  log(await read(1, 2));
  log(await util.promisify(setTimeout)(1, 'value'));
  util.callbackify(async (a) => a * 2)(4, (error, value) => log(error, value));
  await util.promisify(setImmediate)();
  attempt(() => util.promisify(5));
  log(util.deprecate((a) => a, 'old')(3));
});
program('on-finished and finished', async ({ log }) => {
  const { finished, PassThrough } = require('stream');
  const stream = new PassThrough();
  finished(stream, (error) => log('finished', error));
  stream.destroy(new Error('broken'));
  stream.on('error', () => {});
  await new Promise((resolve) => stream.on('close', resolve));
  const early = new PassThrough();
  finished(early, (error) => log('early', error));
  early.destroy();
  await new Promise((resolve) => setTimeout(resolve, 2));
});
program('send: ranges of files', async ({ log, tmp }) => {
  const fs = require('fs');
  fs.writeFileSync(`${tmp}/range.txt`, '0123456789');
  const chunks = [];
  const stream = fs.createReadStream(`${tmp}/range.txt`, { start: 2, end: 5 });
  stream.on('open', (fd) => log('open', typeof fd));
  for await (const chunk of stream) chunks.push(chunk);
  log(Buffer.concat(chunks).toString(), stream.bytesRead);
  const missing = fs.createReadStream(`${tmp}/none.txt`);
  missing.on('error', (error) => log(error));
  await new Promise((resolve) => missing.on('close', resolve));
});
program('dotenv: a file that is not there', ({ attempt }) => {
  attempt(() => require('fs').readFileSync('.env', { encoding: 'utf8' }));
});
program('uuid and nanoid', ({ log }) => {
  const crypto = require('crypto');
  log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
  const pool = Buffer.alloc(8);
  log(crypto.randomFillSync(pool) === pool, crypto.webcrypto.getRandomValues(new Uint8Array(4)).length);
  log(crypto.randomBytes(16).length, crypto.randomInt(3) < 3);
});
program('graceful-fs: patches of fs', ({ log }) => {
  const fs = require('fs');
  const clone = Object.create(Object.getPrototypeOf(fs));
  for (const key of Object.getOwnPropertyNames(fs)) {
    Object.defineProperty(clone, key, Object.getOwnPropertyDescriptor(fs, key));
  }
  const read = clone.ReadStream;
  function ReadStream(...args) {
    if (this instanceof ReadStream) return (read.apply(this, args), this);
    return ReadStream.apply(Object.create(ReadStream.prototype), args);
  }
  ReadStream.prototype = Object.create(read.prototype);
  Object.defineProperty(clone, 'ReadStream', { get: () => ReadStream, enumerable: true, configurable: true });
  log(typeof clone.readFile, typeof clone.ReadStream, typeof fs.FileReadStream, typeof fs.realpath.native);
  log(typeof fs.lchown, typeof fs.lutimes, typeof fs.constants.O_SYMLINK, typeof fs.writev, typeof fs.statfs);
});
