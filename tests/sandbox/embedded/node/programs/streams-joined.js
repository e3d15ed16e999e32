const stream = require('stream');
const { Readable, Writable, Transform, Duplex, PassThrough, pipeline } = stream;

program('stream: pipeline', async ({ log }) => {
  const chunks = [];
  await stream.promises.pipeline(
    Readable.from(['a', 'b']),
    async function* (source) {
      for await (const each of source) yield each + each;
    },
    async (source) => {
      for await (const each of source) chunks.push(each);
    },
  );
  log(chunks);
  await stream.promises
    .pipeline(
      Readable.from(['a']),
      new Transform({
        transform(c, e, done) {
          done(new Error('in the middle'));
        },
      }),
      new PassThrough(),
    )
    .catch((error) => log(error));
  pipeline(Readable.from(['x']), new PassThrough().resume(), (error) => log('callback', error));
  await new Promise((resolve) => setTimeout(resolve, 3));
  const stop = new AbortController();
  const waiting = stream.promises
    .pipeline(new Readable({ read() {} }), new PassThrough(), { signal: stop.signal })
    .catch((error) => log(error.name, error.code));
  stop.abort();
  await waiting;
  try {
    pipeline(new PassThrough());
  } catch (error) {
    log(error);
  }
});
program('stream: pipe and unpipe', async ({ log, tick }) => {
  const a = new PassThrough();
  const b = new PassThrough();
  b.on('pipe', () => log('pipe')).on('unpipe', () => log('unpipe'));
  log(a.pipe(b) === b);
  a.write('1');
  await tick();
  log(b.read()?.toString());
  a.unpipe(b);
  a.end();
  log(b.writableEnded, a.isPaused(), a.readableFlowing);
});
program('stream: compose, duplex, addAbortSignal', async ({ log, tick }) => {
  const duplex = Duplex.from(async function* (source) {
    for await (const each of source) yield String(each).toUpperCase();
  });
  duplex.end('abc');
  for await (const each of duplex) log(String(each));
  const stop = new AbortController();
  const endless = stream.addAbortSignal(stop.signal, new Readable({ read() {} }));
  endless.on('error', (error) => log(error.name, error.code, error.message));
  stop.abort();
  await tick();
  const own = new Duplex({
    read() {
      this.push('r');
      this.push(null);
    },
    write(c, e, done) {
      log(c.toString());
      done();
    },
  });
  own.end('w');
  for await (const c of own) log(c.toString());
  log(own.allowHalfOpen);
});
program('stream: web', async ({ log }) => {
  const web = Readable.toWeb(Readable.from([Buffer.from('a'), Buffer.from('b')]));
  const chunks = [];
  for await (const chunk of web) chunks.push(Buffer.from(chunk).toString());
  log(chunks);
  const back = Readable.fromWeb(
    new ReadableStream({
      start(controller) {
        controller.enqueue('x');
        controller.close();
      },
    }),
    { encoding: 'utf8' },
  );
  for await (const chunk of back) log(chunk);
  const sink = [];
  const writable = Writable.fromWeb(
    new WritableStream({
      write(chunk) {
        sink.push(Buffer.from(chunk).toString());
      },
    }),
  );
  writable.end('data');
  await stream.promises.finished(writable);
  log(sink, Object.keys(require('stream/web')).includes('ReadableStream'));
});
program('stream: consumers', async ({ log }) => {
  const consumers = require('stream/consumers');
  log(
    await consumers.text(Readable.from(['a', 'b'])),
    await consumers.json(Readable.from(['{"a":', '1}'])),
    await consumers.buffer(Readable.from([Buffer.from('x')])),
    (await consumers.arrayBuffer(Readable.from([Buffer.from('xy')]))).byteLength,
    (await consumers.blob(Readable.from([Buffer.from('xyz')]))).size,
  );
});
