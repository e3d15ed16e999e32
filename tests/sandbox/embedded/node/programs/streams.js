const stream = require('stream');
const { Readable, Writable, Transform, Duplex, PassThrough, pipeline } = stream;

program('stream: readable in both modes', async ({ log }) => {
  const source = Readable.from(['a', 'b', 'c']);
  for await (const each of source) log(each);
  const bytes = new Readable({
    highWaterMark: 4,
    read(size) {
      this.push(this.count++ < 3 ? Buffer.alloc(size, 'x') : null);
    },
  });
  bytes.count = 0;
  bytes.on('readable', () => {
    let chunk;
    while ((chunk = bytes.read(3)) !== null) log(chunk.toString());
  });
  await new Promise((resolve) => bytes.on('end', resolve));
  log(bytes.readableHighWaterMark, bytes.readableObjectMode, bytes.readableLength, source.readableObjectMode);
});
program('stream: writable and back pressure', async ({ log }) => {
  const seen = [];
  const sink = new Writable({
    highWaterMark: 3,
    write(chunk, encoding, done) {
      seen.push([chunk.toString(), encoding]);
      setTimeout(done, 1);
    },
    final(done) {
      seen.push('final');
      done();
    },
  });
  log(sink.write('ab'), sink.write('cd'), sink.writableLength, sink.writableNeedDrain);
  sink.on('drain', () => log('drain'));
  sink.on('finish', () => log('finish'));
  await new Promise((resolve) => setTimeout(resolve, 10));
  sink.cork();
  sink.write('e');
  sink.write('f');
  sink.uncork();
  sink.end('z', 'latin1', () => log('end callback'));
  await new Promise((resolve) => sink.on('close', resolve));
  log(seen, sink.writableFinished, sink.writableEnded, sink.destroyed);
});
program('stream: errors', async ({ log, attempt, tick }) => {
  const sink = new Writable({
    write(c, e, done) {
      done();
    },
  });
  sink.on('error', (error) => log('error', error));
  sink.end();
  attempt(() => sink.write('late'));
  await tick();
  const other = new Writable({
    write(c, e, done) {
      done(new Error('bad write'));
    },
  });
  other.on('error', (error) => log('error', error)).on('close', () => log('close'));
  other.write('x', (error) => log('callback', error));
  await tick();
  attempt(() => new Writable().write(null));
  attempt(() => new PassThrough().write(5));
  attempt(() => new PassThrough().write('x', 'nope'));
  const noRead = new Readable();
  noRead.on('error', (error) => log(error));
  noRead.read();
  const noWrite = new Writable();
  noWrite.on('error', (error) => log(error));
  attempt(() => noWrite.write('x'));
  const ended = new Readable({ read() {} });
  ended.on('error', (error) => log(error));
  ended.push(null);
  ended.push('x');
  await tick();
  const destroyed = new PassThrough();
  destroyed.destroy();
  destroyed.on('error', (error) => log(error));
  destroyed.write('x', (error) => log('cb', error));
  await tick();
});
program('stream: transform and flush', async ({ log }) => {
  const upper = new Transform({
    transform(chunk, _, done) {
      done(null, chunk.toString().toUpperCase());
    },
    flush(done) {
      this.push('!');
      done();
    },
  });
  upper.end('abc');
  for await (const chunk of upper) log(chunk.toString());
  const objects = new Transform({
    objectMode: true,
    transform(value, _, done) {
      this.push(value * 2);
      done();
    },
  });
  objects.write(2);
  objects.end(4);
  for await (const value of objects) log(value);
});
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
program('stream: iterator helpers', async ({ log }) => {
  const numbers = () => Readable.from([1, 2, 3, 4]);
  log(
    await numbers()
      .map((n) => n * 2)
      .filter((n) => n > 2)
      .toArray(),
    await numbers().reduce((a, b) => a + b, 0),
    await numbers().take(2).toArray(),
    await numbers().drop(3).toArray(),
  );
  log(
    await numbers().some((n) => n > 3),
    await numbers().every((n) => n > 3),
    await numbers().find((n) => n > 2),
    await numbers()
      .flatMap((n) => [n, n])
      .toArray(),
  );
  await numbers().forEach((n) => log(n));
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
program('stream: what the module is', ({ log }) => {
  log(
    typeof stream,
    stream.Stream === stream,
    Object.keys(stream).sort(),
    stream.getDefaultHighWaterMark(false),
    stream.getDefaultHighWaterMark(true),
    new PassThrough().readableHighWaterMark,
  );
  log(
    stream.isReadable(new PassThrough()),
    stream.isErrored(new PassThrough()),
    stream.isDisturbed?.(new PassThrough()),
    Readable.prototype instanceof stream,
    new PassThrough() instanceof Writable,
  );
});
program('stream: setEncoding and unshift', async ({ log }) => {
  const input = new PassThrough();
  input.setEncoding('utf8');
  input.write(Buffer.from([0xe2, 0x82]));
  input.end(Buffer.from([0xac]));
  for await (const chunk of input) log(chunk);
  const again = Readable.from([Buffer.from('bc')], { objectMode: false });
  again.unshift(Buffer.from('a'));
  const all = [];
  for await (const chunk of again) all.push(chunk.toString());
  log(all);
});
program('stream: async iteration that breaks destroys', async ({ log, tick }) => {
  const source = Readable.from([1, 2, 3]);
  source.on('close', () => log('closed'));
  for await (const each of source) {
    log(each);
    break;
  }
  await tick();
  log(source.destroyed);
  const bad = new Readable({
    read() {
      this.destroy(new Error('while reading'));
    },
  });
  try {
    for await (const each of bad) log(each);
  } catch (error) {
    log(error);
  }
});
program('stream: order of events', async ({ log }) => {
  const order = [];
  const pass = new PassThrough();
  for (const name of ['prefinish', 'finish', 'end', 'close', 'data', 'resume', 'pause', 'readable'])
    if (name !== 'readable') pass.on(name, () => order.push(name));
  pass.write('a');
  pass.end('b');
  process.nextTick(() => order.push('tick'));
  await new Promise((resolve) => pass.on('close', resolve));
  log(order);
});
