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
