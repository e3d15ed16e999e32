const zlib = require('zlib');

program('zlib: one after the other', ({ log }) => {
  const text = 'hello hello hello '.repeat(20);
  for (const [pack, unpack] of [
    ['gzipSync', 'gunzipSync'],
    ['deflateSync', 'inflateSync'],
    ['deflateRawSync', 'inflateRawSync'],
    ['gzipSync', 'unzipSync'],
    ['deflateSync', 'unzipSync'],
  ]) {
    const packed = zlib[pack](text);
    log(pack, packed.toString('hex'), zlib[unpack](packed).toString() === text);
  }
  log(zlib.gzipSync('x', { level: 0 }).toString('hex'), zlib.deflateSync(Buffer.alloc(0)), zlib.crc32('hello'));
});
program('zlib: brotli', async ({ attempt }) => {
  attempt(() => zlib.brotliDecompressSync(Buffer.from('iwSAaGVsbG8gaGVsbG8gaGVsbG8D', 'base64')).toString());
  attempt(() => zlib.brotliDecompressSync(zlib.brotliCompressSync('x')).toString());
});
program('zlib: errors', async ({ log, attempt }) => {
  attempt(() => zlib.gunzipSync('nope'));
  attempt(() => zlib.inflateSync(Buffer.from('zzzz')));
  attempt(() => zlib.gunzipSync(zlib.gzipSync('hello').subarray(0, 15)));
  attempt(() => zlib.inflateRawSync(Buffer.from([0xff])));
  attempt(() => zlib.gzipSync(5));
  attempt(() => zlib.gzipSync());
  attempt(() => zlib.createGzip({ level: 99 }));
  attempt(() => zlib.createGzip({ windowBits: 'x' }));
  attempt(() => zlib.gzip('x'));
  attempt(() => zlib.gunzipSync(zlib.gzipSync('a'.repeat(1000)), { maxOutputLength: 10 }));
  await new Promise((resolve) => zlib.gunzip(Buffer.from('bad'), (error, result) => resolve(log(error, result))));
});
program('zlib: callbacks, promises, streams', async ({ log }) => {
  await new Promise((resolve) =>
    zlib.gzip('abc', (error, data) => zlib.gunzip(data, (e, text) => resolve(log(error, e, text.toString())))),
  );
  const { promisify } = require('util');
  log((await promisify(zlib.inflate)(await promisify(zlib.deflate)('xyz'))).toString());
  const gzip = zlib.createGzip();
  gzip.write('a'.repeat(100_000));
  gzip.end();
  const chunks = [];
  for await (const chunk of gzip.pipe(zlib.createUnzip())) chunks.push(chunk.length);
  log(
    chunks.reduce((a, b) => a + b),
    gzip.constructor.name,
    zlib.constants.Z_BEST_SPEED,
    zlib.codes.Z_OK,
    gzip.bytesWritten,
  );
});
program('zlib: what the module holds', ({ log }) => {
  log(
    Object.keys(zlib)
      .filter((key) => !/zstd/i.test(key))
      .sort(),
  );
});

program('zlib: dictionaries, members, flushes, parameters', async ({ log, attempt }) => {
  const dictionary = Buffer.from('a word and another word');
  const packed = zlib.deflateSync('another word', { dictionary });
  log(zlib.inflateSync(packed, { dictionary }).toString());
  attempt(() => zlib.inflateSync(packed));
  attempt(() => zlib.inflateSync(packed, { dictionary: Buffer.from('wrong') }));
  log(zlib.gunzipSync(Buffer.concat([zlib.gzipSync('one '), zlib.gzipSync('two')])).toString());
  log(zlib.gzipSync('abc', { info: true }).engine.bytesWritten);
  const gzip = zlib.createGzip();
  const parts = [];
  gzip.on('data', (part) => parts.push(part));
  await new Promise((resolve) => gzip.write('first', resolve));
  await new Promise((resolve) => gzip.flush(zlib.constants.Z_SYNC_FLUSH, resolve));
  log(zlib.gunzipSync(Buffer.concat(parts), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString());
  await new Promise((resolve) => gzip.params(0, zlib.constants.Z_DEFAULT_STRATEGY, resolve));
  gzip.end(' second');
  await new Promise((resolve) => gzip.on('end', resolve));
  log(zlib.gunzipSync(Buffer.concat(parts)).toString(), gzip.bytesWritten);
});
program('zlib: Brotli there and back', async ({ log, attempt }) => {
  const text = 'the quick brown fox jumps over the lazy dog. '.repeat(200);
  for (const quality of [1, 5, 11]) {
    const packed = zlib.brotliCompressSync(text, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality } });
    log(packed.length < text.length / 10, zlib.brotliDecompressSync(packed).toString() === text);
  }
  const stream = zlib.createBrotliCompress();
  stream.write('one ');
  stream.flush();
  stream.end('two');
  const parts = [];
  for await (const part of stream) parts.push(part);
  log(zlib.brotliDecompressSync(Buffer.concat(parts)).toString());
  attempt(() => zlib.brotliDecompressSync(zlib.brotliCompressSync(text).subarray(0, 20)));
  attempt(() => zlib.createBrotliCompress({ params: { 99: 1 } }));
});

program('zlib: what is stored is flushed to its end, and a flush after the end does nothing', async ({ log }) => {
  const stored = zlib.createDeflate({ level: 0 });
  stored.write('abc');
  await new Promise((resolve) => stored.flush(resolve));
  log(stored.read());
  const events = [];
  const gzip = zlib.createGzip();
  gzip.resume();
  gzip.write('abc', () => events.push('written'));
  gzip.flush(zlib.constants.Z_PARTIAL_FLUSH, () => events.push('flushed'));
  await new Promise((resolve) => gzip.end(resolve));
  log(events);
});
